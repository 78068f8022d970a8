// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.core.host.CodeFile;
import dev.qrap.core.host.JavaPath;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * A layer of modules from jars, over those of the image. A jar that cannot be a part of it is left
 * out with its reason; the others go on.
 */
final class PluginLayer {

  /** No jars. */
  static final PluginLayer NONE = new PluginLayer(ModuleLayer.boot(), Map.of());

  private static final String SPI = "dev.qrap.spi";

  private final ModuleLayer layer;

  /** The paths of the jars by the names of their modules. */
  private final Map<String, String> jars;

  private PluginLayer(ModuleLayer layer, Map<String, String> jars) {
    this.layer = layer;
    this.jars = jars;
  }

  ModuleLayer modules() {
    return layer;
  }

  boolean holds(Module module) {
    return this != NONE && module.getLayer() == layer;
  }

  /** Where a module comes from: {@link PluginInfo#IMAGE} or the path of a jar. */
  String origin(Module module) {
    return holds(module) ? jars.get(module.getName()) : PluginInfo.IMAGE;
  }

  /**
   * A layer of as many of the jars as can be together.
   *
   * @param files the jars, those that come first are preferred
   * @param broken gets those that are left out
   */
  static PluginLayer of(List<CodeFile> files, List<PluginInfo> broken) {
    Candidates candidates = new Candidates(broken);
    for (CodeFile file : files) {
      candidates.add(file);
    }
    candidates.leaveOutUseless();
    try {
      return candidates.layer(candidates.names());
    } catch (FindException | ResolutionException | LayerInstantiationException e) {
      return candidates.layerOfThoseThatFit(); // which finds out who does not, and says so
    }
  }

  /** The modules that have come through so far. */
  private static final class Candidates {

    private final Map<String, ModuleReference> modules = new LinkedHashMap<>();
    private final Map<String, String> jars = new HashMap<>();

    /** Those of all jars, also of jars that are left out. */
    private final List<ModuleDescriptor> all = new ArrayList<>();

    private final List<PluginInfo> broken;

    Candidates(List<PluginInfo> broken) {
      this.broken = broken;
    }

    Set<String> names() {
      return modules.keySet();
    }

    void add(CodeFile file) {
      if (!file.refusal().isEmpty()) {
        broken.add(PluginInfo.brokenJar(file.path(), "", "", file.refusal()));
        return;
      }
      ModuleReference module;
      try {
        module =
            ModuleFinder.of(JavaPath.of(file.path())).findAll().iterator().next(); // a jar is one
      } catch (FindException | IllegalArgumentException e) {
        broken.add(PluginInfo.brokenJar(file.path(), "", "", innermost(e)));
        return;
      }
      all.add(module.descriptor());
      String refusal = refusal(module.descriptor());
      if (refusal.isEmpty()) {
        modules.put(module.descriptor().name(), module);
        jars.put(module.descriptor().name(), file.path());
      } else {
        reject(module.descriptor(), file.path(), refusal);
      }
    }

    private String refusal(ModuleDescriptor module) {
      if (module.isAutomatic()) {
        return "it has no module-info.class; only modular jars are loaded";
      }
      if (isOfImage(module.name())) {
        return "the image has a module of that name";
      }
      if (jars.containsKey(module.name())) {
        return "the module is also in " + jars.get(module.name()) + ", and loaded";
      }
      boolean requiresSpi = false;
      for (Requires required : module.requires()) {
        if (required.name().equals(SPI)) {
          requiresSpi = true;
        } else if (PluginNames.isOurs(required.name())) {
          return "it requires the module "
              + required.name()
              + "; a plugin may require dev.qrap.spi and no other module of qrap";
        }
      }
      return requiresSpi ? spiRefusal(module) : "";
    }

    /** A question to the layer for a name that it does not have costs 3 ms. */
    private static boolean isOfImage(String name) {
      for (Module module : ModuleLayer.boot().modules()) {
        if (module.getName().equals(name)) {
          return true;
        }
      }
      return false;
    }

    private static String spiRefusal(ModuleDescriptor module) {
      Optional<String> own =
          ModuleLayer.boot().findModule(SPI).orElseThrow().getDescriptor().rawVersion();
      return own.isEmpty() ? "" : new SpiVersion(own.get()).refusal(module);
    }

    private void reject(ModuleDescriptor module, String jar, String reason) {
      broken.add(
          PluginInfo.brokenJar(
              jar,
              module.isAutomatic() ? "" : module.name(),
              module.rawVersion().orElse(""),
              reason));
    }

    /** A module that nobody asks for anything: its author has forgotten to say what it has. */
    void leaveOutUseless() {
      NeededModules needed = new NeededModules(all);
      for (String name : List.copyOf(modules.keySet())) {
        if (!needed.has(name)) {
          reject(
              name,
              "it provides no plugin, and no other plugin jar needs it; if it has a plugin, say so"
                  + " with provides ... with ... in its module-info.java");
          modules.remove(name);
        }
      }
    }

    /** Together they do not fit: one is taken after the other, and left out if it does not. */
    PluginLayer layerOfThoseThatFit() {
      PluginLayer fitting = NONE;
      List<String> roots = new ArrayList<>();
      for (String name : List.copyOf(modules.keySet())) {
        roots.add(name);
        try {
          fitting = layer(roots);
        } catch (LayerInstantiationException e) {
          roots.remove(name);
          reject(name, sharedPackage(name, roots, e.getMessage()));
        } catch (FindException | ResolutionException e) {
          roots.remove(name);
          reject(name, e.getMessage());
        }
      }
      return fitting;
    }

    private void reject(String name, String reason) {
      reject(modules.get(name).descriptor(), jars.get(name), reason);
    }

    /** Where else a package of a module is, which the JDK does not say; what it says if nowhere. */
    private String sharedPackage(String name, List<String> others, String message) {
      Set<String> packages = modules.get(name).descriptor().packages();
      for (String other : others) {
        for (String shared : modules.get(other).descriptor().packages()) {
          if (packages.contains(shared)) {
            String where = "module " + other + " (" + jars.get(other) + ")";
            return "its package " + shared + " is also in " + where;
          }
        }
      }
      return message;
    }

    /** A layer of some of the modules and of those that they require. */
    PluginLayer layer(Collection<String> roots) {
      if (roots.isEmpty()) {
        return NONE;
      }
      Configuration resolved =
          ModuleLayer.boot().configuration().resolve(new Finder(modules), ModuleFinder.of(), roots);
      ClassLoader parent = ClassLoader.getSystemClassLoader();
      ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(resolved, parent);
      return new PluginLayer(layer, Map.copyOf(jars));
    }
  }

  private record Finder(Map<String, ModuleReference> modules) implements ModuleFinder {
    @Override
    public Optional<ModuleReference> find(String name) {
      return Optional.ofNullable(modules.get(name));
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Set.copyOf(modules.values());
    }
  }

  /** What went wrong; the JDK wraps it. */
  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof ZipException
        ? "it is damaged or not a complete jar (" + message + ")"
        : message;
  }
}
