// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.gvproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import dev.qrap.testkit.SocketLocatorContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GvproxyLocatorTest extends SocketLocatorContract {

  @Override
  protected SocketLocator extension() {
    return new GvproxyLocator();
  }

  @Test
  void itLooksInTheSessionAndInTmp() {
    assertThat(extension().locate(new LocatorContext("", Map.of("XDG_RUNTIME_DIR", "/run/me"))))
        .containsExactly(
            SocketCandidate.matching("/run/me/gvproxy*.sock", "gvproxy"),
            SocketCandidate.matching("/tmp/gvproxy*.sock", "gvproxy"));
    assertThat(extension().locate(new LocatorContext("", Map.of()))).hasSize(1);
  }
}
