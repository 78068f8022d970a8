// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The real QEMU that a launch became: stopped before the guest's first instruction, asked over QMP
 * what it has, and ended.
 *
 * @param result what became of the process
 * @param cards its network cards
 * @param answers what QEMU answered to further commands: {@code return} or {@code error}
 */
record RealQemu(Sandbox.Result result, List<Card> cards, List<Map<?, ?>> answers) {

  /**
   * A network card.
   *
   * @param bus where it is: {@code pci.3}
   * @param address its PCI slot and function: {@code 1f.0}; empty where it has none
   * @param backends the types of what it is connected to: {@code socket}; several on a hub
   */
  record Card(
      String driver,
      String id,
      String bus,
      String address,
      String mac,
      String netdev,
      List<String> backends) {

    /**
     * As the tests write it: {@code e1000 id=net0 at pci.0/02.0 on n0=socket}, without the mac and
     * without the number in an id that QEMU made up.
     */
    String text() {
      return driver
          + (id.isEmpty() ? "" : " id=" + id)
          + (" at " + bus + (address.isEmpty() ? "" : "/" + address))
          + (" on " + netdev.replaceFirst("^#net[0-9]+", "#net"))
          + ("=" + String.join("+", backends));
    }
  }

  private static final List<String> QUESTIONS = List.of("info qtree", "info network");

  /**
   * Launches.
   *
   * @param sandbox where qrap runs
   * @param qemu the setting {@code qemu=}
   * @param policy the setting {@code nic=}; null for none
   * @param line QEMU's arguments
   * @param commands further QMP commands, asked first
   */
  static RealQemu launch(
      Sandbox sandbox, String qemu, String policy, List<String> line, List<String> commands) {
    return launch(arguments -> sandbox.qrap(arguments), qemu, policy, line, commands);
  }

  /** The same of a call that is set up otherwise, and gets the arguments. */
  static RealQemu launch(
      Function<List<String>, Sandbox.Call> qrap,
      String qemu,
      String policy,
      List<String> line,
      List<String> commands) {
    List<String> arguments = new ArrayList<>(List.of("-S", "-display", "none", "-qmp", "stdio"));
    arguments.addAll(line);
    StringBuilder input = new StringBuilder("{\"execute\":\"qmp_capabilities\"}\n");
    for (String command : commands) {
      input.append(command).append('\n');
    }
    for (String question : QUESTIONS) {
      input.append(monitor(question)).append('\n');
    }
    input.append("{\"execute\":\"quit\"}\n");
    Sandbox.Call call = qrap.apply(arguments).with("QRAP_QEMU", qemu).input(input.toString());
    if (policy != null) {
      call.with("QRAP_NIC", policy);
    }
    InstalledQemu.countStart();
    return of(call.run(), commands.size());
  }

  static String monitor(String command) {
    return "{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":\""
        + command
        + "\"}}";
  }

  private static RealQemu of(Sandbox.Result result, int commands) {
    List<Map<?, ?>> answers = new ArrayList<>();
    for (String line : result.stdout().lines().toList()) {
      JsonTree.object(line)
          .filter(answer -> answer.containsKey("return") || answer.containsKey("error"))
          .ifPresent(answers::add);
    }
    if (answers.size() < commands + 1 + QUESTIONS.size()) {
      return new RealQemu(result, List.of(), List.of()); // it did not start
    }
    String tree = (String) answers.get(commands + 1).get("return");
    String network = (String) answers.get(commands + 2).get("return");
    return new RealQemu(result, DeviceTree.cards(tree, network), answers.subList(1, commands + 1));
  }

  /** Why it did not start, or what it warned of. */
  String complaint() {
    return "status " + result.status() + ": " + result.stderr();
  }

  /** The cards as the tests write them. */
  List<String> texts() {
    return cards.stream().map(Card::text).toList();
  }
}
