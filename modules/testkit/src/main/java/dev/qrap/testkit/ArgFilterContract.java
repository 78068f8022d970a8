// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.QemuOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an {@link ArgFilter} keeps to.
 *
 * @since 0.1
 */
public abstract class ArgFilterContract extends ExtensionContract<ArgFilter> {

  /** Options that have nothing to do with the network, and broken ones. */
  private static final List<String> FOREIGN =
      List.of(
          "-nographic",
          "-m",
          "256",
          "-device",
          "virtio-rng-pci",
          "-device",
          "",
          "-device",
          "{\"driver\":",
          "-drive",
          "file=e1000,if=virtio",
          "-append",
          "-net -netdev e1000",
          "-name",
          "-device",
          "disk.img",
          "-set",
          "",
          "-set",
          "device",
          "-set",
          "device..x=y",
          "-object",
          "rng-random,id=r0",
          "-object",
          "{}",
          "-netdevice",
          "user",
          "--",
          "-");

  private static final Machine MACHINE =
      CommandLine.parse(List.of("-machine", "pc-q35-7.2")).machine("x86_64");

  /** Called by subclasses. */
  protected ArgFilterContract() {
    super(ArgFilter.class);
  }

  /**
   * Command lines of one option each that the filter knows.
   *
   * @return for instance {@code List.of(List.of("-device", "e1000,netdev=n0"))}; not empty
   */
  protected abstract List<List<String>> known();

  /** It recognises what it is for, and says the same whenever it is asked. */
  @Test
  protected final void recognisesWhatItIsFor() {
    assertFalse(known().isEmpty());
    for (List<String> arguments : known()) {
      QemuOption option = CommandLine.parse(arguments).options().get(0);
      List<NetworkPart> parts = extension().examine(option, MACHINE);
      assertFalse(parts.isEmpty(), () -> "not recognised: " + arguments);
      assertEquals(parts, extension().examine(option, MACHINE));
    }
  }

  /** It leaves alone what it is not for, however broken that is. */
  @Test
  protected final void leavesForeignOptionsAlone() {
    for (QemuOption option : CommandLine.parse(FOREIGN).options()) {
      assertEquals(List.of(), extension().examine(option, MACHINE), option::toString);
    }
  }
}
