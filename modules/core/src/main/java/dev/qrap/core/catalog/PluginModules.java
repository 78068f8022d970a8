// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.core.host.CodeFile;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import dev.qrap.spi.Extension;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceLoader;

/**
 * The modules that may hold plugins: those of the image, and over them a layer of the jars in the
 * image's {@code plugins} directory and on the plugin path. Where there is no jar, there is no
 * layer.
 */
public final class PluginModules implements Catalog.Source {

  private static final String FOLDER = "plugins";

  private final Files files;
  private final List<String> path;
  private final List<PluginInfo> broken = new ArrayList<>();
  private PluginLayer layer = PluginLayer.NONE;
  private boolean isLoaded;

  /**
   * Modules. Nothing is looked for before providers are asked for.
   *
   * @param files where jars lie
   * @param path directories of jars, and jars, besides the image's directory; absolute paths
   */
  public PluginModules(Files files, List<String> path) {
    this.files = files;
    this.path = List.copyOf(path);
  }

  @Override
  public <T extends Extension> Iterator<ServiceLoader.Provider<T>> providers(Kind<T> kind) {
    if (!isLoaded) {
      isLoaded = true;
      load();
    }
    Iterator<ServiceLoader.Provider<T>> ofImage = kind.providers(ModuleLayer.boot());
    return layer == PluginLayer.NONE
        ? ofImage
        : new Chain<>(ofImage, kind.providers(layer.modules()), layer);
  }

  @Override
  public String origin(Class<?> type) {
    return layer.origin(type.getModule());
  }

  @Override
  public List<PluginInfo> broken() {
    return List.copyOf(broken);
  }

  private void load() {
    List<CodeFile> jars = new ArrayList<>();
    try {
      jars.addAll(files.jars(files.image() + FOLDER));
    } catch (HostException e) {
      if (!e.is(Errno.ENOENT)) {
        broken.add(PluginInfo.brokenJar(e.subject(), "", "", e.reason()));
      }
    }
    for (String place : path) {
      try {
        jars.addAll(files.jars(place));
      } catch (HostException e) {
        broken.add(PluginInfo.brokenJar(place, "", "", e.reason()));
      }
    }
    if (!jars.isEmpty()) {
      layer = PluginLayer.of(jars, broken);
    }
  }

  /** The providers of the image, then those of the layer; ServiceLoader has them the other way. */
  private static final class Chain<T> implements Iterator<ServiceLoader.Provider<T>> {

    private final Iterator<ServiceLoader.Provider<T>> ofImage;
    private final Iterator<ServiceLoader.Provider<T>> ofLayerFirst;
    private final PluginLayer layer;
    private ServiceLoader.Provider<T> next;
    private boolean isOver;

    Chain(
        Iterator<ServiceLoader.Provider<T>> ofImage,
        Iterator<ServiceLoader.Provider<T>> ofLayerFirst,
        PluginLayer layer) {
      this.ofImage = ofImage;
      this.ofLayerFirst = ofLayerFirst;
      this.layer = layer;
    }

    @Override
    public boolean hasNext() {
      if (next == null && ofImage.hasNext()) {
        next = ofImage.next();
      } else if (next == null && !isOver) {
        next = ofLayerFirst.hasNext() ? ofLayerFirst.next() : null;
        isOver = next == null || !layer.holds(next.type().getModule());
        next = isOver ? null : next;
      }
      return next != null;
    }

    @Override
    public ServiceLoader.Provider<T> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ServiceLoader.Provider<T> provider = next;
      next = null;
      return provider;
    }
  }
}
