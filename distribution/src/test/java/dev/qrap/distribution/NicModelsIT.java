// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of plugins/filter-nics has each network card of each QEMU that is installed. */
final class NicModelsIT {

  /** {@code name "e1000", bus PCI, alias "e1000-82540em"} of {@code -device help}. */
  private static final Pattern DEVICE =
      Pattern.compile("^name \"([^\"]+)\"(?:.*, alias \"([^\"]+)\")?");

  /** So that a device list that reads otherwise is noticed. */
  private static final int LEAST_MODELS = 30;

  /** Not what {@code -device pvrdma} has: the name of an interface of the host. */
  private static final Pattern BACKEND =
      Pattern.compile("^ *netdev=<str> .*ID of a netdev", Pattern.MULTILINE);

  private static final Pattern RECOGNISED =
      Pattern.compile("network card (\\S+), recognised by filter (\\S+)");

  /** The models, each with a QEMU that has it. */
  private static final SortedMap<String, InstalledQemu> MODELS = new TreeMap<>();

  @BeforeAll
  static void askEveryQemu() {
    Set<String> asked = new TreeSet<>();
    for (InstalledQemu qemu : InstalledQemu.all()) {
      for (String device : devices(qemu.print("-device", "help"))) {
        if (asked.add(device) && BACKEND.matcher(qemu.print("-device", device + ",help")).find()) {
          MODELS.put(device, qemu);
        }
      }
    }
    assertThat(MODELS).hasSizeGreaterThanOrEqualTo(LEAST_MODELS);
  }

  /** Names and aliases under the headings where cards are; a few boards' own have no heading. */
  private static SortedSet<String> devices(String help) {
    SortedSet<String> devices = new TreeSet<>();
    boolean mayBeCards = false;
    for (String line : help.lines().toList()) {
      Matcher device = DEVICE.matcher(line);
      if (line.endsWith(" devices:")) {
        mayBeCards = Set.of("Network devices:", "Uncategorized devices:").contains(line);
      } else if (mayBeCards && device.find()) {
        devices.add(device.group(1));
        if (device.group(2) != null) {
          devices.add(device.group(2));
        }
      }
    }
    return devices;
  }

  @Test
  void the_table_has_every_model_of_every_qemu() {
    List<String> arguments = new ArrayList<>(List.of("plan", "--"));
    MODELS.keySet().forEach(model -> arguments.addAll(List.of("-device", model)));
    arguments.addAll(List.of("-device", "virtio-rng-pci", "-device", "new-net-card,netdev=n0"));

    SortedMap<String, String> families = new TreeMap<>();
    try (Sandbox sandbox = Sandbox.withBackend()) {
      Sandbox.Result result = sandbox.qrap(arguments).with("QRAP_NIC", "replace").run();
      assertThat(result.status()).as(result.stderr()).isZero();
      Matcher recognised = RECOGNISED.matcher(result.stdout());
      while (recognised.find()) {
        families.put(recognised.group(1), recognised.group(2));
      }
    }
    assertThat(families).containsEntry("new-net-card", "nic-other");
    assertThat(families.keySet())
        .as(
            "add what is missing to the table of plugins/filter-nics; models and who has them: %s",
            MODELS)
        .containsAll(MODELS.keySet())
        .hasSize(MODELS.size() + 1);
    families.remove("new-net-card");
    assertThat(families.values()).doesNotContain("nic-other");
  }
}
