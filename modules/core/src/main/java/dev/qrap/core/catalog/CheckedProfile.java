// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.Addressing;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Placement;

/** A machine profile whose calls are watched and whose answers are checked. */
final class CheckedProfile extends CheckedPlugin<MachineProfile> implements MachineProfile {

  CheckedProfile(PluginInfo plugin, MachineProfile own, PluginCalls calls) {
    super(plugin, own, calls);
  }

  @Override
  public boolean supports(Machine machine) {
    begin("supports");
    try {
      return own.supports(machine);
    } finally {
      end();
    }
  }

  @Override
  public boolean hasDefaultNic(Machine machine) {
    begin("hasDefaultNic");
    try {
      return own.hasDefaultNic(machine);
    } finally {
      end();
    }
  }

  @Override
  public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
    begin("place");
    try {
      return Answers.placement(own.place(machine, inventory, addressing));
    } finally {
      end();
    }
  }
}
