// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.passt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.GuestMemory;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.testkit.ExecStrategyContract;
import dev.qrap.testkit.QemuFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PasstStrategyTest extends ExecStrategyContract {

  /** From the help of QEMU 11.1. */
  private static final String HELP =
      "-netdev passt,id=str[,path=file][,quiet=on|off][,vhost-user=on|off]\n";

  @Override
  protected ExecStrategy extension() {
    return new PasstStrategy();
  }

  private static Guest guest(String help, String card, boolean shareable, String... arguments) {
    return new Guest(
        QemuFacts.qemu("/usr/bin/qemu-system-x86_64", "x86_64", help, "11.1.3"),
        QemuFacts.machine("x86_64", "q35"),
        "",
        card,
        new GuestMemory(shareable, shareable ? "" : "not shared"),
        false,
        List.of(arguments),
        "qrap0");
  }

  @Test
  void qemuIsToldWhatPasstIsToldWordByWord() {
    Guest guest = guest(HELP, "e1000", true, "-t", "127.0.0.1/8080:80", "-t", "90:90");
    assertThat(extension().need()).isEqualTo(Need.NONE);
    assertThat(extension().startsBackend()).isEqualTo("passt");
    assertThat(extension().netdev(guest))
        .isEqualTo(
            new Netdev(
                "passt",
                "",
                List.of(
                    Property.item("param", "-t"),
                    Property.item("param", "127.0.0.1/8080:80"),
                    Property.item("param", "-t"),
                    Property.item("param", "90:90"))));
  }

  @Test
  void aVirtioCardInSharedMemoryIsFast() {
    Netdev fast = new Netdev("passt", "", List.of(Property.truth("vhost-user", true)));
    assertThat(extension().netdev(guest(HELP, "virtio-net-pci", true))).isEqualTo(fast);
    Netdev plain = new Netdev("passt", "", List.of());
    assertThat(extension().netdev(guest(HELP, "virtio-net-pci", false))).isEqualTo(plain);
    assertThat(extension().netdev(guest(HELP, "e1000", true))).isEqualTo(plain);
    assertThat(extension().netdev(guest(HELP, "", true))).isEqualTo(plain);
    assertThat(extension().needsSharedMemory(guest(HELP, "", true))).isFalse();
  }

  @Test
  void nobodyGetsItWithoutAskingForItAndWhoAsksForTheBestMay() {
    assertThat(extension().priority()).isNegative();
    assertThat(extension().recommended(guest(HELP, "e1000", false))).isTrue();
  }

  @Test
  void olderQemusDoNotHaveIt() {
    assertThat(extension().available(guest(HELP, "", true))).isEqualTo(Availability.YES);
    assertThat(extension().available(guest("-netdev user,id=str\n", "", true)).reason())
        .startsWith("this QEMU has no -netdev passt, which needs QEMU 10.1 or later");
    assertThat(extension().available(guest("", "", true)).reason())
        .startsWith("QEMU does not say what it can do");
  }
}
