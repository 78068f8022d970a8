// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A QEMU of the machine, and what it prints. */
record InstalledQemu(Path program) {

  private static final Path FOLDER = Path.of("/usr/bin");
  private static final String PREFIX = "qemu-system-";

  /** Those that must be there, for what is said of every QEMU to be worth something. */
  private static final List<String> REQUIRED =
      List.of("x86_64", "aarch64", "ppc64", "riscv64", "s390x");

  /** Every one that is installed. */
  static List<InstalledQemu> all() {
    for (String architecture : REQUIRED) {
      Tools.require(PREFIX + architecture);
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .sorted()
          .map(InstalledQemu::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InstalledQemu of(String architecture) {
    return new InstalledQemu(FOLDER.resolve(PREFIX + architecture));
  }

  /** What it prints on standard output and standard error before it ends. */
  String print(String... arguments) {
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
