// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import dev.qrap.distribution.WrittenLine.Kind;
import dev.qrap.distribution.WrittenLine.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a line has lost. It knows from {@link WrittenLine} what each option was, and reads the
 * result by itself: with what QEMU's help says of which options take a value, and without any part
 * of qrap.
 */
final class KeptOptions {

  private static final Set<String> ALWAYS_OF_NETWORK = Set.of("netdev", "net", "nic");
  private static final Set<String> PERHAPS_OF_NETWORK = Set.of("device", "set", "object");

  /** What a card may have more than before. */
  private static final Pattern PLAIN_NETDEV = Pattern.compile(",netdev=[\\w.-]+");

  private static final Pattern JSON_NETDEV = Pattern.compile(",\"netdev\":\"[\\w.-]+\"\\s*\\}");

  private static final Pattern ID = Pattern.compile("(?:^|,|\\{)\"?id\"?[=:]\"?(\\w+)");

  /** Parts of {@code -nic} and {@code -net nic} that belong to the card. */
  private static final Pattern OF_CARD =
      Pattern.compile("(?:model|mac|macaddr)=[^,]*+(?:,,[^,]*+)*+");

  private final WrittenLine line;
  private final List<String> foreign = new ArrayList<>();
  private final List<Option> network = new ArrayList<>();

  KeptOptions(WrittenLine line, List<String> result, Map<String, Boolean> table) {
    this.line = line;
    Set<String> foreignValues = new HashSet<>();
    line.of(Kind.FOREIGN).forEach(option -> foreignValues.add(option.value()));
    for (int i = 0; i < result.size(); i++) {
      String word = result.get(i);
      String name = word.replaceFirst("^--?", "");
      boolean option = !name.equals(word);
      boolean valued = option && table.getOrDefault(name, false) && i + 1 < result.size();
      boolean ours =
          valued
              && (ALWAYS_OF_NETWORK.contains(name)
                  || (PERHAPS_OF_NETWORK.contains(name)
                      && !foreignValues.contains(result.get(i + 1))));
      if (ours) {
        network.add(new Option(Kind.OF_NETWORK, result.subList(i, i + 2)));
      } else {
        foreign.addAll(result.subList(i, i + (valued ? 2 : 1)));
      }
      i += valued ? 1 : 0;
    }
  }

  /** Whether an argument that is not about the network was lost, added, changed or moved. */
  boolean losesForeign() {
    List<String> expected = new ArrayList<>();
    line.of(Kind.FOREIGN).forEach(option -> expected.addAll(option.words()));
    return !foreign.equals(expected);
  }

  /**
   * Whether a card is gone, has lost something, or names a backend that it does not have any more,
   * under a policy that keeps all cards; and whether a guest without a card got none.
   *
   * @param adds whether a card is added if there is none
   */
  boolean losesCardOfKept(boolean adds) {
    List<String> devices = named("device");
    int next = 0;
    for (Option card : line.of(Kind.CARD)) {
      while (next < devices.size() && !isSameCard(card.value(), devices.get(next))) {
        next++;
      }
      if (next++ == devices.size()) {
        return true;
      }
    }
    int before = 0;
    for (Kind kind : List.of(Kind.CARD, Kind.NIC, Kind.NET_CARD)) {
      before += line.of(kind).size();
    }
    boolean none = before == 0 && devices.isEmpty() && named("nic").isEmpty();
    return !ids(line.of(Kind.NETDEV)).equals(ids(line.of(Kind.NETDEV).size()))
        || !keepsParts(line.of(Kind.NIC), options("nic"))
        || !keepsParts(line.of(Kind.NET_CARD), nicsOnHubs())
        || (adds && none);
  }

  /** Whether the guest has no card in the end, or one of those that were to be replaced. */
  boolean losesCardOfReplaced() {
    Set<String> old = new HashSet<>();
    line.of(Kind.CARD).forEach(card -> old.add(card.value()));
    List<String> devices = named("device");
    return devices.size() != 1
        || old.contains(devices.get(0))
        || named("netdev").size() != 1
        || !named("nic").isEmpty()
        || !named("net").isEmpty();
  }

  private static boolean isSameCard(String before, String after) {
    if (before.startsWith("{")) {
      String kept = before.substring(0, before.lastIndexOf('}'));
      return after.equals(before)
          || (after.startsWith(kept)
              && JSON_NETDEV.matcher(after.substring(kept.length())).matches());
    }
    return after.equals(before)
        || (after.startsWith(before)
            && PLAIN_NETDEV.matcher(after.substring(before.length())).matches());
  }

  private List<Option> options(String name) {
    return network.stream()
        .filter(option -> option.words().get(0).replaceFirst("^--?", "").equals(name))
        .toList();
  }

  private List<Option> nicsOnHubs() {
    return options("net").stream().filter(option -> option.value().startsWith("nic")).toList();
  }

  private List<String> named(String name) {
    return options(name).stream().map(Option::value).toList();
  }

  /** The ids of the first backends of the result. */
  private List<String> ids(int count) {
    List<Option> netdevs = options("netdev");
    return ids(netdevs.subList(0, Math.min(count, netdevs.size())));
  }

  private static List<String> ids(List<Option> netdevs) {
    List<String> ids = new ArrayList<>();
    for (Option netdev : netdevs) {
      Matcher id = ID.matcher(netdev.value());
      ids.add(id.find() ? id.group(1) : "");
    }
    return ids;
  }

  /** More may come behind them. */
  private static boolean keepsParts(List<Option> before, List<Option> after) {
    int count = Math.min(before.size(), after.size());
    return cardParts(before).equals(cardParts(after.subList(0, count)));
  }

  private static List<Set<String>> cardParts(List<Option> options) {
    List<Set<String>> parts = new ArrayList<>();
    for (Option option : options) {
      Set<String> of = new HashSet<>();
      Matcher part = OF_CARD.matcher(option.value());
      while (part.find()) {
        of.add(part.group());
      }
      parts.add(of);
    }
    return parts;
  }
}
