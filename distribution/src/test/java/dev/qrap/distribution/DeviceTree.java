// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import dev.qrap.distribution.RealQemu.Card;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what QEMU's monitor answers to {@code info qtree} and {@code info network}. */
final class DeviceTree {

  private static final Pattern DEVICE = Pattern.compile("dev: ([^,]*), id \"(.*)\"");
  private static final Pattern BUS = Pattern.compile("bus: (.*)");
  private static final Pattern PROPERTY = Pattern.compile("([^ ]+) = \"?([^\"]*)\"?");
  private static final Pattern PEER = Pattern.compile(" *\\\\ ([^:]+): .*type=([a-z0-9-]+).*");
  private static final Pattern HUB_PORT =
      Pattern.compile(" *\\\\ (hub[0-9]+)port[0-9]+: .*type=([a-z0-9-]+).*");

  /** A device or a bus, with what encloses it. */
  private record Node(
      boolean device, int depth, String name, String id, Node parent, Map<String, String> values) {}

  private DeviceTree() {}

  static List<Card> cards(String tree, String network) {
    List<Card> cards = new ArrayList<>();
    for (Node node : nodes(tree)) {
      String netdev = node.values.getOrDefault("netdev", "");
      if (node.device && !netdev.isEmpty()) {
        cards.add(card(node, netdev, network));
      }
    }
    return cards;
  }

  /** A virtio card is two devices: its transport, which has id and address, and the card in it. */
  private static Card card(Node node, String netdev, String network) {
    boolean carried = node.parent.name.startsWith("virtio-bus") && node.parent.parent.device;
    Node card = carried ? node.parent.parent : node;
    return new Card(
        card.name,
        card.id,
        card.parent.name,
        card.values.getOrDefault("addr", card.values.getOrDefault("dev_id", "")),
        node.values.getOrDefault("mac", ""),
        netdev,
        backends(netdev, network));
  }

  private static List<Node> nodes(String tree) {
    List<Node> nodes = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>();
    for (String line : tree.lines().toList()) {
      String text = line.strip();
      int depth = line.indexOf(text);
      Matcher device = DEVICE.matcher(text);
      Matcher bus = BUS.matcher(text);
      boolean isDevice = device.matches();
      if (isDevice || bus.matches()) {
        while (!open.isEmpty() && open.peek().depth >= depth) {
          open.pop();
        }
        String name = isDevice ? device.group(1) : bus.group(1);
        String id = isDevice ? device.group(2) : "";
        Node node = new Node(isDevice, depth, name, id, open.peek(), new HashMap<>());
        open.push(node);
        nodes.add(node);
        continue;
      }
      Matcher property = PROPERTY.matcher(text);
      if (property.matches() && !open.isEmpty()) {
        open.peek().values.putIfAbsent(property.group(1), property.group(2));
      }
    }
    return nodes;
  }

  /** What is at the other end: one backend, or all others on the same hub. */
  private static List<String> backends(String netdev, String network) {
    List<String> backends = new ArrayList<>();
    String hub = netdev.startsWith("hub") ? netdev.substring(0, netdev.indexOf("port")) : "";
    for (String line : network.lines().toList()) {
      Matcher port = HUB_PORT.matcher(line);
      Matcher peer = PEER.matcher(line);
      if (port.matches()) {
        if (port.group(1).equals(hub) && !port.group(2).equals("nic")) {
          backends.add(port.group(2));
        }
      } else if (peer.matches() && peer.group(1).equals(netdev)) {
        backends.add(peer.group(2));
      }
    }
    return backends.stream().sorted().toList();
  }
}
