// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real guests on the QEMU and the passt of each release: by each way of connecting them, as root
 * and as an ordinary user; while their backend ends and comes again, or has no place for another
 * one; and with qrap from its package. {@code distribution/matrix} runs this for any releases.
 */
final class ReleaseMatrixIT {

  /** A QEMU that can connect again by itself, as its help says it. */
  private static final Pattern RECONNECTS =
      Pattern.compile("^-netdev stream,.*addr\\.type=unix.*reconnect", Pattern.MULTILINE);

  private static final String CONSOLE = "/tmp/console.first";

  /** What a guest serves. */
  private static final String SERVED = "Hello-from-the-guest";

  private enum Way {
    DESCRIPTOR,
    STREAM,
    AUTO,
    STARTED
  }

  private record Row(String release, User user, Way way) {
    @Override
    public String toString() {
      return (release + ", " + user + ", " + way).toLowerCase(Locale.ROOT);
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String release : Root.releases()) {
      for (User user : User.values()) {
        for (Way way : Way.values()) {
          rows.add(new Row(release, user, way));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_guest_gets_its_lease_and_fetches_a_page(Row row) {
    try (Root root = Root.start(row.release)) {
      String token = root.serve();
      Root.Call call = root.as(row.user);
      Boot boot;
      if (row.way == Way.STARTED) {
        boot = call.boot("qrap", "run", "--", "-M", "q35", "-nic", "user,model=virtio-net-pci");
      } else {
        root.passt(row.user);
        String way = row.way.name().toLowerCase(Locale.ROOT);
        boot = call.with("QRAP_EXEC", way).boot("qrap", "-M", "q35");
      }

      assertThat(boot.status()).as(boot.toString()).isZero();
      assertThat(boot.console().cards()).containsExactly("virtio_net 52:54:00:12:34:56");
      assertThat(boot.console().leases())
          .containsExactly(
              row.way == Way.STARTED ? "10.0.2.15 via 10.0.2.2" : "192.0.2.10 via 192.0.2.1");
      assertThat(boot.console().page()).containsExactly(token);
      switch (row.way) {
        case DESCRIPTOR -> assertThat(boot.said()).contains("Connected to " + Root.SOCKET);
        case STREAM -> assertThat(boot.said()).contains("QEMU connects to " + Root.SOCKET);
        // In /tmp, QEMU must not connect again: somebody else may listen there by then.
        case AUTO -> assertThat(boot.said()).contains("Connected to " + Root.SOCKET);
        case STARTED -> {
          assertThat(boot.said()).contains("passt").doesNotContain("passt_1.socket");
          Root.await(
              () -> root.running().stream().noneMatch(name -> name.startsWith("passt")),
              "the end of the passt that qrap started");
        }
      }
    }
    passed(row.release);
  }

  static List<String> releases() {
    return Root.releases();
  }

  /** What has passed, by release. */
  private static final Map<String, AtomicInteger> PASSED = new ConcurrentHashMap<>();

  private static void passed(String release) {
    PASSED.computeIfAbsent(release, name -> new AtomicInteger()).incrementAndGet();
  }

  @AfterAll
  static void report() throws IOException {
    for (Map.Entry<String, AtomicInteger> entry : PASSED.entrySet()) {
      ReleasesIT.report(
          entry.getKey(), ReleaseMatrixIT.class, entry.getValue() + " guests, 0 failed\n");
    }
  }

  /** Starts a passt that makes a guest's port 80 port 8080 of the host. */
  private static Program passt(Root root) {
    return root.passt(User.ORDINARY, "-t", "8080:80");
  }

  /** What the guest serves, as soon as it does; empty if nothing answers. */
  private static String fetch(Root root) {
    return root.as(User.ORDINARY)
        .run("timeout", "5", "busybox", "wget", "-q", "-O", "-", "http://127.0.0.1:8080/")
        .output()
        .strip();
  }

  /** The passt of 2025 ends if a page is asked for before a QEMU is connected. */
  private static void awaitPage(Root root, Program guest) {
    String connected = "grep -q ' 0001 03 .* " + Root.SOCKET + "$' /proc/net/unix";
    Root.await(
        () -> !guest.isAlive() || root.as(User.ROOT).run("sh", "-c", connected).status() == 0,
        "QEMU is connected");
    Root.await(
        () -> !guest.isAlive() || fetch(root).equals(SERVED), "the guest's page comes to the host");
    assertThat(guest.isAlive()).as(guest::said).isTrue();
  }

  /** Asks the guest to power off. */
  private static void powerOff(Root root, Program guest) {
    root.as(User.ORDINARY)
        .run(
            "timeout",
            "5",
            "busybox",
            "wget",
            "-q",
            "-O",
            "-",
            "http://127.0.0.1:8080/cgi-bin/off");
    Root.await(() -> !guest.isAlive(), "the guest powers off");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void a_guest_is_on_the_network_again_after_its_backend_was_restarted(String release) {
    try (Root root = Root.start(release)) {
      assumeTrue(reconnects(root), "the QEMU of " + release + " does not connect again");
      root.serve();
      Program passt = passt(root);
      Program guest =
          root.as(User.ORDINARY)
              .with("QRAP_EXEC", "stream")
              .saying("qrap.serve=" + SERVED)
              .startGuest(CONSOLE, "qrap", "-M", "q35");
      awaitPage(root, guest);

      passt.stop("KILL");
      assertThat(fetch(root)).isNotEqualTo(SERVED);
      passt(root);
      long again = System.nanoTime();
      awaitPage(root, guest);
      System.out.printf(
          "%s: a page %.1f s after the backend was restarted%n",
          release, (System.nanoTime() - again) / 1e9);

      assertThat(root.console(CONSOLE).leases()).containsExactly("192.0.2.10 via 192.0.2.1");
      powerOff(root, guest);
    }
    passed(release);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void a_busy_backend_is_passed_over_and_goes_on(String release) {
    try (Root root = Root.start(release)) {
      String token = root.serve();
      passt(root);
      Program first =
          root.as(User.ORDINARY)
              .saying("qrap.serve=" + SERVED)
              .startGuest(CONSOLE, "qrap", "-M", "q35");
      awaitPage(root, first);
      String alone =
          root.as(User.ORDINARY).with("QRAP_TIMEOUT", "1").run("qrap", "-M", "q35").output();
      assertThat(alone).contains(Root.SOCKET + ": busy with another client");

      root.passtOn("/tmp/passt_2.socket", User.ORDINARY);
      Boot second = root.as(User.ORDINARY).boot("qrap", "-M", "q35");

      assertThat(second.said()).contains("Connected to /tmp/passt_2.socket");
      assertThat(second.console().page()).containsExactly(token);
      awaitPage(root, first);
      powerOff(root, first);
    }
    passed(release);
  }

  /** All files but the memory of what is installed. */
  private static final String FILES =
      "find /usr /etc /var/lib -xdev -path /var/lib/dpkg -prune -o -printf '%p %m %l\\n' | sort";

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void the_package_is_installed_used_and_removed(String release) {
    assumeTrue(Tools.isRoot(), "only root can run dpkg");
    String made = "/tmp/distribution/target/" + Tools.debianPackage().getFileName();
    try (Root root = Root.start(release)) {
      String token = root.serve();
      root.passt(User.ORDINARY);
      String before = dpkg(root, FILES);

      dpkg(root, "dpkg -i " + made + "; dpkg --verify qrap");
      Boot boot = root.as(User.ORDINARY).boot("/usr/bin/qrap", "-M", "q35");
      dpkg(root, "dpkg --purge qrap");

      assertThat(boot.status()).as(boot.toString()).isZero();
      assertThat(boot.console().page()).containsExactly(token);
      assertThat(dpkg(root, FILES).lines()).containsExactlyElementsOf(before.lines().toList());
    }
    passed(release);
  }

  private static String dpkg(Root root, String commands) {
    Tools.Ended ended = root.as(User.ROOT).run("sh", "-ec", commands);
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output();
  }

  /** The passt of 2025 does not write its version unless its output is a terminal. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void the_doctor_names_versions_and_what_this_qemu_can_do(String release) {
    try (Root root = Root.start(release)) {
      String version = root.as(User.ROOT).run("kvm", "-version").output().lines().toList().get(0);
      String help = root.as(User.ROOT).run("kvm", "-help").output();
      boolean startsPasst = help.contains("\n-netdev passt,");
      root.passt(User.ORDINARY);

      String said = root.as(User.ORDINARY).run("qrap", "doctor").output();

      assertThat(said)
          .contains("/tmp/bin/kvm is " + version.replace("emulator version ", ""))
          .contains("passt says that it is: passt ")
          .contains(Root.SOCKET + " is listening, kind passt")
          .contains(
              reconnects(root) ? "this QEMU connects again" : "this QEMU does not connect again")
          .contains(startsPasst ? "exec=passt uses -netdev passt" : "exec=passt is not available");
    }
  }

  private static boolean reconnects(Root root) {
    String help = root.as(User.ROOT).run("kvm", "-help").output();
    return RECONNECTS.matcher(help).find();
  }
}
