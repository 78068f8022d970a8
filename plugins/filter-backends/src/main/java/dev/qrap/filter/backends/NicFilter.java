// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.spi.QemuOption;
import java.util.List;
import java.util.Set;

/** Recognises {@code -nic TYPE,model=MODEL,...}: a card with its backend, or none at all. */
public final class NicFilter implements ArgFilter {

  /** What {@code -nic} says of the card. */
  private static final Set<String> CARD_KEYS =
      Set.of("id", "model", "mac", "macaddr", "addr", "vectors");

  @Override
  public String name() {
    return "nic";
  }

  @Override
  public List<String> optionNames() {
    return List.of("nic");
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    if (!option.name().equals("nic")) {
      return List.of();
    }
    String type = option.get("type");
    Provision provision = BackendTypes.provision(type);
    Backend backend =
        new Backend(type, option.get("id"), provision, CARD_KEYS, Requests.of(option));
    return provision == Provision.NOBODY
        ? List.of(backend)
        : List.of(new Nic(option.get("model"), Attachment.SAME_OPTION, ""), backend);
  }
}
