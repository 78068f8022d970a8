// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.nics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.NetworkFeature.Mtu;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.testkit.ArgFilterContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownNicsTest extends ArgFilterContract {

  /** What is to be known: in each line a family and its models. */
  private static final String KNOWN =
      """
      nic-e1000: e1000 e1000-82540em e1000-82544gc e1000-82545em e1000e igb
      nic-eepro100: i82550 i82551 i82557a i82557b i82557c i82558a i82558b
      nic-eepro100: i82559a i82559b i82559c i82559er i82562 i82801
      nic-etsec: eTSEC
      nic-ne2k: ne2k_isa ne2k_pci
      nic-pcnet: pcnet
      nic-realtek: rtl8139
      nic-spapr: spapr-vlan
      nic-sungem: sungem
      nic-sunhme: sunhme
      nic-tulip: tulip
      nic-usb: usb-net
      nic-virtio: virtio-net virtio-net-ccw virtio-net-device virtio-net-pci
      nic-virtio: virtio-net-pci-non-transitional virtio-net-pci-transitional
      nic-vmxnet3: vmxnet3
      nic-xen: xen-net-device
      """;

  @Override
  protected ArgFilter extension() {
    return new KnownNics();
  }

  @Override
  protected List<List<String>> known() {
    List<List<String>> known =
        new ArrayList<>(
            List.of(
                List.of("--device", "virtio-net-pci,netdev=n0,mac=52:54:00:11:22:33"),
                List.of("-device", "driver=e1000,netdev=n0"),
                List.of("-device", "{\"driver\":\"usb-net\",\"id\":\"n\"}"),
                List.of("-device", "{ \"netdev\" : \"n0\", \"driver\" : \"eTSEC\" }")));
    for (String model : familyByModel().keySet()) {
      known.add(List.of("-device", model));
    }
    return known;
  }

  private static Map<String, String> familyByModel() {
    Map<String, String> families = new TreeMap<>();
    for (String line : KNOWN.lines().toList()) {
      String[] words = line.split(":? ");
      for (String model : List.of(words).subList(1, words.length)) {
        families.put(model, words[0]);
      }
    }
    return families;
  }

  private List<NetworkPart> examine(String value) {
    CommandLine line = CommandLine.parse(List.of("-device", value));
    return extension().examine(line.options().get(0), line.machine("x86_64"));
  }

  @Test
  void onlyDevicesAreShownToIt() {
    assertThat(extension().optionNames()).containsExactly("device");
  }

  @Test
  void tellsTheFamilyOfEachModel() {
    Map<String, String> told = new TreeMap<>();
    for (String model : familyByModel().keySet()) {
      CommandLine line = CommandLine.parse(List.of("-device", model + ",netdev=n0"));
      told.put(model, extension().family(line.options().get(0)));
    }
    assertThat(told).isEqualTo(familyByModel());
  }

  @Test
  void namesTheFamiliesOfTheModels() {
    assertThat(extension().families()).hasSameElementsAs(familyByModel().values());
  }

  @Test
  void saysHowTheCardIsAttached() {
    assertThat(examine("virtio-net-pci,netdev=n0"))
        .containsExactly(new Nic("virtio-net-pci", Attachment.NETDEV, "n0"));
    assertThat(examine("virtio-net-pci"))
        .containsExactly(new Nic("virtio-net-pci", Attachment.NONE, ""));
  }

  @ParameterizedTest
  @CsvSource({"1400, 1400", "0x578, 1400", "02570, 1400", "65535, 65535"})
  void saysTheMtuOfACard(String written, int bytes) {
    Mtu mtu = new Mtu("host_mtu=" + written + " of the card", bytes);
    assertThat(examine("virtio-net-pci,host_mtu=" + written))
        .extracting(part -> ((Nic) part).request())
        .containsExactly(new NetworkRequest(List.of(mtu)));
    assertThat(examine("{\"driver\":\"virtio-net-pci\",\"host_mtu\":1400}"))
        .extracting(part -> ((Nic) part).request().features().size())
        .containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "67", "65536", "-1", "x", ""})
  void leavesToQemuWhatIsNoMtu(String written) {
    assertThat(examine("virtio-net-pci,netdev=n0,host_mtu=" + written))
        .containsExactly(new Nic("virtio-net-pci", Attachment.NETDEV, "n0"));
  }

  /** A family's name is no model, nor are parts of the table. */
  @ParameterizedTest
  @ValueSource(
      strings = {"nic-e1000", "nic-e1000=e1000", "e1000,,e1000e", "E1000", "e100", "netdev=n0", ""})
  void leavesOtherDevicesAlone(String value) {
    assertThat(examine(value)).isEmpty();
  }
}
