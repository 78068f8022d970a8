// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random texts to follow {@code -netdev user,id=n0,}: options that QEMU takes, and ones that it
 * refuses. What the host decides is left out: each port is named once, and all addresses of the
 * host are local ones.
 */
final class UserNetworkOptions {

  private static final List<String> PROTOCOLS = List.of("tcp", "tcp", "udp", "");
  private static final List<String> HOSTS = List.of("", "", "127.0.0.1", "0.0.0.0", "127.0.0.2");

  /** What begins with a dot is in the network. */
  private static final List<String> GUESTS = List.of("", "", "", ".15", "0.0.0.0");

  private static final List<String> GUEST_PORTS = List.of("22", "80", "0x16", "0120", "65535");

  private static final List<String> ODD_PROTOCOLS = List.of("TCP", "icmp", "tcp6", " tcp");
  private static final List<String> ODD_HOSTS =
      List.of("127.1", "0x7f.1", "0177.0.0.1", "localhost", "300.1.1.1", "127..1");
  private static final List<String> ODD_GUESTS =
      List.of(
          ".16", ".16", "192.168.76.9", "10.0.2", "10.131087", "x", "10.0.2.15.1", "010.0.2.15");
  private static final List<String> ODD_HOST_PORTS =
      List.of("", "0", "99999", "-1", "65536", "0x", "2a", "http", "1e3", "--5", "089");
  private static final List<String> ODD_GUEST_PORTS =
      List.of("", "0", "65536", "22 ", " 22", "+22", "-22", "0x", "x", "08");

  /** Networks, and with what the addresses begin that are named in them. */
  private static final Map<String, String> NETWORKS =
      new TreeMap<>(
          Map.of(
              "10.0.2.0/24", "10.0.2",
              "10.0.2.9/24", "10.0.2",
              "192.168.76.0/24", "192.168.76",
              "10.7.0.0/16", "10.7.2",
              "172.20.0.0/255.255.0.0", "172.20.2",
              "10.0.0.0/8", "10.0.2"));

  private static final List<String> ODD_NETWORKS =
      List.of(
          "10.0.2.0",
          "10.0.2.0/33",
          "10.0.2.0/3",
          "10.0.2.0/4",
          "10.0.2.0/30",
          "10.0.2.0/32",
          "10.0.2.0/",
          "10.0.2.0/x",
          "10.0.2.0/255.0.255.0",
          "10.0.2.0/24/24",
          "10.0.2/24",
          "/24",
          "x");

  private static final List<String> ADDRESS_KEYS = List.of("host", "dns");
  private static final List<String> ADDRESSES = List.of(".10", ".99", ".77");
  private static final List<String> ODD_ADDRESSES =
      List.of(
          "10.0.2.2",
          "10.0.2.3",
          "10.0.2.15",
          "10.0.3.1",
          "10.0.2.255",
          "10.0.2.0",
          "8.8.8.8",
          "x",
          "10.0.2",
          "0.0.0.0",
          "10.0.2.010");

  private static final List<String> FAMILIES =
      List.of(
          "",
          "",
          "",
          "",
          "ipv6=off",
          "ipv6=no",
          "noipv6",
          "ipv4=on,ipv6=on",
          "ipv4=on",
          "ipv4=off");

  private static final List<String> ODD_FAMILIES =
      List.of("ipv4=off,ipv6=off", "ipv6=Off", "ipv4=0", "ipv6=maybe", "ipv6=", "ipv4=n");

  private static final List<String> RESTRICTIONS =
      List.of("", "", "", "", "", "restrict=off", "restrict=no", "norestrict", "restrict=false");

  private static final List<String> ODD_RESTRICTIONS =
      List.of("restrict=on", "restrict=y", "restrict", "restrict=maybe", "restrict=1", "restrict=");

  private static final List<String> OTHERS =
      List.of(
          "hostname=guest",
          "hostname=",
          "tftp=/tmp",
          "bootfile=pxelinux.0",
          "domainname=lab.example",
          "dnssearch=lab.example",
          "dnssearch=a.example,dnssearch=b.example",
          "bogus=1",
          "vlan=0");

  /** Of so many values, one is odd. Most odd values are refused, and one is enough. */
  private static final int ODD_ONE_OF = 20;

  private static final int FIRST_PORT = 20_000;

  private final Random random;
  private int port = FIRST_PORT;

  /** With what an address begins that is in the network of these options. */
  private String prefix = "";

  UserNetworkOptions(long seed) {
    random = new Random(seed);
  }

  /** The port of the host that was named last, or the one before the first. */
  int lastPort() {
    return port;
  }

  /** The next text: a few options, and at least one. */
  String next() {
    List<String> options = new ArrayList<>();
    prefix = "10.0.2";
    if (random.nextInt(3) == 0) {
      String network = oneOf(List.copyOf(NETWORKS.keySet()), ODD_NETWORKS);
      prefix = NETWORKS.getOrDefault(network, prefix);
      options.add("net=" + network);
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      options.add(option());
    }
    options.add(oneOf(FAMILIES, ODD_FAMILIES));
    options.add(oneOf(RESTRICTIONS, ODD_RESTRICTIONS));
    options.removeIf(String::isEmpty);
    if (random.nextInt(4) == 0 && options.stream().noneMatch(UserNetworkOptions::isWithoutIpv4)) {
      options.add("dhcpstart=" + address(oneOf(ADDRESSES, ODD_ADDRESSES)));
    }
    Collections.shuffle(options, random);
    return String.join(",", options);
  }

  private static boolean isWithoutIpv4(String option) {
    return option.startsWith("ipv4=") && !option.startsWith("ipv4=on");
  }

  private String option() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> oneOf(ADDRESS_KEYS) + "=" + address(oneOf(ADDRESSES, ODD_ADDRESSES));
      case 2 -> oneOf(OTHERS);
      default -> "hostfwd=" + rule();
    };
  }

  private String rule() {
    if (isOdd()) {
      return oneOf(
          List.of("", "tcp", "tcp::", "tcp:2222:22", "tcp::2222-22", "::-:", "tcp::5-:6-7"));
    }
    return oneOf(PROTOCOLS, ODD_PROTOCOLS)
        + ":"
        + oneOf(HOSTS, ODD_HOSTS)
        + ":"
        + hostPort()
        + "-"
        + address(oneOf(GUESTS, ODD_GUESTS))
        + ":"
        + oneOf(GUEST_PORTS, ODD_GUEST_PORTS);
  }

  private String address(String text) {
    return text.startsWith(".") ? prefix + text : text;
  }

  private String hostPort() {
    if (isOdd()) {
      return oneOf(ODD_HOST_PORTS);
    }
    port++;
    return switch (random.nextInt(6)) {
      case 0 -> "0x" + Integer.toHexString(port);
      case 1 -> "0" + Integer.toOctalString(port);
      case 2 -> "+" + port;
      default -> String.valueOf(port);
    };
  }

  private boolean isOdd() {
    return random.nextInt(ODD_ONE_OF) == 0;
  }

  private String oneOf(List<String> usual, List<String> odd) {
    return oneOf(isOdd() ? odd : usual);
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
