// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real guests whose frames go through shared memory, and guests whose QEMU starts passt itself, on
 * the QEMU and the passt of each release. What a release cannot do is refused with the reason.
 * {@code distribution/matrix} runs this for any releases.
 */
final class FastConnectionIT {

  private static final String PORT = "tcp:127.0.0.1:8080:80";

  private static final List<String> PLAIN =
      List.of("-netdev", "user,id=n0", "-device", "virtio-net-pci,netdev=n0,mac=52:54:00:aa:bb:cc");

  private static final List<String> JSON =
      List.of(
          "-netdev",
          "{\"type\":\"user\",\"id\":\"n0\"}",
          "-device",
          "{\"driver\":\"virtio-net-pci\",\"netdev\":\"n0\",\"mac\":\"52:54:00:aa:bb:cc\"}");

  /** Memory on a hub cannot be shared with a backend, so QEMU's passt gets frames. */
  private static final List<String> HUB =
      List.of("-net", "nic,model=virtio-net-pci,macaddr=52:54:00:aa:bb:cc", "-net", "user");

  private static final List<String> FILE = List.of("-readconfig", "/tmp/vm.cfg");

  private static final List<String> FILE_WITH_PORT = List.of("-readconfig", "/tmp/port.cfg");

  private static final String SECTIONS =
      """
      [netdev "n0"]
        type = "user"
      %s
      [device "card"]
        driver = "virtio-net-pci"
        netdev = "n0"
        mac = "52:54:00:aa:bb:cc"
      """;

  private enum Way {
    VHOST_USER("vhost-user", "-netdev vhost-user,"),
    PASST("passt", "-netdev passt,");

    private final String exec;
    private final String help;

    Way(String exec, String help) {
      this.exec = exec;
      this.help = help;
    }
  }

  private record Row(String release, User user, Way way, String machine, List<String> card) {
    @Override
    public String toString() {
      return (release + ", " + user + ", " + way + ", " + machine + " " + String.join(" ", card))
          .toLowerCase(Locale.ROOT);
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String release : Root.releases()) {
      for (Way way : Way.values()) {
        rows.add(new Row(release, User.ORDINARY, way, "q35", PLAIN));
        rows.add(new Row(release, User.ORDINARY, way, "pc", JSON));
        rows.add(new Row(release, User.ROOT, way, "q35", JSON));
        rows.add(new Row(release, User.ORDINARY, way, "pc", FILE));
        rows.add(new Row(release, User.ORDINARY, way, "q35", FILE_WITH_PORT));
      }
      rows.add(new Row(release, User.ORDINARY, Way.PASST, "q35", HUB));
    }
    return rows;
  }

  private static String[] line(Row row, String exec) {
    List<String> line = new ArrayList<>(List.of("qrap", "run", "--exec=" + exec, "-p", PORT, "--"));
    line.addAll(List.of("-M", row.machine));
    line.addAll(row.card);
    return line.toArray(new String[0]);
  }

  /** Whether the release's QEMU and passt can do it; those before 10.0 crash without KVM. */
  private static boolean isPossible(Root root, Way way) {
    String help = root.as(User.ROOT).run("qemu-system-x86_64", "-help").output();
    String passt = root.as(User.ROOT).run("passt", "--help").output();
    int version = Integer.parseInt(help.replaceFirst("(?s).*emulator version ([0-9]+).*", "$1"));
    boolean has = help.contains(way.help) && passt.contains("--vhost-user");
    return has && version >= 10;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_guest_serves_a_page_on_a_forwarded_port_or_the_plan_says_why_not(Row row)
      throws IOException {
    try (Root root = Root.start(row.release)) {
      String token = root.serve();
      Files.writeString(root.path(FILE.get(1)), SECTIONS.formatted(""));
      Files.writeString(
          root.path(FILE_WITH_PORT.get(1)),
          SECTIONS.formatted("  hostfwd = \"tcp:127.0.0.1:8081-:80\""));
      if (!isPossible(root, row.way)) {
        Tools.Ended refused = root.as(row.user).run(line(row, row.way.exec));
        assertThat(refused.status()).as(refused.output()).isEqualTo(1);
        assertThat(refused.output()).contains(row.way.exec + " is not available: ");
        Boot boot = root.as(row.user).boot(line(row, "auto"));
        assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
        assertThat(boot.said()).contains("qrap: started passt for this guest");
        return;
      }
      Program qrap =
          root.as(row.user)
              .saying("qrap.serve=toast")
              .startGuest("/tmp/console", line(row, row.way.exec));
      Root.await(
          () ->
              !qrap.isAlive() || root.console("/tmp/console").text().contains("QRAP-GUEST serves"),
          "the guest serves");

      assertThat(qrap.isAlive()).as(qrap::said).isTrue();
      assertThat(root.console("/tmp/console").cards())
          .containsExactly("virtio_net 52:54:00:aa:bb:cc");
      assertThat(root.console("/tmp/console").leases()).containsExactly("10.0.2.15 via 10.0.2.2");
      assertThat(root.console("/tmp/console").page()).containsExactly(token);
      Root.await(() -> page(root, "").equals("toast"), "the guest's page");
      assertThat(page(root, 8081, "")).isEqualTo(row.card.equals(FILE_WITH_PORT) ? "toast" : "");

      page(root, "cgi-bin/off");
      Root.await(() -> !qrap.isAlive(), "the guest powers off");
      Root.await(
          () -> root.running().stream().noneMatch(name -> name.startsWith("passt")),
          "the end of passt");
    }
  }

  /** With exec=auto, the plan says what is chosen, and a line for each that is not. */
  @ParameterizedTest
  @MethodSource("releases")
  void auto_takes_the_best_that_fits_and_says_why(String release) {
    try (Root root = Root.start(release)) {
      List<String> line = new ArrayList<>(List.of("qrap", "plan", "--exec=auto", "--start=always"));
      line.addAll(List.of("--", "-M", "q35"));
      line.addAll(PLAIN);
      Tools.Ended plan = root.as(User.ORDINARY).run(line.toArray(new String[0]));

      String best =
          isPossible(root, Way.PASST)
              ? "passt"
              : isPossible(root, Way.VHOST_USER) ? "vhost-user" : "descriptor";
      assertThat(plan.status()).as(plan.output()).isZero();
      assertThat(plan.output()).contains("  . exec=auto uses " + best);
      for (String name : List.of("descriptor", "stream", "passt", "vhost-user")) {
        assertThat(plan.output()).containsPattern("  \\. (exec=auto uses )?" + name + "[ ,:]");
      }
    }
  }

  static List<String> releases() {
    return Root.releases();
  }

  private static String page(Root root, String path) {
    return page(root, 8080, path);
  }

  private static String page(Root root, int port, String path) {
    String fetch = "busybox wget -q -O - http://127.0.0.1:%d/%s 2>/dev/null".formatted(port, path);
    return root.as(User.ORDINARY).run("sh", "-c", fetch).output().strip();
  }
}
