// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.WrongAnswer;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Extension;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.SocketLocator;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls every method of every plugin on samples, so that {@code qrap plugins check} finds what
 * would fail in a launch. The catalog checks the answers, as it does in a launch.
 */
final class PluginTrials {

  private final Catalog catalog;

  PluginTrials(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Tries all plugins that the settings allow. What fails is then among {@link Catalog#unused}.
   *
   * @throws LaunchException if a setting names a plugin that fails
   */
  void run() throws LaunchException {
    for (Kind<?> kind : Kind.ALL) {
      for (LoadedPlugin<?> plugin : catalog.active(kind)) {
        try {
          call(plugin);
        } catch (RuntimeException | LinkageError failure) {
          catalog.reject(plugin, failure);
        }
      }
    }
  }

  private static void call(LoadedPlugin<?> plugin) {
    Extension extension = plugin.extension();
    if (extension instanceof ArgFilter filter) {
      call(filter, plugin);
    } else if (extension instanceof MachineProfile profile) {
      call(profile);
    } else if (extension instanceof ExecStrategy strategy) {
      call(strategy);
    } else if (extension instanceof BackendKind backend) {
      call(backend);
    } else if (extension instanceof SocketLocator locator) {
      call(locator);
    } else {
      throw new AssertionError("nothing tries " + plugin.plugin().kind());
    }
    configure(extension);
  }

  /** It comes last, because it changes what the plugin answers. */
  private static void configure(Extension extension) {
    for (PluginSetting setting : extension.settings()) {
      for (String value : PluginSamples.values()) {
        configure(extension, setting.name(), value);
      }
    }
  }

  private static void configure(Extension extension, String setting, String value) {
    try {
      extension.configure(setting, value);
    } catch (IllegalArgumentException wrongValue) {
      return; // A plugin may refuse a value.
    }
  }

  private static void call(ArgFilter filter, LoadedPlugin<?> plugin) {
    List<String> names = filter.optionNames();
    for (Machine machine : PluginSamples.machines()) {
      for (QemuOption option : PluginSamples.options()) {
        if (!filter.examine(option, machine).isEmpty()) {
          plugin.checkedFamily(filter.family(option));
          if (!names.isEmpty() && !names.contains(option.name())) {
            throw new WrongAnswer(
                "recognises '" + option.name() + "', which optionNames() does not have");
          }
        }
      }
    }
  }

  /** A user can name a profile for any machine. */
  private static void call(MachineProfile profile) {
    for (Machine machine : PluginSamples.machines()) {
      profile.supports(machine);
      profile.hasDefaultNic(machine);
      for (Inventory inventory : PluginSamples.inventories()) {
        for (Addressing addressing : Addressing.values()) {
          profile.place(machine, inventory, addressing);
        }
      }
    }
  }

  private static void call(ExecStrategy strategy) {
    strategy.need();
    strategy.protocol();
    strategy.startsBackend();
    for (Guest guest : PluginSamples.guests()) {
      if (strategy.available(guest).yes()) {
        strategy.recommended(guest);
        strategy.netdev(guest);
        strategy.options(guest);
        strategy.machineProperties(guest);
        strategy.needsSharedMemory(guest);
      }
    }
  }

  private static void call(BackendKind backend) {
    backend.protocol();
    backend.probe();
    backend.program();
    backend.confinement();
    backend.needsRouteOut();
    for (SocketFacts socket : PluginSamples.sockets()) {
      backend.recognise(socket);
    }
    backend.installed(PluginSamples.program());
    List<NetworkFeature> supported = new ArrayList<>();
    for (NetworkFeature feature : PluginSamples.features()) {
      if (backend.support(feature).possible()) {
        supported.add(feature);
      }
    }
    for (Attachment attachment : PluginSamples.attachments()) {
      backend.start(NetworkRequest.NOTHING, attachment);
      backend.start(new NetworkRequest(supported), attachment);
    }
    for (String output : PluginSamples.outputs()) {
      backend.complaint(output);
    }
  }

  private static void call(SocketLocator locator) {
    for (LocatorContext context : PluginSamples.contexts()) {
      locator.locate(context);
    }
  }
}
