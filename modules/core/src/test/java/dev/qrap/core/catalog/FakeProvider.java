// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.util.ServiceLoader;
import java.util.function.Supplier;

/** A provider as ServiceLoader would find it. */
record FakeProvider<T>(Class<? extends T> type, Supplier<T> maker)
    implements ServiceLoader.Provider<T> {

  @Override
  public T get() {
    return maker.get();
  }
}
