// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar that a test makes of a few lines of source. */
final class PluginJar {

  /** The modules of the image. */
  static final Path MODULES = Path.of("target", "sdk", "modules").toAbsolutePath();

  private static final byte NEWER_JAVA = 120;

  private final String module;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<Path> modulePath = new ArrayList<>();
  private String version = "1.0";
  private boolean isForNewerJava;

  private PluginJar(String module) {
    this.module = module;
  }

  /**
   * A module.
   *
   * @param name its name
   * @param directives what its descriptor says
   */
  static PluginJar module(String name, String directives) {
    return new PluginJar(name).source("module-info", "module " + name + " {" + directives + "}");
  }

  /** A jar without a descriptor. */
  static PluginJar withoutDescriptor(String name) {
    return new PluginJar(name);
  }

  /**
   * A module with a locator, in a package of the same name.
   *
   * @param name the module's name and, before {@code .there}, the locator's
   * @param requires directives more
   * @param path the only candidate
   */
  static PluginJar locator(String name, String requires, String path) {
    return module(
            name,
            "requires dev.qrap.spi;"
                + requires
                + ("provides dev.qrap.spi.SocketLocator with " + name + ".There;"))
        .locatorClass(name, "", name + ".there", path);
  }

  /** The class of a locator: {@code PACKAGE.There}. */
  PluginJar locatorClass(String inPackage, String members, String name, String path) {
    return source(
        inPackage + ".There",
        """
        package %s;
        public final class There implements dev.qrap.spi.SocketLocator {
          %s
          @Override public String name() { return "%s"; }
          @Override public int priority() { return 5; }
          @Override public java.util.List<dev.qrap.spi.SocketCandidate> locate(
              dev.qrap.spi.LocatorContext from) {
            return java.util.List.of(new dev.qrap.spi.SocketCandidate("%s"));
          }
        }
        """
            .formatted(inPackage, members, name, path));
  }

  PluginJar source(String className, String text) {
    sources.put(className.replace('.', '/') + ".java", text);
    return this;
  }

  PluginJar version(String newVersion) {
    version = newVersion;
    return this;
  }

  /** Says in each class but the descriptor that it needs a Java that nobody has yet. */
  PluginJar forNewerJava() {
    isForNewerJava = true;
    return this;
  }

  /** Compiles it against this jar, before the modules of the image. */
  PluginJar against(Path jar) {
    modulePath.add(jar);
    return this;
  }

  /** Compiles it and packs it up. */
  Path write(Path jar) {
    try {
      Path classes = Files.createTempDirectory("qrap-classes");
      compile(classes);
      if (isForNewerJava) {
        age(classes);
      }
      Files.createDirectories(jar.getParent());
      int packed =
          java.util.spi.ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(
                  System.out,
                  System.err,
                  "--create",
                  "--file",
                  jar.toString(),
                  "-C",
                  classes.toString(),
                  ".");
      if (packed != 0) {
        throw new AssertionError("cannot pack " + module);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes the version of class files: the two bytes at 6 (JVMS 4.1). */
  private static void age(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("module-info.class")) {
          byte[] bytes = Files.readAllBytes(file);
          bytes[7] = NEWER_JAVA;
          Files.write(file, bytes);
        }
      }
    }
  }

  /** Compiles it into a folder, and leaves it at that. */
  void compile(Path classes) throws IOException {
    Path work = Files.createTempDirectory("qrap-sources");
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-Xlint:-options", "-d", classes.toString(), "-p"));
    modulePath.add(MODULES);
    arguments.add(String.join(":", modulePath.stream().map(Path::toString).toList()));
    if (sources.containsKey("module-info.java")) {
      arguments.addAll(List.of("--module-version", version));
    } else {
      arguments.addAll(List.of("--add-modules", "ALL-MODULE-PATH"));
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = work.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]))
        != 0) {
      throw new AssertionError("cannot compile " + module);
    }
  }
}
