// SPDX-License-Identifier: Apache-2.0
package org.example.island;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.SocketFacts;
import dev.qrap.testkit.BackendKindContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract's tests are run as if they stood here. */
final class IslandKindTest extends BackendKindContract {

  @Override
  protected BackendKind extension() {
    return new IslandKind();
  }

  @Override
  protected List<SocketFacts> known() {
    return List.of(
        socket("/run/user/1000/islandd.socket"),
        socket("/run/a", "islandd", "--listen", "/run/a"),
        socket("/run/a", "/usr/local/bin/islandd", "--listen", "/run/a"));
  }

  @Test
  void theNetworkIsPassedOn() {
    IslandKind island = new IslandKind();
    island.configure("network", "10.77.0");
    assertEquals(
        List.of("--fd", "3", "--network", "10.77.0"),
        island
            .start(NetworkRequest.NOTHING, new Attachment.Descriptor(3))
            .orElseThrow()
            .arguments());
  }

  @Test
  void aNetworkIsThreeNumbers() {
    assertThrows(
        IllegalArgumentException.class, () -> new IslandKind().configure("network", "10.77"));
  }
}
