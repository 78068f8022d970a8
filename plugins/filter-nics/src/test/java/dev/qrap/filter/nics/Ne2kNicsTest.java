// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;

final class Ne2kNicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new Ne2kNics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(List.of("-device", "ne2k_isa,netdev=n0"), List.of("-device", "ne2k_pci"));
  }
}
