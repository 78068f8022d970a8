// SPDX-License-Identifier: Apache-2.0
package dev.qrap.locator.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import dev.qrap.testkit.SocketLocatorContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PathLocatorTest extends SocketLocatorContract {

  @Override
  protected SocketLocator extension() {
    return new PathLocator();
  }

  @Test
  void namesTheConfiguredSocketAlone() {
    assertThat(extension().locate(new LocatorContext("/run/x.socket", Map.of())))
        .containsExactly(new SocketCandidate("/run/x.socket"));
    assertThat(extension().locate(new LocatorContext("", Map.of()))).isEmpty();
  }
}
