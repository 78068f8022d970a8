// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Need;
import dev.qrap.spi.QemuInfo;
import dev.qrap.testkit.ExecStrategyContract;
import org.junit.jupiter.api.Test;

final class DescriptorStrategyTest extends ExecStrategyContract {

  @Override
  protected ExecStrategy extension() {
    return new DescriptorStrategy();
  }

  @Test
  void worksWithEveryQemuOnAConnectedDescriptor() {
    assertThat(extension().available(new QemuInfo("/usr/bin/kvm", "x86_64")))
        .isEqualTo(Availability.YES);
    assertThat(extension().need()).isEqualTo(Need.CONNECTED_DESCRIPTOR);
    assertThat(extension().netdev().type()).isEqualTo("socket");
    assertThat(extension().netdev().connectionKey()).isEqualTo("fd");
  }
}
