// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.descriptor;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import java.util.List;

/** {@code -netdev socket,fd=N}: works with every QEMU. */
public final class DescriptorStrategy implements ExecStrategy {

  @Override
  public String name() {
    return "descriptor";
  }

  @Override
  public Availability available(Guest guest) {
    return Availability.YES;
  }

  @Override
  public Need need() {
    return Need.CONNECTED_DESCRIPTOR;
  }

  @Override
  public Netdev netdev(Guest guest) {
    return new Netdev("socket", "fd", List.of());
  }
}
