// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.passt;

import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.Addresses;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkFeature.Mtu;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkFeature.Resolver;
import dev.qrap.spi.NetworkFeature.SearchDomain;
import java.util.ArrayList;
import java.util.List;

/** Options of passt(1): those that a user sets, and what passt is told for a feature. */
final class PasstOptions {

  /** Where passt listens, and whether it goes into the background: passt(1). */
  private static final List<String> GIVEN_BY_QRAP =
      List.of(
          "-F",
          "--fd",
          "-s",
          "--socket",
          "-f",
          "--foreground",
          "-1",
          "--one-off",
          VhostUser.OPTION,
          "-h",
          "--help",
          "--version");

  /** Two dashes and a letter; whatever is shorter is ambiguous to passt. */
  private static final int SHORTEST_PART = 3;

  /** With what addresses of the loopback interface begin (RFC 1122). */
  private static final int LOOPBACK = 127;

  /** With what addresses of groups begin (RFC 5771). */
  private static final int FIRST_OF_GROUPS = 224;

  private static final int LAST_OF_GROUPS = 239;

  private PasstOptions() {}

  /**
   * What a user set, word by word.
   *
   * @throws IllegalArgumentException if qrap gives one of the options itself
   */
  static List<String> parse(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int next = text.indexOf(' ', start);
      int end = next < 0 ? text.length() : next;
      String word = text.substring(start, end);
      if (!word.isEmpty()) {
        int equals = word.indexOf('=');
        if (isGivenByQrap(equals < 0 ? word : word.substring(0, equals))) {
          throw new IllegalArgumentException(
              "qrap starts passt and gives it this option itself: '" + word + "'");
        }
        words.add(word);
      }
      start = end + 1;
    }
    return words;
  }

  /** Long options may be shortened, getopt_long(3). */
  private static boolean isGivenByQrap(String option) {
    for (String given : GIVEN_BY_QRAP) {
      if (given.equals(option) || (option.length() > SHORTEST_PART && given.startsWith(option))) {
        return true;
      }
    }
    return false;
  }

  /** What passt is told for a feature; empty if it has nothing like it. */
  static List<String> of(NetworkFeature feature) {
    if (feature instanceof ForwardedPorts ports) {
      return forwarding(ports);
    }
    if (feature instanceof Addresses addresses) {
      return addresses(addresses);
    }
    if (feature instanceof Resolver resolver) {
      // --dns would let DHCP name this address, too. But then passt does not look for the resolver
      // of the host, and answers only if that one is 127.0.0.1 (seen with the versions of May 2025
      // and October 2026).
      return isRefused(resolver.address())
          ? List.of()
          : List.of("--dns-forward", resolver.address());
    }
    if (feature instanceof OneFamily family) {
      return List.of(family.ipv6() ? "--ipv6-only" : "--ipv4-only");
    }
    if (feature instanceof SearchDomain search) {
      return List.of("--search", search.domain());
    }
    return feature instanceof Mtu mtu ? List.of("--mtu", String.valueOf(mtu.bytes())) : List.of();
  }

  /** {@code -t 127.0.0.1/8090-8091:80-81}. Ports lead to the guest's own address alone. */
  private static List<String> forwarding(ForwardedPorts ports) {
    if (!ports.guestAddress().isEmpty()) {
      return List.of();
    }
    String address = ports.hostAddress().isEmpty() ? "" : ports.hostAddress() + "/";
    String host = range(ports.first(), ports.last());
    String guest = range(ports.guestFirst(), ports.guestLast());
    return List.of(ports.udp() ? "-u" : "-t", address + host + ":" + guest);
  }

  private static String range(int first, int last) {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }

  /**
   * passt needs the address, the netmask and the gateway together: otherwise the gateway of the
   * guest is outside of its network.
   */
  private static List<String> addresses(Addresses addresses) {
    int slash = addresses.network().indexOf('/');
    if (slash < 0 || isRefused(addresses.guest()) || isRefused(addresses.gateway())) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    add(words, "--address", addresses.guest());
    add(words, "--netmask", addresses.network().substring(slash + 1));
    add(words, "--gateway", addresses.gateway());
    return words;
  }

  /**
   * Whether passt ends when it is given an address: one that is no host's, or that of a loopback
   * interface. QEMU takes some of them.
   */
  private static boolean isRefused(String address) {
    int dot = address.indexOf('.');
    if (dot < 0) {
      return address.isEmpty(); // one of IPv6
    }
    int first = Integer.parseInt(address.substring(0, dot));
    boolean isGroup = first >= FIRST_OF_GROUPS && first <= LAST_OF_GROUPS;
    return first == LOOPBACK
        || isGroup
        || address.equals("0.0.0.0")
        || address.equals("255.255.255.255");
  }

  /**
   * What passt is told for a feature beside options that the user set. passt refuses some options
   * that are given twice, and the user's own say what he wants: then ours of the same group are
   * left out.
   *
   * @param set the options that the user set, word by word
   */
  static List<String> beside(NetworkFeature feature, List<String> set) {
    List<String> words = new ArrayList<>();
    List<String> all = of(feature);
    for (int i = 0; i < all.size(); i += 2) {
      boolean valued = i + 1 < all.size();
      if (!isSet(group(all.get(i)), set)) {
        words.addAll(all.subList(i, valued ? i + 2 : i + 1));
      }
    }
    return words;
  }

  /** Whether options name the interface whose addresses passt takes. */
  static boolean nameInterface(List<String> options) {
    return isSet(List.of("-i", "--interface"), options);
  }

  /** The options that say one thing together with an option of ours; empty if it stands alone. */
  private static List<String> group(String option) {
    return switch (option) {
      case "--address", "--netmask", "--gateway" ->
          List.of("-a", "--address", "-n", "--netmask", "-g", "--gateway");
      case "--dns-forward" -> List.of("-D", "--dns", "--dns-forward");
      case "--mtu" -> List.of("-m", "--mtu");
      default -> List.of();
    };
  }

  private static boolean isSet(List<String> group, List<String> set) {
    for (String word : set) {
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      boolean attached = option.length() > 2 && option.charAt(0) == '-' && option.charAt(1) != '-';
      if (group.contains(attached ? option.substring(0, 2) : option)) {
        return true;
      }
    }
    return false;
  }

  private static void add(List<String> words, String option, String value) {
    if (!value.isEmpty()) {
      words.add(option);
      words.add(value);
    }
  }
}
