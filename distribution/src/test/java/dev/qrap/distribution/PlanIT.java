// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code qrap plan} says what a launch does, and {@code qrap plugins} what it does it with. */
final class PlanIT {

  private final Sandbox sandbox = Sandbox.withBackend();

  @AfterEach
  void close() {
    sandbox.close();
  }

  static List<List<String>> lines() {
    return List.of(
        List.of("-m", "64"),
        List.of("-netdev", "tap,id=n0", "-device", "e1000,netdev=n0"),
        List.of("-machine", "pc-i440fx-7.2", "-device", "nvme,bus=pci.0,addr=0x2", "disk.img"),
        List.of(
            "-netdev", "user,id=n0", "-device", "e1000,netdev=n0,id=c", "-set", "device.c.mac=1"),
        List.of("-device", "{\"driver\":\"nvme\",\"bus\":\"pci.3\",\"addr\":\"0x0\"}"),
        List.of("-machine", "s390-ccw-virtio", "-device", "virtio-rng-ccw,devno=fe.0.0001"),
        List.of(
            "*",
            "~",
            "-name",
            "it's $HOME \"`x`\" \\ * ; caf\u00c3\u00a9",
            "-append",
            "",
            "-device",
            "nvme"),
        List.of("9", "kvm", "-netdev", "socket,fd=9,id=n0"));
  }

  private List<String> planned(List<String> line, String... options) {
    List<String> arguments = new ArrayList<>(List.of("plan"));
    arguments.addAll(List.of(options));
    arguments.add("--");
    arguments.addAll(line);
    return arguments;
  }

  private String answer(List<String> arguments) {
    Sandbox.Result result = sandbox.qrap(arguments).run();
    assertThat(result.stderr()).isEmpty();
    assertThat(result.status()).isZero();
    return result.stdout();
  }

  private Map<?, ?> json(List<String> arguments) {
    return (Map<?, ?>) tree(answer(arguments));
  }

  /** The answer is in UTF-8, which the parser decodes; the harness has bytes. */
  private static Object tree(String answer) {
    return JsonTree.parse(new String(answer.getBytes(ISO_8859_1), UTF_8));
  }

