// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.host.HostFile;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.Processes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a host has a route out, by files as the kernel writes them. */
final class InstalledBackendsTest {

  private static final String TITLE =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
  private static final String DEFAULT =
      "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n";
  private static final String NETWORK =
      "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";

  private static final String NOWHERE = "0".repeat(32);
  private static final String DEFAULT_6 =
      NOWHERE
          + " 00 "
          + NOWHERE
          + " 00 fe80"
          + "0".repeat(27)
          + "1 00000400 1 0 00000003     eth0\n";
  private static final String LOOPBACK_6 =
      NOWHERE + " 00 " + NOWHERE + " 00 " + NOWHERE + " ffffffff 1 0 00200200       lo\n";

  private final FakeHost host = new FakeHost();

  private boolean hasRouteOut(boolean ipv6) {
    return new InstalledBackends(host, Processes.of(List.of())).hasRouteOut(ipv6);
  }

  private void routes(String path, String content) {
    host.file(path, new HostFile(content, 0, 0444));
  }

  @Test
  void aDefaultRouteIsOne() {
    routes("/proc/net/route", TITLE + NETWORK + DEFAULT);
    assertThat(hasRouteOut(false)).isTrue();
    assertThat(hasRouteOut(true)).isFalse();
  }

  @Test
  void aNetworkWithoutAGatewayIsNone() {
    routes("/proc/net/route", TITLE + NETWORK);
    routes("/proc/net/ipv6_route", LOOPBACK_6);
    assertThat(hasRouteOut(false)).isFalse();
    assertThat(hasRouteOut(true)).isFalse();
  }

  @Test
  void ipv6HasRoutesOfItsOwn() {
    routes("/proc/net/route", TITLE);
    routes("/proc/net/ipv6_route", LOOPBACK_6 + DEFAULT_6);
    assertThat(hasRouteOut(false)).isFalse();
    assertThat(hasRouteOut(true)).isTrue();
  }

  @Test
  void whatCannotBeSeenIsNoReasonNotToTry() {
    assertThat(hasRouteOut(false)).isTrue();
    assertThat(hasRouteOut(true)).isTrue();
  }
}
