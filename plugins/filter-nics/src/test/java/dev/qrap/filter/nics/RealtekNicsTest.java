// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;

final class RealtekNicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new RealtekNics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "rtl8139,netdev=n0"),
        List.of("-device", "{\"driver\":\"rtl8139\",\"id\":\"n\"}"));
  }
}
