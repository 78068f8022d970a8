// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;

final class Eepro100NicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new Eepro100Nics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "i82550,netdev=n0"),
        List.of("-device", "i82551"),
        List.of("-device", "i82557a"),
        List.of("-device", "i82557b"),
        List.of("-device", "i82557c"),
        List.of("-device", "i82558a"),
        List.of("-device", "i82558b"),
        List.of("-device", "i82559a"),
        List.of("-device", "i82559b"),
        List.of("-device", "i82559c"),
        List.of("-device", "i82559er"),
        List.of("-device", "i82562"),
        List.of("-device", "i82801"));
  }
}
