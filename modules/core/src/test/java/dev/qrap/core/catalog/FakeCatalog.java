// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.Extension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A catalog of the plugins that a test brings, in the order in which it brings them. */
public final class FakeCatalog implements Catalog.Source {

  private final Map<Kind<?>, List<ServiceLoader.Provider<?>>> providers = new HashMap<>();

  private final List<String> remarks = new ArrayList<>();

  public FakeCatalog() {}

  /** What the catalogs said. */
  public List<String> remarks() {
    return remarks;
  }

  public <T extends Extension> FakeCatalog with(Kind<T> kind, T extension) {
    Class<? extends T> type = extension.getClass().asSubclass(kind.type());
    return provided(kind, new FakeProvider<T>(type, () -> extension));
  }

  <T extends Extension> FakeCatalog provided(Kind<T> kind, ServiceLoader.Provider<T> provider) {
    providers.computeIfAbsent(kind, unused -> new ArrayList<>()).add(provider);
    return this;
  }

  public Catalog catalog() {
    return catalog(Selection.ALL);
  }

  public Catalog catalog(Selection selection) {
    return new Catalog(selection, this, remarks::add);
  }

  @Override
  @SuppressWarnings("unchecked") // only provided() adds to the map, each under its own kind
  public <T extends Extension> Iterator<ServiceLoader.Provider<T>> providers(Kind<T> kind) {
    List<ServiceLoader.Provider<T>> known = new ArrayList<>();
    for (ServiceLoader.Provider<?> provider : providers.getOrDefault(kind, List.of())) {
      known.add((ServiceLoader.Provider<T>) provider);
    }
    return known.iterator();
  }

  @Override
  public String origin(Class<?> type) {
    return PluginInfo.IMAGE;
  }

  @Override
  public List<PluginInfo> broken() {
    return List.of();
  }
}
