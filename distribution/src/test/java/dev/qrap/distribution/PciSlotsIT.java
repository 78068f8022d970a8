// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What qrap takes for the taken slots of a PC's bus is what the installed QEMU says. */
final class PciSlotsIT {

  private static final int PLANS_PER_SANDBOX = 20;
  private static final int LEAST_DEVICES = 60;

  private static final InstalledQemu QEMU = InstalledQemu.of("x86_64");

  private static final Pattern PCI_DEVICE = Pattern.compile("(?m)^name \"([^\"]+)\", bus PCI");

  /** {@code Bus 0, device 1, function 0:} of {@code info pci}. */
  private static final Pattern SLOT = Pattern.compile("Bus +0, device +([0-9]+), function");

  private static final Pattern ADDRESS =
      Pattern.compile("virtio-net-pci,bus=pci\\.0,addr=0x(\\w+)");

  @BeforeAll
  static void qemu() {
    Tools.require("qemu-system-x86_64");
  }

  /** The card that {@code replace} adds, which has an address if all others are known. */
  private static String plan(Sandbox sandbox, List<String> line) {
    List<String> arguments = new ArrayList<>(List.of("plan", "--", "-machine", "pc"));
    arguments.addAll(line);
    Sandbox.Result result = sandbox.qrap(arguments).with("QRAP_NIC", "replace").run();
    assertThat(result.status()).as(line + ": " + result.stderr()).isZero();
    return result.stdout();
  }

  @Test
  void every_pci_device_takes_one() throws Exception {
    List<String> devices = new ArrayList<>();
    Matcher device = PCI_DEVICE.matcher(QEMU.print("-device", "help"));
    while (device.find()) {
      devices.add(device.group(1));
    }
    assertThat(devices).hasSizeGreaterThan(LEAST_DEVICES);
    List<String> missed =
        InParts.map(
            devices,
            PLANS_PER_SANDBOX,
            part -> {
              List<String> overlooked = new ArrayList<>();
              try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
                for (String name : part) {
                  String plan = plan(sandbox, List.of("-nodefaults", "-device", name));
                  // A network card is removed, and its slot is free then.
                  if (ADDRESS.matcher(plan).find() && !plan.contains("network card " + name)) {
                    overlooked.add(name);
                  }
                }
              }
              return overlooked;
            });
    assertThat(missed)
        .as("PciSlots takes these for devices of another bus; put them into ON_PCI")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-nodefaults",
        "-net none",
        "-net none -vga none",
        "-nodefaults -vga std",
        "-nodefaults -device virtio-rng-pci,addr=0x2",
      })
  void the_lowest_that_is_free_is_free_in_qemu(String line) {
    List<String> arguments = List.of(line.split(" "));
    List<String> all =
        new ArrayList<>(List.of("-machine", "pc", "-S", "-display", "none", "-qmp", "stdio"));
    all.addAll(arguments);
    String ask =
        "{\"execute\":\"qmp_capabilities\"}\n%s\n{\"execute\":\"quit\"}\n"
            .formatted(RealQemu.monitor("info pci"));
    String said = QEMU.run(Path.of("").toAbsolutePath(), ask, all.toArray(String[]::new)).stdout();
    BitSet taken = new BitSet();
    Matcher slot = SLOT.matcher(said);
    while (slot.find()) {
      taken.set(Integer.parseInt(slot.group(1)));
    }
    assertThat(taken.cardinality()).as(said).isGreaterThanOrEqualTo(2);
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Matcher address = ADDRESS.matcher(plan(sandbox, arguments));
      assertThat(address.find()).isTrue();
      assertThat(Integer.parseInt(address.group(1), 16)).isEqualTo(taken.nextClearBit(0));
    }
  }
}
