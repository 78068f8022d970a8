// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real guest, with real QEMU and real passt, gets its lease and fetches a page (guest/boot). The
 * card that it found is the one that the line asked for.
 */
final class RealGuestIT {

  /** QEMU's own, for the first card on a line that names none. */
  private static final String DEFAULT_MAC = "52:54:00:12:34:56";

  /** The user's: none that QEMU would choose. */
  private static final String MAC = "52:54:00:aa:bb:01";

  private static Stream<Launch> launches() {
    return Stream.of(
        new Launch("patch", "virtio_net", DEFAULT_MAC, ""),
        new Launch("explicit", "virtio_net", DEFAULT_MAC, ""),
        // Lines of somebody who used QEMU's own user network so far: the card stays (policy keep).
        new Launch(
            "virtio-q35",
            "virtio_net",
            MAC,
            "-M q35 -netdev user,id=n0 -device virtio-net-pci,netdev=n0,mac=" + MAC),
        new Launch(
            "virtio-microvm",
            "virtio_net",
            MAC,
            "-M microvm -netdev user,id=n0 -device virtio-net-device,netdev=n0,mac=" + MAC),
        new Launch(
            "virtio-hub-pc",
            "virtio_net",
            MAC,
            "-M pc -net nic,model=virtio,macaddr=" + MAC + " -net user"),
        new Launch(
            "e1000-pc",
            "e1000",
            MAC,
            "-M pc -netdev user,id=n0,hostfwd=tcp::8022-:22 -device e1000,netdev=n0,mac=" + MAC),
        new Launch(
            "e1000-json-q35",
            "e1000",
            MAC,
            "-M q35 -netdev {\"type\":\"user\",\"id\":\"n0\"}"
                + " -device {\"driver\":\"e1000\",\"netdev\":\"n0\",\"mac\":\""
                + MAC
                + "\"}"),
        new Launch("rtl8139-nic-pc", "8139cp", MAC, "-M pc -nic user,model=rtl8139,mac=" + MAC),
        // QEMU connects by itself (exec=stream).
        new Launch(
            "stream-q35",
            "virtio_net",
            MAC,
            "-M q35 -netdev user,id=n0 -device virtio-net-pci,netdev=n0,mac=" + MAC),
        new Launch(
            "stream-json-pc",
            "e1000",
            MAC,
            "-M pc -netdev {\"type\":\"user\",\"id\":\"n0\"}"
                + " -device {\"driver\":\"e1000\",\"netdev\":\"n0\",\"mac\":\""
                + MAC
                + "\"}"),
        // No card: one is added.
        new Launch("none-q35", "virtio_net", DEFAULT_MAC, "-M q35"),
        new Launch("none-pc", "virtio_net", DEFAULT_MAC, "-M pc"),
        new Launch("none-microvm", "virtio_net", DEFAULT_MAC, "-M microvm"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("launches")
  void gets_a_lease_and_fetches_a_page(Launch launch) throws IOException, InterruptedException {
    Tools.require(
        "passt", "qemu-system-x86_64", "busybox", "ip", "unshare", "setpriv", "cpio", "xz");
    Path folder = Files.createDirectories(Path.of("target", "guest-" + launch.name));
    Path output = folder.resolve("output.txt");
    ProcessBuilder boot =
        new ProcessBuilder(
                "guest/boot",
                Sandbox.IMAGE.resolve("bin/qrap").toString(),
                launch.mode(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    boot.environment().put("GUEST_DIR", Path.of("target", "guest").toString());
    if (launch.name.startsWith("stream")) {
      boot.environment().put("QRAP_EXEC", "stream");
      boot.environment().put("XDG_CACHE_HOME", folder.toAbsolutePath().toString());
    }
    if (!launch.line.isEmpty()) {
      boot.command().add("--");
      boot.command().addAll(List.of(launch.line.split(" ")));
    }

    // It ends by itself: each of its waits has a limit.
    int status = boot.start().waitFor();

    assertThat(status).as(() -> launch + ": " + read(output)).isZero();
    List<String> console = read(folder.resolve("console.log")).lines().toList();
    assertThat(console)
        .as(launch.name)
        .filteredOn(said -> said.startsWith("QRAP-GUEST nic "))
        .containsExactly("QRAP-GUEST nic " + launch.driver + " " + launch.mac);
    assertThat(console).as(launch.name).contains("QRAP-GUEST lease 192.0.2.10 via 192.0.2.1");
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      return "no " + file + ": " + e;
    }
  }

  /**
   * What to boot, and the guest's driver and address of its only card. The name is that of its
   * folder, too. Where the line is empty, it is guest/boot's own.
   */
  private record Launch(String name, String driver, String mac, String line) {

    String mode() {
      return name.startsWith("explicit") ? "explicit" : "patch";
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
