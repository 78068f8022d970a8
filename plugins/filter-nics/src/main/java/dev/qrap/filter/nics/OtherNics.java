// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.List;

/** Models that no family knows: a device with {@code netdev=} is a network card. */
public final class OtherNics implements ArgFilter {

  /** Its {@code netdev} is the name of an interface of the host, not the id of a backend. */
  private static final String NO_NIC = "pvrdma";

  /** Called by ServiceLoader. */
  public OtherNics() {}

  @Override
  public String name() {
    return "nic-other";
  }

  @Override
  public int priority() {
    return -1000;
  }

  @Override
  public List<String> optionNames() {
    return List.of("device");
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    String netdev = option.name().equals("device") ? option.get("netdev") : "";
    if (netdev.isEmpty()) {
      return List.of();
    }
    String model = option.get("driver");
    if (model.isEmpty() || model.equals(NO_NIC) || isOnlySet(option)) {
      return List.of();
    }
    return List.of(new Nic(model, Attachment.NETDEV, netdev));
  }

  /** Whether only a {@code -set} says netdev: one that has the wrong id makes no card of a disk. */
  private static boolean isOnlySet(QemuOption option) {
    String value = option.value();
    return option.notation() == Notation.PLAIN
        && !value.startsWith("netdev=")
        && !value.contains(",netdev=");
  }
}
