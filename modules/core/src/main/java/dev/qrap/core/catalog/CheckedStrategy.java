// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuInfo;
import java.util.List;

/** A strategy whose calls are watched and whose answers are checked. */
final class CheckedStrategy extends CheckedPlugin<ExecStrategy> implements ExecStrategy {

  CheckedStrategy(PluginInfo plugin, ExecStrategy own, PluginCalls calls) {
    super(plugin, own, calls);
  }

  @Override
  public Availability available(Guest guest) {
    begin("available");
    try {
      return Answers.availability(own.available(asked(guest)));
    } finally {
      end();
    }
  }

  @Override
  public boolean recommended(Guest guest) {
    begin("recommended");
    try {
      return own.recommended(asked(guest));
    } finally {
      end();
    }
  }

  @Override
  public Need need() {
    begin("need");
    try {
      return WrongAnswer.notNull(own.need());
    } finally {
      end();
    }
  }

  @Override
  public Protocol protocol() {
    begin("protocol");
    try {
      return WrongAnswer.notNull(own.protocol());
    } finally {
      end();
    }
  }

  @Override
  public boolean needsSharedMemory(Guest guest) {
    begin("needsSharedMemory");
    try {
      return own.needsSharedMemory(asked(guest));
    } finally {
      end();
    }
  }

  @Override
  public String startsBackend() {
    begin("startsBackend");
    try {
      return WrongAnswer.notNull(own.startsBackend());
    } finally {
      end();
    }
  }

  @Override
  public Netdev netdev(Guest guest) {
    Need need = need();
    begin("netdev");
    try {
      return Answers.netdev(own.netdev(asked(guest)), need);
    } finally {
      end();
    }
  }

  @Override
  public List<AddedOption> options(Guest guest) {
    Need need = need();
    Netdev netdev = netdev(guest);
    begin("options");
    try {
      return Answers.options(own.options(asked(guest)), netdev, need);
    } finally {
      end();
    }
  }

  @Override
  public List<Property> machineProperties(Guest guest) {
    begin("machineProperties");
    try {
      return Answers.machineProperties(own.machineProperties(asked(guest)));
    } finally {
      end();
    }
  }

  private Guest asked(Guest guest) {
    return new Guest(
        new AskedQemu(guest.qemu(), calls()),
        guest.machine(),
        guest.accelerator(),
        guest.card(),
        guest.memory(),
        guest.reconnects(),
        guest.backendArguments(),
        guest.name());
  }

  /** A QEMU that may run to answer: that time is not the plugin's. */
  private record AskedQemu(QemuInfo qemu, PluginCalls calls) implements QemuInfo {

    @Override
    public String path() {
      return qemu.path();
    }

    @Override
    public String architecture() {
      return qemu.architecture();
    }

    @Override
    public String netdevHelp() {
      long paused = calls.pause();
      try {
        return qemu.netdevHelp();
      } finally {
        calls.resume(paused);
      }
    }

    @Override
    public String version() {
      long paused = calls.pause();
      try {
        return qemu.version();
      } finally {
        calls.resume(paused);
      }
    }
  }
}
