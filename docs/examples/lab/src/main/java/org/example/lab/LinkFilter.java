// SPDX-License-Identifier: Apache-2.0
package org.example.lab;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.Reference;
import dev.qrap.spi.Reference.Subject;
import java.util.List;

/**
 * Leaves the links between the machines of a lab alone: a card whose backend's id begins with
 * {@code link} is not the one that qrap connects, even if it is the first on the line.
 */
public final class LinkFilter implements ArgFilter {

  private static final String LINK = "link";

  @Override
  public String name() {
    return "org.example.lab.links";
  }

  /** Higher than qrap's own filters of network cards: the first filter that answers settles it. */
  @Override
  public int priority() {
    return 100;
  }

  @Override
  public List<String> optionNames() {
    return List.of("device");
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    String netdev = option.get("netdev");
    return option.name().equals("device") && netdev.startsWith(LINK)
        ? List.of(new Reference(Subject.NETDEV, netdev)) // not a Nic: it only needs its backend
        : List.of();
  }
}
