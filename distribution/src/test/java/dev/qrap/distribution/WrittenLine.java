// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A random command line of which is known what each option is, since it was written option by
 * option: nobody has to read it to find out. Each option of QEMU comes up with values of every
 * kind, also such as look like an option of the network.
 *
 * @param options in their order
 */
record WrittenLine(List<Option> options) {

  /** What an option is. */
  enum Kind {
    /** Not about the network: it must come through unchanged. */
    FOREIGN,
    /** {@code -device} of a network card. */
    CARD,
    /** {@code -netdev}. */
    NETDEV,
    /** {@code -net nic}. */
    NET_CARD,
    /** {@code -nic} of a card. */
    NIC,
    /** Something else of the network: a backend on a hub, a setting or a filter of a card. */
    OF_NETWORK
  }

  /** An option with its value, or an argument by itself. */
  record Option(Kind kind, List<String> words) {

    String value() {
      return words.get(words.size() - 1);
    }
  }

  private static final List<String> MODELS =
      List.of(
          "e1000",
          "e1000e",
          "e1000-82545em",
          "rtl8139",
          "virtio-net-pci",
          "virtio-net-device",
          "virtio-net-pci-transitional",
          "vmxnet3",
          "pcnet",
          "ne2k_pci",
          "tulip",
          "i82551",
          "usb-net");

  private static final List<String> OTHER_DEVICES =
      List.of(
          "virtio-rng-pci",
          "virtio-blk-pci,drive=d0",
          "nvme,serial=e1000",
          "pcie-root-port,id=pci.3,chassis=3",
          "driver=qemu-xhci",
          "id=netdev,driver=usb-tablet",
          "netdev.x",
          "{\"driver\":\"virtio-rng-pci\",\"bus\":\"pci.4\",\"addr\":\"0x0\"}",
          "{\"id\":\"e1000\", \"driver\":\"nvme\",\"serial\":\"netdev\",\"logical_block_size\":5e2}",
          "{\"driver\":\"virtio-balloon-pci\",\"n\":1E+3,\"m\":-0.0e-10,\"o\":1e99999}",
          "{\"driver\":\"nvme\",\"broken");

  private static final List<String> MACHINES =
      List.of(
          "pc", "q35", "pc-q35-7.2", "pc-i440fx-7.2,usb=off", "accel=tcg,type=q35", "accel=tcg");

  private static final List<String> VALUES =
      List.of(
          "-netdev",
          "-device",
          "--device",
          "-net",
          "-nic",
          "-append",
          "-",
          "--",
          "user,id=n0",
          "e1000,netdev=n0",
          "nic,model=e1000",
          "socket,fd=5,id=hostnet0",
          "{\"driver\":\"e1000\",\"netdev\":\"n0\"}",
          "device.n0.mac=1",
          "",
          " ",
          "\n",
          "disk.img",
          "on",
          "1e3",
          "1E+308",
          "-1e-999",
          "0x1p3",
          "help.txt");

  /** Options that other parts of a line are made of. */
  private static final Set<String> WRITTEN_ELSEWHERE =
      Set.of("device", "netdev", "net", "nic", "set", "object", "readconfig", "machine", "M");

  /** A value of the network that is longer than anything that people write. */
  private static final int LONG = 5000;

  /** Makes lines, always the same ones of a seed. */
  static final class Writer {
    private final Random random;

    /** By name without dashes, whether it takes a value. */
    private final Map<String, Boolean> table;

    private final List<String> names;
    private final List<Option> options = new ArrayList<>();
    private int cards;
    private int netdevs;

    Writer(Random random, Map<String, Boolean> table) {
      this.random = random;
      this.table = table;
      Set<String> others = new TreeSet<>(table.keySet());
      others.removeAll(WRITTEN_ELSEWHERE);
      this.names = List.copyOf(others);
    }

    WrittenLine line() {
      options.clear();
      cards = 0;
      netdevs = 0;
      List<Runnable> parts = new ArrayList<>();
      for (int i = random.nextInt(10); i > 0; i--) {
        parts.add(this::foreign);
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        parts.add(this::network);
      }
      if (random.nextBoolean()) {
        parts.add(() -> add(Kind.FOREIGN, oneOf(List.of("-M", "-machine")), oneOf(MACHINES)));
      }
      Collections.shuffle(parts, random);
      parts.forEach(Runnable::run);
      return new WrittenLine(List.copyOf(options));
    }

    private void add(Kind kind, String... words) {
      options.add(new Option(kind, List.of(words)));
    }

