// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.HubPort;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.QemuOption;
import java.util.List;
import java.util.Set;

/** Recognises {@code -netdev TYPE,id=ID,...}. */
public final class NetdevFilter implements ArgFilter {

  @Override
  public String name() {
    return "netdev";
  }

  @Override
  public List<String> optionNames() {
    return List.of("netdev");
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    if (!option.name().equals("netdev")) {
      return List.of();
    }
    String type = option.get("type");
    Backend backend =
        new Backend(
            type,
            option.get("id"),
            BackendTypes.provision(type),
            Set.of("id"),
            Requests.of(option));
    String hub = option.get("hubid");
    return type.equals("hubport") && !hub.isEmpty()
        ? List.of(backend, new HubPort(hub, option.get("netdev")))
        : List.of(backend);
  }
}
