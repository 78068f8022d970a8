// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.testkit.ArgFilterContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtioNicsTest extends ArgFilterContract {

  @Override
  protected ArgFilter extension() {
    return new VirtioNics();
  }

  @Override
  protected List<List<String>> known() {
    return List.of(
        List.of("-device", "virtio-net-pci,netdev=n0,mac=52:54:00:11:22:33"),
        List.of("--device", "virtio-net-ccw"),
        List.of("-device", "driver=virtio-net-pci"),
        List.of("-device", "virtio-net"),
        List.of("-device", "virtio-net-device"),
        List.of("-device", "virtio-net-pci-non-transitional"),
        List.of("-device", "virtio-net-pci-transitional"),
        List.of("-device", "{ \"netdev\" : \"n0\", \"driver\" : \"virtio-net-pci\" }"));
  }

  @Test
  void saysHowTheCardIsAttached() {
    CommandLine line =
        CommandLine.parse(
            List.of("-device", "virtio-net-pci,netdev=n0", "-device", "virtio-net-pci"));
    assertThat(extension().examine(line.options().get(0), line.machine("x86_64")))
        .containsExactly(new Nic("virtio-net-pci", Attachment.NETDEV, "n0"));
    assertThat(extension().examine(line.options().get(1), line.machine("x86_64")))
        .containsExactly(new Nic("virtio-net-pci", Attachment.NONE, ""));
  }
}
