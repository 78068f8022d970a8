// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;

final class Vmxnet3NicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new Vmxnet3Nics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "vmxnet3,netdev=n0"),
        List.of("-device", "{\"driver\":\"vmxnet3\",\"id\":\"n\"}"));
  }
}
