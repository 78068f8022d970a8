// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.vhost.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.GuestMemory;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import dev.qrap.testkit.ExecStrategyContract;
import dev.qrap.testkit.QemuFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VhostUserStrategyTest extends ExecStrategyContract {

  private static final GuestMemory SHARED = new GuestMemory(true, "");

  @Override
  protected ExecStrategy extension() {
    return new VhostUserStrategy();
  }

  private static Guest guest(String version, String accelerator, String card, GuestMemory memory) {
    return new Guest(
        QemuFacts.qemu("/usr/bin/qemu-system-x86_64", "x86_64", "", version),
        QemuFacts.machine("x86_64", "q35"),
        accelerator,
        card,
        memory,
        false,
        List.of(),
        "qrap0");
  }

  private static Guest onQemu(String help, boolean reconnects) {
    return new Guest(
        QemuFacts.qemu("/usr/bin/qemu-system-x86_64", "x86_64", help, "10.0.13"),
        QemuFacts.machine("x86_64", "q35"),
        "",
        "virtio-net-pci",
        SHARED,
        reconnects,
        List.of(),
        "qrap0");
  }

  @Test
  void theConnectionIsAChardevOnAPath() {
    Guest guest = onQemu("", false);
    assertThat(extension().need()).isEqualTo(Need.SOCKET_PATH);
    assertThat(extension().protocol()).isEqualTo(Protocol.VHOST_USER);
    assertThat(extension().needsSharedMemory(guest)).isTrue();
    assertThat(extension().netdev(guest))
        .isEqualTo(
            new Netdev("vhost-user", "", List.of(Property.text("chardev", "qrap0-chardev"))));
    assertThat(extension().options(guest)).containsExactly(chardev());
  }

  private static AddedOption chardev(Property... further) {
    List<Property> properties = new ArrayList<>();
    properties.add(Property.text("id", "qrap0-chardev"));
    properties.addAll(List.of(further));
    return new AddedOption("chardev", "socket", "path", properties);
  }

  @Test
  void itConnectsAgainIfThatIsSafe() {
    assertThat(extension().options(onQemu("-netdev stream,[,reconnect-ms=milliseconds]\n", true)))
        .containsExactly(chardev(Property.number("reconnect-ms", 1000)));
    assertThat(extension().options(onQemu("-netdev stream,[,reconnect=seconds]\n", true)))
        .containsExactly(chardev(Property.number("reconnect", 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.13", "11.1.3", "10.0.0", "100"})
  void newQemusWorkWithEveryAccelerator(String version) {
    for (String accelerator : List.of("", "tcg", "kvm")) {
      assertThat(extension().available(guest(version, accelerator, "virtio-net-pci", SHARED)))
          .isEqualTo(Availability.YES);
    }
  }

  @ParameterizedTest
  @CsvSource({"7.2.22, version 7.2.22", "9.2.1, version 9.2.1", "'', of no known version"})
  void olderOnesNeedKvmAlone(String version, String said) {
    assertThat(extension().available(guest(version, "kvm", "virtio-net-pci", SHARED)).yes())
        .isTrue();
    for (String accelerator : List.of("", "tcg")) {
      assertThat(
              extension().available(guest(version, accelerator, "virtio-net-pci", SHARED)).reason())
          .contains(said, "say -accel kvm and no other accelerator");
    }
  }

  @Test
  void itNeedsAVirtioCardAndSharedMemory() {
    assertThat(extension().available(guest("11.1.3", "", "e1000", SHARED)).reason())
        .isEqualTo("it needs a virtio card, and this one is e1000; make it virtio-net-pci");
    assertThat(extension().available(guest("11.1.3", "", "", SHARED)).reason())
        .startsWith("it needs a virtio card that the line names");
    GuestMemory unshared = new GuestMemory(false, "add share=on");
    Guest withUnshared = guest("11.1.3", "", "virtio-net-ccw", unshared);
    assertThat(extension().available(withUnshared).reason()).isEqualTo("add share=on");
    assertThat(extension().needsSharedMemory(withUnshared)).isFalse();
  }

  @Test
  void nobodyGetsItWithoutAskingForItAndWhoAsksForTheBestMay() {
    assertThat(extension().priority()).isNegative();
    assertThat(extension().recommended(onQemu("", false))).isTrue();
  }
}
