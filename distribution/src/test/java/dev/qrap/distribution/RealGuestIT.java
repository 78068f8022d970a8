// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real guest, with real QEMU and real passt, gets its lease and fetches a page (guest/boot). */
final class RealGuestIT {

  @ParameterizedTest
  @ValueSource(strings = {"patch", "explicit"})
  void gets_a_lease_and_fetches_a_page(String mode) throws IOException, InterruptedException {
    Tools.require("passt", "qemu-system-x86_64", "busybox", "ip", "unshare", "setpriv", "cpio");
    Path folder = Files.createDirectories(Path.of("target", "guest-" + mode));
    Path output = folder.resolve("output.txt");
    ProcessBuilder boot =
        new ProcessBuilder(
                "guest/boot", Sandbox.IMAGE.resolve("bin/qrap").toString(), mode, folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    boot.environment().put("GUEST_DIR", Path.of("target", "guest").toString());

    // It ends by itself: each of its waits has a limit.
    int status = boot.start().waitFor();

    assertThat(status).as(() -> read(output)).isZero();
    assertThat(read(folder.resolve("console.log"))).contains("QRAP-GUEST lease ");
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      return "no " + file + ": " + e;
    }
  }
}
