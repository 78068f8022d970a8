// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.platform.linux.ErrNo;
import dev.qrap.core.host.Host;
import dev.qrap.spi.Extension;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM of its own for what a test cannot do to the one that it runs in. All classes are in one
 * folder: a jar on the class path stays open, and would look like an inherited descriptor.
 */
final class ChildJvm {

  /**
   * Those flags of the image that change what the next program sees (docs/architecture.md), but for
   * -Xrs: without it the JVM blocks a signal of its own. The first two leave no thread that reads
   * /sys/fs/cgroup at any time, with a descriptor that an exec at that moment would pass on.
   */
  private static final List<String> FLAGS =
      List.of(
          "-Xint",
          "-XX:-UseContainerSupport",
          "-XX:-MaxFDLimit",
          "-XX:+DisableAttachMechanism",
          "-XX:-UsePerfData",
          "-Djna.platform.library.path=/usr/lib");

  private final Path classes;
  private final Path java;

  private ChildJvm(Path classes, Path java) {
    this.classes = classes;
    this.java = java;
  }

  /** What a process wrote to its standard output, bytes, and its exit status. */
  record Result(String output, int status) {}

  /** A JVM whose classes are put into a folder, where everybody can read them. */
  static ChildJvm in(Path folder) throws IOException {
    for (Class<?> one :
        List.of(
            ChildJvm.class,
            LinuxHost.class,
            Host.class,
            Extension.class,
            Native.class,
            ErrNo.class)) {
      copyAllBeside(one, folder);
    }
    return new ChildJvm(folder, Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  /** The same with another Java. */
  ChildJvm with(Path otherJava) {
    return new ChildJvm(classes, otherJava);
  }

  /**
   * Starts a main class.
   *
   * @param script what sh(1) does with {@code "$@"}, the command
   */
  Process start(String script, Class<?> main, String... arguments) throws IOException {
    return shell(script, command(main, arguments)).start();
  }

  /** Runs a main class to its end. */
  Result run(String script, Class<?> main, String... arguments) throws Exception {
    return run(script, command(main, arguments));
  }

  /** Runs a command without any JVM in the way. */
  static Result run(String script, List<String> command) throws Exception {
    Process process = shell(script, command).start();
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    return new Result(new String(output, StandardCharsets.ISO_8859_1), process.waitFor());
  }

  private List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", classes.toString(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ProcessBuilder shell(String script, List<String> command) {
    List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "exec " + script, "sh"));
    shell.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(shell);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder;
  }

  private static void copyAllBeside(Class<?> one, Path folder) throws IOException {
    String name = one.getName().replace('.', '/') + ".class";
    String place = one.getResource("/" + name).toString();
    String root = place.substring(0, place.length() - name.length());
    if (root.startsWith("jar:")) {
      URI file = URI.create(root.substring("jar:".length(), root.indexOf("!/")));
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(file))) {
        copy(jar.getPath("/"), folder);
      }
    } else {
      copy(Path.of(URI.create(root)), folder);
    }
  }

  private static void copy(Path from, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = folder.resolve(from.relativize(file).toString());
        if (!Files.exists(copy)) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }
}
