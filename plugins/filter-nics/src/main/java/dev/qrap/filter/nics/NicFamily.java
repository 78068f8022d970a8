// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.spi.QemuOption;
import java.util.List;

/**
 * Recognises {@code -device MODEL,...} of one family of network cards. A new model is a line in its
 * family's list.
 */
abstract class NicFamily implements ArgFilter {

  private final String name;
  private final List<String> models;

  NicFamily(String name, String... models) {
    this.name = name;
    this.models = List.of(models);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<NetworkPart> examine(QemuOption option, Machine machine) {
    if (!option.name().equals("device")) {
      return List.of();
    }
    String model = option.get("driver");
    if (!models.contains(model)) {
      return List.of();
    }
    String netdev = option.get("netdev");
    return List.of(new Nic(model, netdev.isEmpty() ? Attachment.NONE : Attachment.NETDEV, netdev));
  }
}
