// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Extension;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.SocketLocator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A kind of plugin: one of the constants. No record, whose {@code hashCode} would cost a launch
 * several milliseconds.
 *
 * @param <T> the interface that plugins of this kind implement
 */
public final class Kind<T extends Extension> {

  /** Recognises network options. */
  public static final Kind<ArgFilter> FILTER = new Kind<>("filter", ArgFilter.class);

  /** Places a network card. */
  public static final Kind<MachineProfile> MACHINE = new Kind<>("machine", MachineProfile.class);

  /** Says where a backend may listen. */
  public static final Kind<SocketLocator> LOCATOR = new Kind<>("locator", SocketLocator.class);

  /** Gets QEMU to the backend. */
  public static final Kind<ExecStrategy> EXEC = new Kind<>("exec", ExecStrategy.class);

  /** Knows a kind of backend. */
  public static final Kind<BackendKind> BACKEND = new Kind<>("backend", BackendKind.class);

  /** All kinds, in the order in which a launch needs them. */
  public static final List<Kind<?>> ALL = List.of(FILTER, MACHINE, EXEC, BACKEND, LOCATOR);

  private final String name;
  private final Class<T> type;

  private Kind(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  /**
   * Its name in the configuration ({@code exclude=machine:q35}) and in {@code qrap plugins}.
   *
   * @return a short word
   */
  public String name() {
    return name;
  }

  Class<T> type() {
    return type;
  }

  /**
   * The providers of this kind in a layer and its parents, and nowhere else: a class path can lead
   * to anybody's code. Each is made when its {@code get} is called.
   */
  Iterator<ServiceLoader.Provider<T>> providers(ModuleLayer layer) {
    return ServiceLoader.load(layer, type).stream().iterator();
  }
}
