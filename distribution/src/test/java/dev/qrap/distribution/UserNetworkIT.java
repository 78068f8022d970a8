// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.Console;
import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code qrap run} before a command for QEMU's own user network, with a real guest and a real
 * passt: the guest sees what it saw, and what it cannot have there stays where it was.
 */
final class UserNetworkIT {

  private static final String CARD = "user,model=virtio-net-pci";
  private static final String CONSOLE = "/tmp/home/console";

  private Root root;
  private String token;

  @BeforeEach
  void start() {
    Tools.require("passt", "qemu-system-x86_64", "busybox", "ip", "unshare", "setpriv", "perl");
    Tools.run(Path.of("."), List.of("guest/make-guest", "target/guest"));
    root = Root.start(Root.HOST);
    token = root.serve();
  }

  @AfterEach
  void close() {
    root.close();
  }

  private static String[] run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("qrap", "run", "qemu-system-x86_64"));
    line.addAll(List.of(arguments));
    return line.toArray(new String[0]);
  }

  private Boot boot(String... arguments) {
    return root.as(User.ORDINARY).boot(run(arguments));
  }

  private void nothingIsLeft() {
    Root.await(() -> passts() == 0, "the end of passt");
    assertThat(root.as(User.ROOT).run("sh", "-c", "ls -d /tmp/qrap-* 2>&1").status()).isNotZero();
  }

  /** Its program is called passt.avx2 on most machines. */
  private long passts() {
    return root.running().stream().filter(name -> name.startsWith("passt")).count();
  }

  private static void hasPages(Console console, String token, int count) {
    assertThat(console.text().lines().filter(token::equals)).as(console.text()).hasSize(count);
  }

  @Test
  void no_option_gives_the_card_that_qemu_alone_gives() {
    Boot boot = root.as(User.ORDINARY).withDefaultDevices().boot(run("-M", "pc"));
    assertThat(boot.status()).as(boot.said()).isZero();
    assertThat(boot.console().cards()).containsExactly("e1000 52:54:00:12:34:56");
    assertThat(boot.console().leases()).containsExactly("10.0.2.15 via 10.0.2.2");
    assertThat(boot.console().page()).containsExactly(token);
    nothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "net=192.168.76.0/24,dhcpstart=192.168.76.9 | 192.168.76.9 via 192.168.76.2",
        "host=10.0.2.10 | 10.0.2.15 via 10.0.2.10",
        "net=10.7.0.0/16 | 10.7.2.15 via 10.7.2.2"
      })
  void addresses_are_those_that_were_asked_for(String asked, String lease) {
    Boot boot = boot("-M", "q35", "-nic", CARD + "," + asked);
    assertThat(boot.said()).isEqualTo("qrap: started passt for this guest\n");
    assertThat(boot.console().leases()).containsExactly(lease);
    assertThat(boot.console().page()).containsExactly(token);
  }

  /**
   * With the passt of 2023, DHCP names the host's resolver; a later one answers where slirp does.
   */
  @Test
  void the_resolver_that_dhcp_names_answers() {
    root.as(User.ROOT).start("/tmp/distribution/src/test/sh/dns", "53");
    root.as(User.ROOT).run("sh", "-c", "echo nameserver 127.0.0.1 >/etc/resolv.conf");
    Boot boot =
        root.as(User.ORDINARY)
            .saying("qrap.name=toast.example")
            .boot(run("-M", "q35", "-nic", CARD));
    boolean old = !root.as(User.ROOT).run("passt", "--help").output().contains("--dns-host");
    assertThat(boot.console().text())
        .contains(
            "QRAP-GUEST resolved 192.0.2.77\n",
            "QRAP-GUEST resolver " + (old ? "10.0.2.2" : "10.0.2.3") + "\n");
  }

  /** The guest serves a page and echoes datagrams. */
  @Test
  void forwarded_ports_reach_the_guest_at_the_addresses_of_the_host_that_were_asked_for()
      throws IOException {
    Path echo = Path.of("target", "udp-echo").toAbsolutePath();
    Tools.require("gcc");
    Tools.run(
        Path.of("."),
        List.of("gcc", "-static", "-Wall", "-Werror", "-o", echo + "", "src/test/c/udp-echo.c"));
    Path served = root.path("/tmp/www/udp-echo");
    Files.copy(echo, served);
    Files.setPosixFilePermissions(served, PosixFilePermissions.fromString("rwxr-xr-x"));
    Program qrap =
        root.as(User.ORDINARY)
            .saying("qrap.serve=toast qrap.program=udp-echo")
            .startGuest(
                CONSOLE,
                run(
                    "-M",
                    "q35",
                    "-nic",
                    CARD
                        + ",hostfwd=tcp::8080-:80,hostfwd=tcp:127.0.0.1:8081-:80"
                        + ",hostfwd=::0x1f92-10.0.2.15:0120,hostfwd=udp:127.0.0.1:5000-:7"));
    awaitServing(qrap);
    Root.await(() -> page("127.0.0.1:8080").equals("toast"), "the page by the loopback address");
    assertThat(page("192.0.2.10:8080")).isEqualTo("toast");
    assertThat(page("127.0.0.1:8081")).isEqualTo("toast");
    assertThat(page("192.0.2.10:8081")).isEmpty();
    assertThat(page("127.0.0.1:8082")).isEqualTo("toast"); // 0x1f92, and 0120 is 80
    Root.await(() -> echo("127.0.0.1", "jam").equals("jam"), "an echo of UDP");
    assertThat(echo("192.0.2.10", "jam")).isEmpty();

    page("127.0.0.1:8080/cgi-bin/off");
    Root.await(() -> !qrap.isAlive(), "the guest powers off");
    nothingIsLeft();
  }

  private void awaitServing(Program qrap) {
    Root.await(
        () -> !qrap.isAlive() || root.console(CONSOLE).text().contains("QRAP-GUEST serves"),
        "the guest serves");
    assertThat(qrap.isAlive()).as(qrap::said).isTrue();
  }

  private String page(String address) {
    String fetch = "busybox wget -q -O - http://" + address + " 2>/dev/null";
    return root.as(User.ORDINARY).run("sh", "-c", fetch).output().strip();
  }

  private String echo(String address, String text) {
    return root.as(User.ORDINARY)
        .run("/tmp/distribution/src/test/sh/udp", address, "5000", text)
        .output();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void every_card_has_a_backend_of_its_own(int count) {
    List<String> line = new ArrayList<>(List.of("-M", "q35"));
    List<String> cards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean device = i % 2 == 0;
      line.add(device ? "-netdev" : "-nic");
      line.add(device ? "user,id=n" + i : CARD);
      if (device) {
        line.add("-device");
        line.add("virtio-net-pci,netdev=n" + i);
      }
      cards.add("virtio_net 52:54:00:12:34:" + (56 + i));
    }
    Boot boot =
        root.as(User.ORDINARY).saying("qrap.every=1").boot(run(line.toArray(new String[0])));
    assertThat(boot.status()).as(boot.said()).isZero();
    assertThat(boot.said()).isEqualTo("qrap: started passt for this guest\n".repeat(count));
    assertThat(boot.console().cards()).containsExactlyInAnyOrderElementsOf(cards);
    assertThat(boot.console().leases())
        .isEqualTo(Collections.nCopies(count, "10.0.2.15 via 10.0.2.2"));
    hasPages(boot.console(), token, count);
    nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-netdev user,id=n0 -netdev hubport,hubid=3,id=p0,netdev=n0 -netdev hubport,hubid=3,id=p1"
            + " -device virtio-net-pci,netdev=p1",
        "-net user -net nic,model=virtio-net-pci",
        "-netdev user,id=n0 -device e1000 -global e1000.netdev=n0"
      })
  void a_backend_behind_something_is_found(String line) {
    Boot boot = boot(("-M q35 " + line).split(" "));
    assertThat(boot.said()).contains("qrap: started passt for this guest\n");
    assertThat(boot.console().leases()).containsExactly("10.0.2.15 via 10.0.2.2");
    assertThat(boot.console().page()).containsExactly(token);
  }

  /** Of a key that a section repeats, QEMU uses the last value, and {@code -set} adds another. */
  @Test
  void what_a_file_asks_for_is_taken_over() throws IOException {
    Files.writeString(
        root.path("/tmp/home/vm.cfg"),
        """
        [machine]
          type = "q35"
        [netdev "n0"]
          type = "user"
          net = "10.7.0.0/24"
          hostfwd = "tcp:127.0.0.1:8082-:80"
          hostfwd = "tcp:127.0.0.1:8080-:80"
        [device "net0"]
          driver = "virtio-net-pci"
          netdev = "n0"
        """);
    Program qrap =
        root.as(User.ORDINARY)
            .saying("qrap.serve=toast")
            .startGuest(
                CONSOLE,
                run(
                    "-readconfig",
                    "/tmp/home/vm.cfg",
                    "-set",
                    "netdev.n0.hostfwd=tcp:127.0.0.1:8081-:80"));
    awaitServing(qrap);
    assertThat(root.console(CONSOLE).leases()).containsExactly("10.7.0.15 via 10.7.0.2");
    Root.await(() -> page("127.0.0.1:8080").equals("toast"), "the page by the first port");
    assertThat(page("127.0.0.1:8081")).isEqualTo("toast");
    assertThat(page("127.0.0.1:8082")).isEmpty();
    page("127.0.0.1:8080/cgi-bin/off");
    Root.await(() -> !qrap.isAlive(), "the guest powers off");
    nothingIsLeft();
  }

  /** passt takes its addresses from the interface of a default route. The host has none of IPv6. */
  @ParameterizedTest
  @CsvSource({"'',ip route del default, ''", "',ipv4=off', true, ' of IPv6'"})
  void without_a_route_out_the_card_stays(String asked, String before, String route) {
    root.as(User.ROOT).run("sh", "-c", before);
    Boot boot = boot("-M", "q35", "-nic", CARD + asked);
    assertThat(boot.said())
        .isEqualTo(
            "qrap: -nic %s%s stays on QEMU's own network: this host has no default route%s, and passt needs one\n"
                .formatted(CARD, asked, route));
    assertThat(boot.console().leases().equals(List.of("10.0.2.15 via 10.0.2.2")))
        .isEqualTo(asked.isEmpty());
    assertThat(boot.console().page()).hasSize(asked.isEmpty() ? 1 : 0);
  }

  /** QEMU gives such a guest a lease without a gateway, and lets it reach nothing. */
  @Test
  void an_isolated_guest_stays_isolated() {
    Boot alone =
        root.as(User.ORDINARY)
            .saying("qrap.host=10.0.2.2")
            .boot("qemu-system-x86_64", "-M", "q35", "-nic", CARD + ",restrict=on");
    Boot boot =
        root.as(User.ORDINARY)
            .saying("qrap.host=10.0.2.2")
            .boot(run("-M", "q35", "-nic", CARD + ",restrict=on"));
    for (Boot each : List.of(alone, boot)) {
      assertThat(each.console().leases()).containsExactly("10.0.2.15 via ");
      assertThat(each.console().page()).isEmpty();
    }
    assertThat(boot.said()).contains(" stays on QEMU's own network: restrict=on isolates");
  }

  @Test
  void a_file_that_qemu_serves_is_served() throws IOException {
    Files.createDirectories(root.path("/tmp/home/srv"));
    Files.writeString(root.path("/tmp/home/srv/file"), "butter\n");
    Boot boot =
        root.as(User.ORDINARY)
            .saying("qrap.tftp=file")
            .boot(run("-M", "q35", "-nic", CARD + ",tftp=/tmp/home/srv,bootfile=file"));
    assertThat(boot.console().text()).contains("QRAP-GUEST file butter\n");
    assertThat(boot.said())
        .contains("tftp=/tmp/home/srv (passt has nothing like it), bootfile=file (passt has");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void two_backends_end_with_qemu(String signal) {
    Program qrap =
        root.as(User.ORDINARY)
            .saying("qrap.serve=toast")
            .startGuest(CONSOLE, run("-M", "q35", "-nic", CARD, "-nic", CARD));
    Root.await(() -> root.console(CONSOLE).text().contains("QRAP-GUEST serves"), "the guest runs");
    assertThat(passts()).isEqualTo(2);
    String kill = "kill -" + signal + " $(busybox pidof qemu-system-x86_64)";
    assertThat(root.as(User.ROOT).run("sh", "-c", kill).status()).isZero();
    Root.await(() -> !qrap.isAlive(), "the end of QEMU");
    nothingIsLeft();
  }

  /** The server of the page has the port. */
  @Test
  void if_one_of_two_cannot_start_nothing_does() {
    Boot boot =
        boot("-M", "q35", "-nic", CARD, "-nic", CARD + ",hostfwd=tcp::" + Root.PORT + "-:80");
    assertThat(boot.status()).isEqualTo(1);
    assertThat(boot.said())
        .startsWith(
            "qrap: started passt for this guest\nqrap: cannot forward tcp port " + Root.PORT)
        .contains("change hostfwd=tcp::" + Root.PORT + "-:80");
    assertThat(root.running()).doesNotContain("qemu-system-x86_64");
    nothingIsLeft();
  }
}
