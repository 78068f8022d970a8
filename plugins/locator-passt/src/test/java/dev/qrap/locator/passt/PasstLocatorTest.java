// SPDX-License-Identifier: Apache-2.0
package dev.qrap.locator.passt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import dev.qrap.testkit.SocketLocatorContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PasstLocatorTest extends SocketLocatorContract {

  @Override
  protected SocketLocator extension() {
    return new PasstLocator();
  }

  @Test
  void namesPasstsSocketsInTheirOrder() {
    assertThat(extension().locate(new LocatorContext("", Map.of())))
        .hasSize(99)
        .startsWith(
            new SocketCandidate("/tmp/passt_1.socket"), new SocketCandidate("/tmp/passt_2.socket"))
        .endsWith(new SocketCandidate("/tmp/passt_99.socket"));
  }
}
