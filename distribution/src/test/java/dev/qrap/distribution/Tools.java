// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What these tests need of the machine. What is missing fails them where the environment variable
 * CI is set, and skips them elsewhere.
 */
final class Tools {

  /** The reference, of Debian's package passt. */
  static final String REFERENCE = "/usr/bin/qrap";

  private static final Set<String> COMPILED = new HashSet<>();

  private static Optional<Path> debianPackage = Optional.empty();

  private Tools() {}

  static void require(String... programs) {
    for (String program : programs) {
      if (find(program) == null) {
        missing(program + " is not installed (distribution/install-tools does that)");
      }
    }
  }

  static void missing(String what) {
    if (System.getenv("CI") != null) {
      fail(what);
    }
    abort(what);
  }

  /**
   * How a program ended.
   *
   * @param status its exit status
   * @param output what it said, on standard output and error
   */
  record Ended(int status, String output) {}

  /**
   * Runs a program, which must succeed, on the JDK of the tests.
   *
   * @return what it says
   */
  static String run(Path folder, List<String> command) {
    Ended ended = call(folder, command);
    assertThat(ended.status()).as(command + ": " + ended.output()).isZero();
    return ended.output();
  }

  /** The command that runs a class of these tests on all modules of the product. */
  static List<String> onModules(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", Path.of("target", "sdk", "modules").toString()));
    command.addAll(List.of("--add-modules", "ALL-MODULE-PATH"));
    command.addAll(List.of("-cp", Path.of("target", "test-classes").toString()));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a program on the JDK of the tests. */
  static Ended call(Path folder, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether the tests run in the world of a release (ReleasesIT). */
  static boolean isInside() {
    return Boolean.getBoolean(ReleasesIT.INSIDE);
  }

  /** As root, and not only in a user namespace of an ordinary user's. */
  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new IllegalStateException("no /proc", e);
    }
  }

  /**
   * The Debian package of the image, made by distribution/deb once for all tests. In a release's
   * world, it is that of the run outside.
   */
  static synchronized Path debianPackage() {
    if (isInside()) {
      return Path.of(System.getProperty(ReleasesIT.PACKAGE)).toAbsolutePath();
    }
    if (debianPackage.isEmpty()) {
      require("dpkg-shlibdeps", "dpkg-deb");
      String said = run(Path.of("").toAbsolutePath(), List.of("./deb"));
      debianPackage = Optional.of(Path.of(said.strip().replaceFirst("(?s).*deb: made ", "")));
    }
    return debianPackage.get();
  }

  /**
   * Compiles src/test/c/NAME.c; the program is made anew by each run of the tests. In a release's
   * world (ReleasesIT), it is that of the run outside.
   */
  static synchronized Path compiled(String name) {
    Path folder = Path.of("target", "test-c");
    Path program = folder.resolve(name).toAbsolutePath();
    if (isInside()) {
      return program;
    }
    require("gcc");
    if (COMPILED.contains(name)) {
      return program;
    }
    try {
      Files.createDirectories(folder);
      Process gcc =
          new ProcessBuilder(
                  List.of(
                      "gcc",
                      "-O1",
                      "-Wall",
                      "-Wextra",
                      "-Werror",
                      "-o",
                      program.toString(),
                      "src/test/c/" + name + ".c"))
              .redirectErrorStream(true)
              .start();
      String output = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (gcc.waitFor() != 0) {
        missing("gcc cannot compile " + name + ".c: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    COMPILED.add(name);
    return program;
  }

  private static Path find(String program) {
    String path = System.getenv("PATH") + ":/usr/sbin:/sbin";
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** Closes the input of a process that ends with it, and waits until it has ended. */
  static void endByInput(Process process) {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
