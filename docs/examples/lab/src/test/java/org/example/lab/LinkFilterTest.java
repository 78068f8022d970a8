// SPDX-License-Identifier: Apache-2.0
package org.example.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.testkit.ArgFilterContract;
import dev.qrap.testkit.QemuFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinkFilterTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new LinkFilter();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "e1000,netdev=link0"),
        List.of("-device", "{\"driver\":\"e1000\",\"netdev\":\"link0\"}"));
  }

  @Test
  void theOtherCardsAreLeftToQrap() {
    var uplink = CommandLine.parse(List.of("-device", "e1000,netdev=up0")).options().get(0);

    assertEquals(List.of(), extension().examine(uplink, QemuFacts.machine("x86_64", "pc")));
  }
}
