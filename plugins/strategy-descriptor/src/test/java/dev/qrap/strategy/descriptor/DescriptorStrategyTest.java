// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.testkit.ExecStrategyContract;
import dev.qrap.testkit.QemuFacts;
import org.junit.jupiter.api.Test;

final class DescriptorStrategyTest extends ExecStrategyContract {

  @Override
  protected ExecStrategy extension() {
    return new DescriptorStrategy();
  }

  @Test
  void worksWithEveryQemuOnAConnectedDescriptor() {
    Guest guest = QemuFacts.guest(QemuFacts.qemu("/usr/bin/kvm", "x86_64", ""));
    assertThat(extension().available(guest)).isEqualTo(Availability.YES);
    assertThat(extension().recommended(guest)).isFalse();
    assertThat(extension().need()).isEqualTo(Need.CONNECTED_DESCRIPTOR);
    assertThat(extension().netdev(guest).type()).isEqualTo("socket");
    assertThat(extension().netdev(guest).connectionKey()).isEqualTo("fd");
  }
}
