// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real guest on the QEMU and the passt of each release, by each way of connecting them, as root
 * and as an ordinary user. {@code distribution/matrix} runs this for any releases.
 */
final class ReleaseMatrixIT {

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
  }
}