    private <T> T oneOf(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    private String dashes() {
      return random.nextInt(6) == 0 ? "--" : "-";
    }

    private void foreign() {
      switch (random.nextInt(12)) {
        case 0 -> add(Kind.FOREIGN, dashes() + "device", oneOf(OTHER_DEVICES));
        case 1 ->
            add(
                Kind.FOREIGN,
                dashes() + "object",
                oneOf(
                    List.of(
                        "rng-random,id=n0,filename=/dev/urandom",
                        "{\"qom-type\":\"iothread\",\"id\":\"n0\"}",
                        "memory-backend-ram,id=m,size=1e3")));
        case 2 ->
            add(Kind.FOREIGN, "-set", oneOf(List.of("drive.n0.file=n0", "device.x9.a=b", "")));
        case 3 ->
            add(Kind.FOREIGN, oneOf(List.of("disk.img", "n0", "", "\u00ff\u0001", "user,id=n0")));
        case 4 -> add(Kind.FOREIGN, dashes() + "unknown-option");
        default -> {
          String name = oneOf(names);
          if (table.get(name)) {
            add(Kind.FOREIGN, dashes() + name, value());
          } else {
            add(Kind.FOREIGN, dashes() + name);
          }
        }
      }
    }

    private String value() {
      return switch (random.nextInt(8)) {
        case 0 -> bytes();
        case 1 -> oneOf(List.of("9", "x", ",", "{", "\u00ff")).repeat(1 + random.nextInt(20));
        default -> oneOf(VALUES);
      };
    }

    private String bytes() {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append((char) (1 + random.nextInt(255)));
      }
      return text.toString();
    }

    private void network() {
      switch (random.nextInt(8)) {
        case 0 -> add(Kind.NIC, dashes() + "nic", "user,model=" + oneOf(MODELS) + extra(",mac="));
        case 1 -> add(Kind.NET_CARD, dashes() + "net", "nic,model=e1000" + extra(",macaddr="));
        case 2 -> add(Kind.OF_NETWORK, dashes() + "net", oneOf(List.of("user", "tap,ifname=t")));
        default -> card();
      }
    }

    /** A card, mostly with a backend, which stands before or behind it. */
    private void card() {
      String id = "c" + cards++;
      boolean json = random.nextInt(3) == 0;
      boolean backed = random.nextInt(5) > 0;
      String netdev = "n" + netdevs++;
      Runnable backend = () -> netdev(netdev);
      boolean before = random.nextBoolean();
      if (backed && before) {
        backend.run();
      }
      add(
          Kind.CARD,
          dashes() + "device",
          json ? json(id, backed, netdev) : plain(id, backed, netdev));
      if (backed && !before) {
        backend.run();
      }
      if (!json && random.nextInt(4) == 0) {
        add(Kind.OF_NETWORK, "-set", "device." + id + ".mac=52:54:00:00:00:01");
      }
      if (backed && random.nextInt(8) == 0) {
        String filter = "filter-dump,id=f" + id + ",netdev=" + netdev + ",file=x" + extra(",y=");
        add(Kind.OF_NETWORK, "-object", filter);
      }
    }

    private String plain(String id, boolean backed, String netdev) {
      List<String> keys = new ArrayList<>(List.of("id=" + id, "bootindex=" + random.nextInt(9)));
      if (backed) {
        keys.add("netdev=" + netdev);
      }
      if (random.nextBoolean()) {
        keys.add("x-txburst=" + oneOf(List.of("1e3", "4096", "-1e-999", "0x10")));
      }
      Collections.shuffle(keys, random);
      return oneOf(List.of("", "driver="))
          + oneOf(MODELS)
          + ("," + String.join(",", keys))
          + extra(",serial=");
    }

    private String json(String id, boolean backed, String netdev) {
      List<String> members =
          new ArrayList<>(List.of("\"driver\":\"" + oneOf(MODELS) + "\"", "\"id\":\"" + id + "\""));
      if (backed) {
        members.add("\"netdev\":\"" + netdev + "\"");
      }
      members.add(
          "\"x-txburst\":" + oneOf(List.of("1e3", "4096", "1E+308", "-0.0e-10", "1e99999")));
      members.add("\"serial\":\"" + extra("").replace(",", "\\u002c") + "\"");
      Collections.shuffle(members, random);
      String space = oneOf(List.of("", " "));
      return "{" + space + String.join("," + space, members) + space + "}";
    }

    private void netdev(String id) {
      String value =
          switch (random.nextInt(6)) {
            case 0 -> "{\"type\":\"user\",\"id\":\"" + id + "\",\"hostname\":\"" + name() + "\"}";
            case 1 -> "tap,id=" + id + ",ifname=" + name() + "x";
            case 2 -> "id=" + id + ",type=user";
            case 3 -> "user,id=" + id + ",hostfwd=tcp::1e3-:80,hostname=" + name();
            default -> "user,id=" + id;
          };
      add(Kind.NETDEV, dashes() + "netdev", value);
    }

    private String name() { // of a host or an interface
      return random.nextInt(20) == 0 ? "h".repeat(LONG + random.nextInt(LONG)) : "h";
    }

    /** Nothing, or one more key. */
    private String extra(String key) {
      return random.nextInt(3) > 0 ? "" : key + oneOf(List.of("a,,b", "1e5", name(), "\u00e9"));
    }
  }

  /** All arguments. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    options.forEach(option -> words.addAll(option.words()));
    return words;
  }

  /** Those options of a kind. */
  List<Option> of(Kind kind) {
    return options.stream().filter(option -> option.kind() == kind).toList();
  }
}