  private static String bytes(Object text) {
    return new String(((String) text).getBytes(UTF_8), ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void json_says_what_a_launch_executes(List<String> line) {
    Map<?, ?> plan = json(planned(line, "--json"));
    List<String> arguments = new ArrayList<>();
    for (Object argument : (List<?>) plan.get("arguments")) {
      arguments.add(bytes(argument));
    }
    Map<?, ?> connection = (Map<?, ?>) ((List<?>) plan.get("connections")).get(0);
    for (Object each : (List<?>) connection.get("placeholders")) {
      Map<?, ?> placeholder = (Map<?, ?>) each;
      String filled =
          bytes(placeholder.get("before"))
              + connection.get("descriptor")
              + bytes(placeholder.get("after"));
      arguments.set((Integer) placeholder.get("argument"), filled);
    }

    Started started = sandbox.qrap(line).run().exec();
    assertThat(arguments).isEqualTo(started.arguments());
    assertThat(started.connected().keySet()).isEqualTo(Set.of(connection.get("descriptor")));
    assertThat(plan.get("program")).isEqualTo("/tmp/bin/kvm");
    assertThat(plan.get("mode")).isEqualTo(line.get(0).equals("9") ? "explicit" : "patch");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_shell_reads_what_a_launch_executes(List<String> line) {
    String command = answer(planned(line, "--shell"));
    Started read =
        sandbox.program("/bin/sh", List.of("-c", command)).with("QRAP_FD", "5").run().exec();

    List<String> launched = sandbox.qrap(line).run().exec().arguments();
    assertThat(read.arguments().get(0)).isEqualTo("/tmp/bin/kvm");
    assertThat(read.arguments().subList(1, read.arguments().size()))
        .isEqualTo(launched.subList(1, launched.size()));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void text_shows_what_a_launch_executes(List<String> line) {
    String text = answer(planned(line));
    Started started = sandbox.qrap(line).run().exec();
    String shown = text.substring(text.indexOf("\nArguments:\n")).replace("<descriptor>", "5");

    // An option and its value stand in one line, so the order of the words is what counts.
    assertThat(shown).containsSubsequence(started.arguments());
    assertThat(
            shown
                .lines()
                .skip(2)
                .map(shownLine -> shownLine.substring(2))
                .collect(Collectors.joining(" ")))
        .isEqualTo(String.join(" ", started.arguments()));
    assertThat(text).contains("Program:    /tmp/bin/kvm\n");
  }

  @Test
  void text_says_what_changes_and_why() {
    assertThat(answer(planned(lines().get(3))))
        .contains(
            "  * -netdev user,id=n0 -> -netdev socket,fd=<descriptor>,id=n0: the backend of the"
                + " network card -device e1000,netdev=n0,id=c [keep]\n");
    assertThat(answer(planned(lines().get(0))))
        .contains(
            "  + -device virtio-net-pci,id=qrap-net0,netdev=qrap0,x-txburst=4096: on machine pc:"
                + " QEMU chooses a slot beside its default devices [machine pc]\n"
                + "  + -netdev socket,fd=<descriptor>,id=qrap0: the connection to the backend [keep]\n");
    assertThat(answer(planned(List.of("-machine", "none"))))
        .contains("Decisions:\n  . -machine none needs no network [pass-through]\n");
  }

  @Test
  void a_plan_says_where_settings_come_from_if_asked() {
    sandbox.write("home/.config/qrap/qrap.properties", "timeout=5\n");
    List<String> arguments = planned(List.of("-m", "64"), "-v", "--json");

    assertThat(json(arguments).get("settings"))
        .isEqualTo(
            List.of(
                Map.of(
                    "key",
                    "timeout",
                    "value",
                    "5",
                    "origin",
                    "/tmp/home/.config/qrap/qrap.properties:1")));
  }

  @Test
  void a_plan_says_what_settings_force_and_leave_out_if_asked() {
    sandbox.write("home/.config/qrap/qrap.properties", "machine=q35\nexclude=filter:net\n");

    String forced =
        sandbox
            .qrap(planned(List.of("-m", "64"), "-v"))
            .with("QRAP_LOCATOR", "path")
            .run()
            .stdout();

    assertThat(forced)
        .contains("Note:       machine=q35 (/tmp/home/.config/qrap/qrap.properties:1)\n")
        .contains("Note:       locator=path (QRAP_LOCATOR)\n")
        .contains(
            "Note:       plugin machine:pc (module dev.qrap.machine.pc) is left out: machine=q35\n")
        .contains(
            "Note:       plugin filter:net (module dev.qrap.filter.backends) is left out: exclude=filter:net\n")
        .contains(
            "Note:       plugin locator:passt (module dev.qrap.locator.passt) is left out: locator=path\n")
        .contains("[machine q35]");
    assertThat(sandbox.qrap(planned(List.of("-m", "64"))).with("QRAP_LOCATOR", "x").run().stderr())
        .contains("the setting locator=x names no plugin that can be used", "passt, path");
  }

  private List<Map<?, ?>> plugins(String variable, String value) {
    Sandbox.Result result = sandbox.qrap("plugins", "--json").with(variable, value).run();
    assertThat(result.status()).as(result.stderr()).isZero();
    List<Map<?, ?>> plugins = new ArrayList<>();
    for (Object plugin : (List<?>) tree(result.stdout())) {
      plugins.add((Map<?, ?>) plugin);
    }
    return plugins;
  }

  private static Set<String> inState(List<Map<?, ?>> plugins, String state) {
    Set<String> names = new TreeSet<>();
    for (Map<?, ?> plugin : plugins) {
      if (plugin.get("state").equals(state)) {
        names.add(plugin.get("kind") + ":" + plugin.get("name"));
      }
    }
    return names;
  }

  /** The classes that the image's modules declare as plugins, of one kind or of all. */
  private static List<String> declared(String kind) {
    return ModuleFinder.of(PluginJar.MODULES).findAll().stream()
        .flatMap(module -> module.descriptor().provides().stream())
        .filter(provides -> provides.service().startsWith("dev.qrap.spi." + kind))
        .flatMap(provides -> provides.providers().stream())
        .toList();
  }

  @Test
  void all_plugins_are_active() {
    List<Map<?, ?>> plugins = plugins("QRAP_LOG", "off");

    assertThat(inState(plugins, "active")).hasSameSizeAs(declared("")).hasSameSizeAs(plugins);
    assertThat(inState(plugins, "active"))
        .contains("machine:q35", "machine:pc", "exec:descriptor", "exec:stream");
  }

  @Test
  void an_excluded_plugin_is_shown_with_its_reason() {
    List<Map<?, ?>> plugins = plugins("QRAP_EXCLUDE", "machine:pc");

    assertThat(inState(plugins, "excluded")).containsExactly("machine:pc");
    assertThat(plugins.get(plugins.size() - 1).get("reason")).isEqualTo("exclude=machine:pc");
  }

  @Test
  void a_family_of_cards_can_be_excluded() {
    String excluded = "filter:nic-e1000";
    List<String> cards =
        List.of("-device", "e1000", "-device", "tulip", "-device", "igb,netdev=n0", "-S");
    Sandbox.Result plan =
        sandbox
            .qrap(planned(cards, "-v"))
            .with("QRAP_NIC", "replace")
            .with("QRAP_EXCLUDE", excluded)
            .run();

    assertThat(plan.stdout())
        .contains("network card tulip, recognised by filter nic-tulip")
        .contains("network card igb, recognised by filter nic-other")
        .doesNotContain("network card e1000,")
        .contains(
            "Note:       plugin filter:nic-e1000 (module dev.qrap.filter.nics) is left out:"
                + " exclude=filter:nic-e1000\n");
    List<Map<?, ?>> plugins = plugins("QRAP_EXCLUDE", excluded);
    assertThat(inState(plugins, "excluded")).containsExactly(excluded);
    assertThat(inState(plugins, "active")).contains("filter:nics", "filter:nic-other");
  }

  @Test
  void an_unknown_family_is_an_error() {
    Sandbox.Result result = sandbox.qrap("-m", "64").with("QRAP_EXCLUDE", "filter:nic-x").run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("exclude=filter:nic-x names no plugin that can be used")
        .contains("those that can be used are ", ", nics, nic-e1000, ", ", nic-other");
  }

  @Test
  void a_forced_plugin_excludes_the_others_of_its_kind() {
    assertThat(inState(plugins("QRAP_MACHINE", "q35"), "excluded"))
        .hasSize(declared("MachineProfile").size() - 1)
        .contains("machine:pc", "machine:s390-ccw");
  }

  @Test
  void a_forced_plugin_decides() {
    List<String> line = List.of("-machine", "pc-i440fx-7.2", "-device", "nvme");
    Started started = sandbox.qrap(line).with("QRAP_MACHINE", "isapc").run().exec();

    assertThat(started.arguments()).contains("ne2k_isa,id=qrap-net0,netdev=qrap0");
  }

  @Test
  void a_forced_plugin_that_is_not_there_is_an_error() {
    for (List<String> arguments : List.of(List.of("plugins"), planned(lines().get(0)))) {
      Sandbox.Result result = sandbox.qrap(arguments).with("QRAP_MACHINE", "nosuch").run();

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stdout()).isEmpty();
      assertThat(result.stderr())
          .contains("machine=nosuch", "those that can be used are ", ", pc, ", ", q35, ");
    }
  }
}
