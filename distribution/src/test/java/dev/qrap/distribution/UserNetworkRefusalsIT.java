// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random options of QEMU's own network, as QEMU reads them and as qrap does: what QEMU refuses is
 * never handed to passt, what QEMU takes is never called refused, and passt forwards the ports that
 * QEMU would forward ({@code info usernet}).
 */
final class UserNetworkRefusalsIT {

  private static final String QEMU = "qemu-system-x86_64";
  private static final int CASES = 500;

  /**
   * Starts QEMU for each line of standard input, in a network of its own, so that its ports are
   * free. A line "CASE" with the exit status follows what QEMU says.
   */
  private static final String STARTS =
      """
      ip link set lo up
      while IFS= read -r options; do
          printf 'info usernet\\nquit\\n' |
              %s -machine none -nodefaults -display none -monitor stdio \
                  -netdev "user,id=n0,$options" 2>&1
          echo "CASE $?"
      done
      """
          .formatted(QEMU);

  private static final Pattern USERNET =
      Pattern.compile(
          "(TCP|UDP)\\[HOST_FORWARD\\] +\\d+ +([*\\d.]+) +(\\d+) +([\\d.]+) +(\\d+) +\\d+ +\\d+");

  private static final Pattern RULE =
      Pattern.compile(" -([tu]) (?:([\\d.]+)/)?(\\d+)(?::(\\d+))?(?= |$)");

  private static final Pattern ADDRESS = Pattern.compile(" --address ([\\d.]+)");

  /** What QEMU said, and whether it refused the options. */
  private record Qemu(boolean refuses, String said) {

    /** The rules, as {@link #ofPasst} writes them: {@code tcp 127.0.0.1 2222 10.0.2.15 22}. */
    List<String> rules() {
      List<String> rules = new ArrayList<>();
      Matcher rule = USERNET.matcher(said);
      while (rule.find()) {
        boolean any = rule.group(2).equals("*");
        rules.add(
            (rule.group(1).equals("TCP") ? "tcp " : "udp ")
                + (any ? "0.0.0.0" : rule.group(2))
                + (" " + rule.group(3) + " " + rule.group(4) + " " + rule.group(5)));
      }
      return rules.stream().sorted().toList();
    }
  }

  /** The rules of a passt that is started, to the address that it gives to the guest. */
  private static List<String> ofPasst(String command) {
    Matcher address = ADDRESS.matcher(command);
    // Without IPv4 there is none, and QEMU's is one that the guest never has.
    String guest = address.find() ? address.group(1) : "10.0.2.15";
    List<String> rules = new ArrayList<>();
    Matcher rule = RULE.matcher(command);
    while (rule.find()) {
      String host = rule.group(2) == null ? "any" : rule.group(2);
      String port = rule.group(4) == null ? rule.group(3) : rule.group(4);
      rules.add(
          (rule.group(1).equals("t") ? "tcp " : "udp ")
              + (host + " " + rule.group(3) + " " + guest + " " + port));
    }
    return rules.stream().sorted().toList();
  }

  @Test
  void qrap_refuses_what_qemu_refuses_and_forwards_what_it_forwards() throws Exception {
    Tools.require(QEMU, "passt", "unshare", "ip");
    long seed = System.nanoTime(); // another one each time; a failure prints it
    UserNetworkOptions random = new UserNetworkOptions(seed);
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      cases.add(random.next());
    }
    List<String> plans = plans(cases);
    List<Qemu> qemus = InParts.map(cases, CASES / 2, UserNetworkRefusalsIT::qemus);

    List<String> faults = new ArrayList<>();
    int taken = 0;
    int rules = 0;
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      Qemu qemu = qemus.get(i);
      String plan = plans.get(i);
      String kind = plan.substring(0, plan.indexOf(' '));
      boolean starts = kind.equals("starts");
      boolean agree =
          switch (kind) {
            case "starts" -> !qemu.refuses() && ofPasst(plan).equals(qemu.rules());
            case "refused" -> qemu.refuses();
            case "stays" -> true; // with QEMU, which may refuse it
            default -> false;
          };
      if (!agree) {
        faults.add(cases.get(i) + "\n    " + plan + "\n    QEMU: " + qemu);
      }
      taken += starts ? 1 : 0;
      rules += starts ? qemu.rules().size() : 0;
      refused += kind.equals("refused") ? 1 : 0;
    }
    assertThat(faults).as(() -> "seed " + seed + "\n" + String.join("\n", faults)).isEmpty();
    String counts = CASES + " options of seed " + seed + ": " + taken + " on passt with " + rules;
    System.out.println(counts + " rules, " + refused + " refused");
    // Otherwise the comparison would mean little.
    assertThat(List.of(taken, rules, refused)).as(counts).allMatch(count -> count > CASES / 20);
  }

  private static List<Qemu> qemus(List<String> cases) {
    List<String> command = new ArrayList<>(List.of("unshare", "--net"));
    if (!Tools.isRoot()) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("sh", "-c", STARTS));
    List<Qemu> qemus = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    for (String line : output(command, cases)) {
      if (line.startsWith("CASE ")) {
        qemus.add(new Qemu(!line.equals("CASE 0"), said.toString()));
        said.setLength(0);
      } else {
        said.append(line).append('\n');
      }
    }
    return qemus;
  }

  private static List<String> plans(List<String> cases) {
    return output(Tools.onModules(UserNetworkPlans.class, QEMU), cases);
  }

  /** What a program prints that is given lines, and does not fail. */
  private static List<String> output(List<String> command, List<String> lines) {
    try {
      Path input = Files.createTempFile("qrap-options", ".txt");
      Files.write(input, lines);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(input.toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      Files.delete(input);
      return output.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
