// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.host.CodeFile;
import dev.qrap.spi.Extension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Jars as the authors of plugins make them. */
final class CompiledJars {

  private static final Path SPI =
      Path.of(
          ModuleLayer.boot()
              .configuration()
              .findModule(Extension.class.getModule().getName())
              .orElseThrow()
              .reference()
              .location()
              .orElseThrow());

  private final Path folder;

  CompiledJars(Path folder) {
    this.folder = folder;
  }

  Path path(String name) {
    return folder.resolve(name + ".jar");
  }

  /**
   * A jar with a locator {@code MODULE.There}, whose name is its module's.
   *
   * @param directives what the module says besides
   * @param members what the class has besides
   */
  CodeFile locator(String name, String module, String directives, String members)
      throws IOException {
    return jar(
        name,
        ("module " + module + " { requires dev.qrap.spi; " + directives)
            + (" provides dev.qrap.spi.SocketLocator with " + module + ".There; }"),
        locatorClass(module, module, members));
  }

  /** The text of a locator's class. */
  static String locatorClass(String inPackage, String name, String members) {
    return """
    package %s;
    public class There implements dev.qrap.spi.SocketLocator {
      %s
      public String name() { return "%s"; }
      public java.util.List<dev.qrap.spi.SocketCandidate> locate(
          dev.qrap.spi.LocatorContext from) {
        return java.util.List.of();
      }
    }
    """
        .formatted(inPackage, members, name);
  }

  /**
   * A jar.
   *
   * @param name the file's name without its ending
   * @param descriptor the text of module-info.java; empty for a jar without one
   * @param classes the text of each class; the last word before its brace is its name
   */
  CodeFile jar(String name, String descriptor, String... classes) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name + ".sources"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-d", sources.resolve("classes").toString(), "--module-path"));
    arguments.add(SPI + ":" + folder);
    if (!descriptor.isEmpty()) {
      arguments.add(write(sources, "module-info", descriptor));
    }
    for (int i = 0; i < classes.length; i++) {
      arguments.add(write(Files.createDirectories(sources.resolve("" + i)), "There", classes[i]));
    }
    run("javac", arguments);
    return packed(name);
  }

  /** Packs what was compiled for a jar of that name, which may have been changed since. */
  CodeFile packed(String name) {
    String classes = folder.resolve(name + ".sources").resolve("classes").toString();
    String jar = path(name).toString();
    run("jar", List.of("--create", "--file", jar, "-C", classes, "."));
    return new CodeFile(jar, "");
  }

  private static String write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), text).toString();
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    int status =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertThat(status).as(said.toString()).isZero();
  }
}
