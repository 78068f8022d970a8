// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.core.LaunchException;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Extension;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.SocketLocator;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Makes a plugin, and asks it what it is called. From then on, its calls go through an object that
 * checks the answers.
 *
 * @param <T> the interface of its kind
 */
final class PluginMaker<T extends Extension> {

  private final Kind<T> kind;
  private final PluginCalls calls;
  private final PluginConfigurator configurator;

  /** The provider, under the name of its class as long as its own is not known. */
  private PluginInfo plugin;

  /** Whether what fails is a call of the plugin, and not a check of its names. */
  private boolean isCalled;

  /**
   * A maker for one provider.
   *
   * @param provider what is known of the provider
   */
  PluginMaker(
      Kind<T> kind, PluginInfo provider, PluginCalls calls, PluginConfigurator configurator) {
    this.kind = kind;
    this.plugin = provider;
    this.calls = calls;
    this.configurator = configurator;
  }

  /**
   * Makes the plugin.
   *
   * @param provider what {@link ServiceLoader} found
   * @return the plugin
   * @throws LaunchException if the plugin does not accept the value of a setting
   * @throws RuntimeException and others, whatever the plugin throws; a {@link WrongAnswer} if it
   *     says something of itself that is not allowed
   */
  LoadedPlugin<T> make(ServiceLoader.Provider<T> provider) throws LaunchException {
    T extension;
    begin(PluginCalls.CONSTRUCTOR);
    try {
      extension = provider.get();
    } finally {
      calls.end();
    }
    plugin = describe(extension);
    T checked = kind.type().cast(checked(extension));
    List<String> names = names(checked);
    isCalled = true;
    configurator.configure(plugin, checked);
    return new LoadedPlugin<>(plugin, checked, names);
  }

  /**
   * Why {@link #make} failed.
   *
   * @param failure what it threw
   * @return the provider with the reason
   */
  PluginInfo rejected(Throwable failure) {
    boolean inMethod = isCalled && !calls.method().equals(PluginCalls.CONSTRUCTOR);
    return plugin.in(
        PluginInfo.State.REJECTED,
        inMethod
            ? PluginFailure.ofMethod(calls.method(), failure)
            : PluginFailure.ofMaking(failure));
  }

  private void begin(String method) {
    isCalled = true;
    calls.begin(plugin, method);
  }

  private PluginInfo describe(Extension extension) {
    String name;
    begin("name");
    try {
      name = WrongAnswer.notNull(extension.name());
    } finally {
      calls.end();
    }
    check(name);
    int priority;
    begin("priority");
    try {
      priority = extension.priority();
    } finally {
      calls.end();
    }
    return plugin.named(name, priority);
  }

  private Extension checked(T extension) {
    if (kind == Kind.FILTER) {
      return new CheckedFilter(plugin, (ArgFilter) extension, calls);
    }
    if (kind == Kind.MACHINE) {
      return new CheckedProfile(plugin, (MachineProfile) extension, calls);
    }
    if (kind == Kind.EXEC) {
      return new CheckedStrategy(plugin, (ExecStrategy) extension, calls);
    }
    if (kind == Kind.BACKEND) {
      return new CheckedBackend(plugin, (BackendKind) extension, calls);
    }
    if (kind == Kind.LOCATOR) {
      return new CheckedLocator(plugin, (SocketLocator) extension, calls);
    }
    throw new AssertionError(kind.name());
  }

  /** The names that settings can use: the plugin's own, then those of its families. */
  private List<String> names(Extension extension) {
    List<String> names = new ArrayList<>();
    names.add(plugin.name());
    if (extension instanceof ArgFilter filter) {
      isCalled = true;
      for (String family : filter.families()) {
        check(family);
        names.add(family);
      }
    }
    return List.copyOf(names);
  }

  private void check(String name) {
    isCalled = false;
    PluginNames.check(name, plugin.module());
  }
}
