// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.spi.QemuOption;
import java.util.List;
import java.util.Set;

/**
 * Recognises {@code -net nic,...}, which is a card, and {@code -net TYPE,...}, which is a backend;
 * they meet on a hub, unless the card names a {@code -netdev}.
 */
public final class NetFilter implements ArgFilter {

  @Override
  public String name() {
    return "net";
  }

  @Override
  public List<String> optionNames() {
    return List.of("net");
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    if (!option.name().equals("net")) {
      return List.of();
    }
    String type = option.get("type");
    if (type.equals("nic")) {
      String netdev = option.get("netdev");
      return List.of(
          new Nic(
              option.get("model"), netdev.isEmpty() ? Attachment.HUB : Attachment.NETDEV, netdev));
    }
    return List.of(
        new Backend(
            type,
            option.get("id"),
            BackendTypes.provision(type),
            Set.of("id", "name"),
            Requests.of(option)));
  }
}
