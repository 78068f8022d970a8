// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;

final class SpaprNicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new SpaprNics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "spapr-vlan,netdev=n0"),
        List.of("-device", "{\"driver\":\"spapr-vlan\",\"id\":\"n\"}"));
  }
}
