// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;

final class E1000NicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new E1000Nics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "e1000,netdev=n0"),
        List.of("-device", "e1000-82540em"),
        List.of("-device", "e1000-82544gc"),
        List.of("-device", "e1000-82545em"),
        List.of("-device", "e1000e"),
        List.of("-device", "igb"));
  }
}
