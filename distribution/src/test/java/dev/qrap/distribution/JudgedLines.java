// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random lines for a real QEMU of x86_64: most of them are right, and some are wrong in one place.
 * Nothing in them depends on the host but the ports, each of which is named once.
 */
final class JudgedLines {

  private static final List<String> MODELS =
      List.of("e1000", "e1000e", "rtl8139", "virtio-net-pci", "vmxnet3", "pcnet", "ne2k_pci");

  private static final List<List<String>> MACHINES =
      List.of(
          List.of(),
          List.of("-M", "pc"),
          List.of("-machine", "q35"),
          List.of("--machine", "type=pc-q35-7.2,accel=tcg"),
          List.of("-machine", "q35", "-nodefaults"),
          List.of("-M", "pc-i440fx-7.2", "-nodefaults"));

  private static final List<List<String>> OTHERS =
      List.of(
          List.of("-name", "-netdev"),
          List.of("-name", "guest=user,,id=n0"),
          List.of("-m", "64"),
          List.of("-m", "1e2"),
          List.of("-rtc", "base=utc"),
          List.of("-boot", "order=nc"),
          List.of("-uuid", "11111111-2222-3333-4444-555555555555"),
          List.of("-uuid", "e1000"),
          List.of("-smbios", "type=1,manufacturer=-net"),
          List.of("-global", "e1000.mitigation=off"),
          List.of("-global", "virtio-net-pci.tx_queue_size=256"),
          List.of("-device", "virtio-rng-pci"),
          List.of("-device", "{\"driver\":\"virtio-rng-pci\",\"max-bytes\":1e3,\"period\":1}"),
          List.of("-device", "{\"driver\":\"virtio-rng-pci\",\"max-bytes\":1024,\"period\":10}"),
          List.of("-device", "virtio-balloon-pci,id=b0", "-set", "device.b0.deflate-on-oom=on"),
          List.of("-device", "qemu-xhci,id=x0"),
          List.of("-object", "rng-builtin,id=n0"),
          List.of("-object", "{\"qom-type\":\"iothread\",\"id\":\"io0\"}"),
          List.of("-chardev", "null,id=n0"),
          List.of("-serial", "null"),
          List.of("-parallel", "none"),
          List.of("-vga", "none"),
          List.of("-no-reboot"),
          List.of("-fw_cfg", "name=opt/netdev,string=user"),
          List.of("-overcommit", "mem-lock=off"),
          List.of("-accel", "tcg"),
          List.of("-no-such-option"),
          List.of("-drive", "if=none,id=d0,driver=null-co"),
          List.of("-blockdev", "{\"driver\":\"null-co\",\"node-name\":\"n0\",\"size\":1048576}"),
          List.of("-append", "-netdev user"));

  private static final List<String> ODD_CARD_KEYS =
      List.of(
          "bogus=1",
          "mac=52:54:00:12:34",
          "bootindex=1e0",
          "addr=0x99",
          "bus=nowhere",
          "romfile=" + "r".repeat(6000));

  /** Of models that qrap does not put on a line by itself if there is a card. */
  private static final List<List<String>> ODD_GLOBALS =
      List.of(
          List.of("-global", "e1000.x-txburst=1"),
          List.of("-global", "virtio-net-pci.tx_queue_size=1e2"),
          List.of("-global", "rtl8139.mac=nonsense"));

  private static final int ODD_ONE_OF = 12;
  private static final int LONG = 6000;

  private final Random random;
  private final UserNetworkOptions networks;

  JudgedLines(long seed) {
    random = new Random(seed);
    networks = new UserNetworkOptions(seed);
  }

  /**
   * A line.
   *
   * @param cards how many network cards it has
   */
  record Line(int cards, List<String> words) {}

  /** The next line. */
  Line next() {
    List<List<String>> groups = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      groups.add(oneOf(OTHERS));
    }
    int cards = random.nextInt(4);
    for (int i = 0; i < cards; i++) {
      groups.addAll(random.nextInt(5) == 0 ? inOne(i) : card(i));
    }
    Collections.shuffle(groups, random);
    List<String> line = new ArrayList<>(oneOf(MACHINES));
    groups.forEach(line::addAll);
    if (cards > 0 && random.nextInt(8) == 0) {
      line.addAll(List.of("-set", "device.c0.mac=52:54:00:aa:bb:cc"));
    }
    if (cards > 0 && random.nextInt(8) == 0) {
      line.addAll(List.of("-object", "filter-dump,id=f0,netdev=n0,file=/dev/null"));
    }
    if (cards > 0 && random.nextInt(ODD_ONE_OF) == 0) {
      line.addAll(oneOf(ODD_GLOBALS));
    }
    return new Line(cards, line);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Card and backend in one option, or on a hub. */
  private List<List<String>> inOne(int number) {
    String card = "model=" + oneOf(MODELS) + ",mac" + "%s=52:54:00:00:01:0" + number;
    if (random.nextBoolean()) {
      return List.of(List.of("-nic", "user," + card.formatted("") + backend()));
    }
    return List.of(
        List.of("-net", "nic," + card.formatted("addr")), List.of("-net", "user" + backend()));
  }

  private String backend() {
    return switch (random.nextInt(5)) {
      case 0 -> ",hostname=" + "h".repeat(random.nextInt(3) == 0 ? LONG : 9);
      case 1, 2 -> "," + networks.next();
      default -> "";
    };
  }

  /** Two options, which may stand in either order. */
  private List<List<String>> card(int number) {
    String netdev = "n" + number;
    List<String> keys = new ArrayList<>(List.of("netdev=" + netdev, "id=c" + number));
    if (random.nextBoolean()) {
      keys.add("mac=52:54:00:00:00:0" + number);
    }
    if (random.nextInt(3) == 0) {
      keys.add("bootindex=" + (number + 1));
    }
    if (random.nextInt(6) == 0) {
      keys.add("addr=0x1" + number);
    }
    if (random.nextInt(ODD_ONE_OF) == 0) {
      keys.add(oneOf(ODD_CARD_KEYS));
    }
    Collections.shuffle(keys, random);
    boolean json = random.nextInt(3) == 0;
    String model = oneOf(MODELS);
    String device = json ? json(model, keys) : model + "," + String.join(",", keys);
    String backend =
        random.nextInt(4) == 0
            ? "{\"type\":\"user\",\"id\":\"" + netdev + "\",\"hostname\":\"guest\"}"
            : "user,id=" + netdev + backend();
    return List.of(List.of("-device", device), List.of("-netdev", backend));
  }

  private static String json(String model, List<String> keys) {
    StringBuilder text = new StringBuilder("{\"driver\":\"" + model + "\"");
    for (String key : keys) {
      int equals = key.indexOf('=');
      String value = key.substring(equals + 1);
      text.append(",\"").append(key, 0, equals).append("\":");
      text.append(key.startsWith("bootindex=") ? value : "\"" + value + "\"");
    }
    return text.append('}').toString();
  }
}
