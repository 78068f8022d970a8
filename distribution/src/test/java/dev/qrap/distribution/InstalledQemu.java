// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A QEMU of the machine, and what it prints. */
record InstalledQemu(Path program) {

  private static final String PREFIX = "qemu-system-";

  /** Those that must be there, for what is said of every QEMU to be worth something. */
  private static final List<String> REQUIRED =
      List.of("x86_64", "aarch64", "ppc64", "riscv64", "s390x");

  /** Far longer than any answer takes. */
  private static final int HANGS_SECONDS = 60;

  private static final AtomicInteger STARTS = new AtomicInteger();

  /**
   * What became of a call.
   *
   * @param status its exit status
   */
  record Ended(int status, String stdout, String stderr) {}

  /** To be called for each start of a QEMU, alone or by qrap. */
  static void countStart() {
    STARTS.incrementAndGet();
  }

  /** How often a QEMU was started by the tests of this JVM. */
  static int starts() {
    return STARTS.get();
  }

  /** Every one that is in PATH, by name. */
  static List<InstalledQemu> all() {
    for (String architecture : REQUIRED) {
      Tools.require(PREFIX + architecture);
    }
    SortedMap<String, InstalledQemu> found = new TreeMap<>();
    for (Path folder : path().toList()) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.getFileName().toString().startsWith(PREFIX))
            .filter(Files::isExecutable)
            .map(InstalledQemu::new)
            .forEach(qemu -> found.putIfAbsent(qemu.toString(), qemu));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(found.values());
  }

  /** The one for an architecture; if PATH has none, a call of it fails. */
  static InstalledQemu of(String architecture) {
    String name = PREFIX + architecture;
    return path()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(InstalledQemu::new)
        .orElse(new InstalledQemu(Path.of(name)));
  }

  private static Stream<Path> path() {
    return Stream.of(System.getenv("PATH").split(":")).map(Path::of).filter(Files::isDirectory);
  }

  /** Runs it in a folder until it ends, with this on its standard input. */
  Ended run(Path folder, String input, String... arguments) {
    countStart();
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path stdout = Files.createTempFile("qemu", ".out");
      Path stderr = Files.createTempFile("qemu", ".err");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(stdout.toFile())
              .redirectError(stderr.toFile())
              .start();
      try (OutputStream stream = process.getOutputStream()) {
        stream.write(input.getBytes(ISO_8859_1));
      } catch (IOException e) {
        // It ended without reading.
      }
      if (!process.waitFor(HANGS_SECONDS, SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("hangs: " + command);
      }
      Ended ended = new Ended(process.exitValue(), text(stdout), text(stderr));
      Files.delete(stdout);
      Files.delete(stderr);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), ISO_8859_1);
  }

  /** What it prints on standard output and standard error before it ends. */
  String print(String... arguments) {
    countStart();
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assertThat(output).as(command.toString()).isNotEmpty();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return program.getFileName().toString();
  }
}
