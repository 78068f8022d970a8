// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real guest under a real libvirt. Its domain, and qrap's configuration, are those of
 * docs/libvirt.md.
 */
final class LibvirtIT {

  private static final Path GUIDE = Path.of("../docs/libvirt.md");

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern INTERFACE =
      Pattern.compile(" *<interface .*</interface>\n", Pattern.DOTALL);

  /** IPv4 alone: what the guest fetches is there. */
  private static final List<String> PASST = List.of("--ipv4-only");

  private static final String FROM_PASST = "lease 192.0.2.10 via 192.0.2.1";

  /** What the monitor says of two cards, each beside a backend that is a connection. */
  private static final Pattern ON_A_CONNECTION =
      Pattern.compile("net0: .*\n.*type=socket,.*\n.*net1: .*\n.*type=socket,");

  /** A code block of the guide. */
  private static String block(String language, int index) {
    try {
      List<String> blocks =
          BLOCK
              .matcher(Files.readString(GUIDE))
              .results()
              .filter(block -> block.group(1).equals(language))
              .map(block -> block.group(2))
              .toList();
      return blocks.get(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String domain() {
    return block("xml", 0);
  }

  private static String configuration() {
    return block("properties", 0);
  }

  /** The guest's card and lease, and the page that it fetched. */
  private static void assertThatItFetched(Libvirt libvirt, String card) {
    assertThatItSaid(libvirt, "nic " + card, FROM_PASST, "page BEGIN", libvirt.token(), "page END");
  }

  /** All that the guest said, in this order. */
  private static void assertThatItSaid(Libvirt libvirt, String... lines) {
    assertThat(libvirt.log("guest.console").lines())
        .filteredOn(line -> !line.isEmpty() && !line.startsWith("["))
        .extracting(line -> line.replaceFirst("^QRAP-GUEST ", ""))
        .containsExactly(lines);
  }

  /**
   * How qrap is configured.
   *
   * @param properties what stands in its file beside what the guide has
   * @param passt options of the passt beside libvirt; none where there is to be none
   */
  private record Row(String name, String properties, List<String> passt) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Row> configurations() {
    return Stream.of(
        new Row("default", "", PASST),
        new Row("stream", "exec=stream\n", PASST),
        new Row("own-passt", "start=passt\npasst.options=--ipv4-only\n", List.of()));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void a_guest_comes_and_goes(Row row) {
    String properties = configuration() + row.properties;
    try (Libvirt libvirt = Libvirt.start(row.name, properties, row.passt)) {
      String before = libvirt.running();
      libvirt.define(domain());

      for (int start = 0; start < 2; start++) {
        assertThat(libvirt.boot("guest")).isEqualTo("shut off (shutdown)");
        assertThatItFetched(libvirt, "virtio_net 52:54:00:aa:bb:01");
      }

      libvirt.ask("start --paused guest");
      assertThat(libvirt.running()).contains("qemu-system-x86");
      libvirt.ask("destroy guest");
      assertThat(libvirt.ask("domstate --reason guest")).isEqualTo("shut off (destroyed)");
      libvirt.ask("undefine guest");
      libvirt.awaitRunning(before);
    }
  }

  /** The number of them. A passt of 2026 has a child that ends at once and stays as a zombie. */
  private static final String LIVING_PASSTS =
      "cd /proc; grep -ls '^State:.[^Z]' [0-9]*/status | xargs grep -ls '^Name:.passt' | wc -l";

  /** The second interface asks for addresses; those of IPv6 are what passt cannot give. */
  @Test
  void each_of_two_interfaces_has_a_backend_of_its_own() {
    String second =
        """
            <interface type='user'>
              <mac address='52:54:00:aa:bb:02'/>
              <ip family='ipv4' address='172.17.2.0' prefix='24'/>
              <ip family='ipv6' address='2001:db8:77::' prefix='64'/>
              <model type='virtio'/>
            </interface>
        """;
    String both = domain().replace("</interface>\n", "</interface>\n" + second);
    String properties = "start=passt\npasst.options=--ipv4-only\ncards=all\n";
    try (Libvirt libvirt = Libvirt.start("two", configuration() + properties, List.of())) {
      libvirt.define(both.replace("panic=-1", "panic=-1 qrap.every=1"));

      libvirt.ask("start --paused guest");
      assertThat(libvirt.shell(LIVING_PASSTS).output()).isEqualTo("2\n");
      String cards = libvirt.ask("qemu-monitor-command --hmp guest 'info network'");
      assertThat(cards.replace("\r", "")).containsPattern(ON_A_CONNECTION);
      libvirt.ask("destroy guest");
      libvirt.awaitRunning("");

      assertThat(libvirt.boot("guest")).isEqualTo("shut off (shutdown)");
      assertThatItSaid(
          libvirt,
          "nic virtio_net 52:54:00:aa:bb:01",
          "nic virtio_net 52:54:00:aa:bb:02",
          "lease 192.0.2.10 via 192.0.2.1",
          "page BEGIN",
          libvirt.token(),
          "page END",
          "lease 172.17.2.15 via 172.17.2.2",
          "page BEGIN",
          libvirt.token(),
          "page END");
      assertThat(libvirt.log("qemu/guest.log")).contains("ipv6-prefix=2001:db8:77:: is lost");
      libvirt.awaitRunning("");
    }
  }

  private static Stream<Row> configurationsOfThePackage() {
    return Stream.of(
        new Row("package", "start=passt\n", List.of()),
        new Row("package-stream", "exec=stream\n", PASST));
  }

  @ParameterizedTest
  @MethodSource("configurationsOfThePackage")
  void a_guest_comes_and_goes_with_the_packaged_qrap(Row row) {
    Path installed = Tools.debianPackage();
    String properties = configuration() + row.properties;
    try (Libvirt libvirt = Libvirt.start(installed, row.name, properties, row.passt)) {
      String before = libvirt.running();
      libvirt.define(domain().replace("/opt/qrap/bin/qrap", "/usr/bin/qrap"));

      assertThat(libvirt.boot("guest")).isEqualTo("shut off (shutdown)");
      assertThatItFetched(libvirt, "virtio_net 52:54:00:aa:bb:01");
      libvirt.awaitRunning(before);
    }
  }

  /** The backend ends with its first client: a question of libvirt's would be one. */
  @Test
  void a_domain_without_an_interface_is_given_a_card_and_questions_use_up_no_backend() {
    Matcher card = INTERFACE.matcher(domain());
    assertThat(card.find()).isTrue();
    List<String> oneOff = List.of("--ipv4-only", "--one-off");
    try (Libvirt libvirt = Libvirt.start("no-interface", configuration(), oneOff)) {
      libvirt.define(card.replaceFirst(""));
      libvirt.ask("domcapabilities --emulatorbin /opt/qrap/bin/qrap");

      assertThat(libvirt.boot("guest")).isEqualTo("shut off (shutdown)");
      assertThatItFetched(libvirt, "virtio_net 52:54:00:12:34:56");
    }
  }

  /**
   * A kind of interface.
   *
   * @param passt options of the passt beside libvirt; none where libvirt or nobody starts one
   * @param nic the interface, in place of the guide's
   * @param memory what the domain says of its memory
   */
  private record Kind(String name, List<String> passt, String nic, String memory) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String MAC = "<mac address='52:54:00:aa:bb:01'/>";

  private static final Kind TRANSITIONAL =
      new Kind(
          "transitional",
          PASST,
          "<interface type='user'>" + MAC + "<model type='virtio-transitional'/></interface>",
          "");
  private static final Kind ONE_OFF =
      new Kind(
          "one-off",
          List.of("--ipv4-only", "--one-off"),
          "<interface type='user'>" + MAC + "<model type='virtio'/></interface>",
          "");
  private static final Kind ITS_PASST =
      new Kind(
          "its-passt",
          List.of(),
          ("<interface type='user'><backend type='passt'/>" + MAC)
              + "<model type='virtio'/></interface>",
          "");
  private static final Kind VHOST_USER =
      new Kind(
          "vhostuser",
          List.of("--ipv4-only", "--vhost-user", "--socket", "/tmp/vu.socket"),
          "<interface type='vhostuser'><source type='unix' path='/tmp/vu.socket' mode='client'/>"
              + (MAC + "<model type='virtio'/></interface>"),
          "<memoryBacking><source type='memfd'/><access mode='shared'/></memoryBacking>");

  private static Stream<Arguments> kindsAndMachines() {
    return Stream.of("q35", "pc")
        .flatMap(
            machine ->
                Stream.of(TRANSITIONAL, ONE_OFF, ITS_PASST, VHOST_USER)
                    .map(kind -> Arguments.of(kind, machine)));
  }

  private static String domain(Kind kind, String machine) {
    return INTERFACE
        .matcher(domain())
        .replaceFirst(kind.nic + "\n")
        .replace("machine='q35'", "machine='" + machine + "'")
        .replace("<devices>", kind.memory + "<devices>");
  }

  @ParameterizedTest
  @MethodSource("kindsAndMachines")
  void a_guest_has_its_network_by_each_kind_of_interface(Kind kind, String machine) {
    if (kind.equals(VHOST_USER)) {
      // That of 2023 has no such mode, and the QEMU of then crashes in it.
      Tools.Ended help = Tools.call(Path.of("."), List.of("passt", "--help"));
      assumeTrue(help.output().contains("--vhost-user"), "this passt knows no vhost-user");
    }
    try (Libvirt libvirt = Libvirt.start(kind.name + "-" + machine, configuration(), kind.passt)) {
      libvirt.define(domain(kind, machine));

      assertThat(libvirt.boot("guest")).isEqualTo("shut off (shutdown)");
      assertThatItFetched(libvirt, "virtio_net 52:54:00:aa:bb:01");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"q35", "pc"})
  void libvirts_own_passt_forwards_a_port(String machine) {
    String nic =
        ITS_PASST.nic.replace(
            "</interface>",
            "<portForward proto='tcp'><range start='8080' to='80'/></portForward>"
                + "</interface>");
    String domain =
        domain(new Kind("port", List.of(), nic, ""), machine)
            .replace("panic=-1", "panic=-1 qrap.serve=Hello-from-the-guest");
    try (Libvirt libvirt = Libvirt.start("port-" + machine, configuration(), List.of())) {
      libvirt.define(domain);
      libvirt.ask("start guest");

      String get = "timeout 5 busybox wget -q -O - http://127.0.0.1:8080/";
      Root.await(
          () -> libvirt.shell(get).output().equals("Hello-from-the-guest\n"), "the guest's page");
      libvirt.shell(get + "cgi-bin/off");
      Root.await(() -> libvirt.ask("domstate guest").equals("shut off"), "the guest powers off");
    }
  }

  @Test
  void a_domain_names_its_socket() {
    String[] tied = block("xml", 1).split("\n *<!--.*-->\n", -1);
    String domain = domain().replaceFirst("<domain .*>", tied[0]).replace("</domain>\n", tied[1]);
    List<String> elsewhere = List.of("--ipv4-only", "--socket", "/tmp/guest.socket");
    try (Libvirt libvirt = Libvirt.start("named-socket", configuration(), elsewhere)) {
      libvirt.define(domain);

      assertThat(libvirt.boot("guest")).isEqualTo("shut off (shutdown)");
      assertThatItFetched(libvirt, "virtio_net 52:54:00:aa:bb:01");
    }
  }

  @Test
  void without_a_backend_libvirt_shows_what_qrap_says() throws IOException {
    Matcher shown =
        Pattern.compile(
                "^    error: internal error: .*: (qrap: .*\n(?:    .*\n)+)", Pattern.MULTILINE)
            .matcher(Files.readString(GUIDE));
    assertThat(shown.find()).isTrue();
    try (Libvirt libvirt = Libvirt.start("no-backend", configuration(), List.of())) {
      libvirt.define(domain());
      Tools.Ended ended = libvirt.virsh("start guest");

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.output()).contains(shown.group(1).replace("\n    ", "\n"));
      assertThat(libvirt.ask("domstate guest")).isEqualTo("shut off");
    }
  }

  /** The QEMU behind qrap writes down when it is called. */
  @Test
  void a_new_qemu_is_asked_after_the_emulator_is_touched() throws IOException {
    String qemu = configuration().strip().substring("qemu=".length());
    try (Libvirt libvirt = Libvirt.start("upgrade", "qemu=/opt/qemu\n", List.of())) {
      libvirt.shell("ln -s " + qemu + " /opt/qemu");
      String ask = "domcapabilities --emulatorbin /opt/qrap/bin/qrap";
      libvirt.ask(ask);
      libvirt.shell(
          ("printf '#!/bin/sh\\n: >/tmp/called\\nexec " + qemu + " \"$@\"\\n' >/opt/new; ")
              + "chmod 755 /opt/new; mv /opt/new /opt/qemu");
      libvirt.ask(ask);
      assertThat(libvirt.shell("ls /tmp").output()).doesNotContain("called");

      List<ConsoleExample> examples = ConsoleExample.of(GUIDE);
      assertThat(examples).hasSize(1);
      // libvirt sees a change of the emulator by the second of its last change.
      libvirt.shell(
          "while [ $(date +%s) = $(stat -c %Z /opt/qrap/bin/qrap) ]; do sleep 0.05; done");
      libvirt.shell(examples.get(0).command());
      libvirt.ask(ask);
      assertThat(libvirt.shell("ls /tmp").output()).contains("called");
    }
  }
}
