// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Opens;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Module descriptors as {@code jar --describe-module} prints them, sorted; of folders too. */
final class Descriptor {

  private Descriptor() {}

  /** Our modules by name: all folders and jars of the class path that are one. */
  static Map<String, ModuleReference> ours() throws IOException {
    Map<String, ModuleReference> modules = new TreeMap<>();
    List<URL> descriptors =
        Collections.list(Descriptor.class.getClassLoader().getResources("module-info.class"));
    for (URL descriptor : descriptors) {
      if (Set.of("file", "jar").contains(descriptor.getProtocol())) {
        for (ModuleReference module : ModuleFinder.of(root(descriptor)).findAll()) {
          String name = module.descriptor().name();
          if (name.startsWith("dev.qrap.")) {
            modules.put(name, module);
          }
        }
      }
    }
    return modules;
  }

  private static Path root(URL descriptor) throws IOException {
    try {
      return descriptor.openConnection() instanceof JarURLConnection jar
          ? Path.of(jar.getJarFileURL().toURI())
          : Path.of(descriptor.toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of a module's descriptor, without its version and place. */
  static String text(ModuleReference reference) {
    ModuleDescriptor module = reference.descriptor();
    Set<String> concealed = new TreeSet<>(module.packages());
    module.exports().forEach(exports -> concealed.remove(exports.source()));
    module.opens().forEach(opens -> concealed.remove(opens.source()));
    return Stream.of(
            Stream.of((module.isOpen() ? "open " : "") + module.name()),
            lines(module.exports(), Descriptor::exports),
            lines(module.requires(), Descriptor::requires),
            lines(module.uses(), service -> "uses " + service),
            lines(module.provides(), Descriptor::provides),
            lines(module.opens(), Descriptor::opens),
            lines(concealed, name -> "contains " + name))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static <T> Stream<String> lines(Collection<T> parts, Function<T, String> line) {
    return parts.stream().map(line).sorted();
  }

  private static String exports(Exports exports) {
    return "exports " + exports.source() + to(exports.targets());
  }

  private static String opens(Opens opens) {
    return "opens " + opens.source() + to(opens.targets());
  }

  private static String to(Set<String> targets) {
    return targets.isEmpty() ? "" : " to " + String.join(" ", new TreeSet<>(targets));
  }

  private static String requires(Requires requires) {
    return "requires "
        + requires.name()
        + requires.modifiers().stream()
            .map(modifier -> " " + modifier.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining());
  }

  private static String provides(Provides provides) {
    return "provides " + provides.service() + " with " + String.join(" ", provides.providers());
  }

  /** The names of all files of a module, with slashes. */
  static List<String> files(ModuleReference reference) {
    try (var reader = reference.open()) {
      return reader.list().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
