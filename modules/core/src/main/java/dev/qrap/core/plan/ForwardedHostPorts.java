// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import java.util.ArrayList;
import java.util.List;

/** The ports of the host that lead to the guest, of all its cards: each can lead to one place. */
final class ForwardedHostPorts {

  private final List<ForwardedPorts> rules = new ArrayList<>();

  /**
   * Adds a rule.
   *
   * @return false if another rule does the same already
   * @throws LaunchException if another rule leads one of the ports somewhere else
   */
  boolean add(ForwardedPorts rule) throws LaunchException {
    for (ForwardedPorts other : rules) {
      if (other.udp() != rule.udp() || !overlap(other, rule)) {
        continue;
      }
      if (covers(other, rule)) {
        return false;
      }
      int port = Math.max(other.first(), rule.first());
      throw new LaunchException(
          (rule.protocol() + " port " + port + " of the host is forwarded twice: by ")
              + (other.written() + " and by " + rule.written() + "; remove one of them"));
    }
    rules.add(rule);
    return true;
  }

  private static boolean overlap(ForwardedPorts one, ForwardedPorts other) {
    boolean addresses = one.hostAddress().equals(other.hostAddress()) || isAny(one) || isAny(other);
    return addresses && one.first() <= other.last() && other.first() <= one.last();
  }

  /** Whether a rule does all that another one does. */
  private static boolean covers(ForwardedPorts one, ForwardedPorts other) {
    boolean addresses =
        one.hostAddress().isEmpty() || one.hostAddress().equals(other.hostAddress());
    return addresses
        && one.first() <= other.first()
        && other.last() <= one.last()
        && one.guestFirst() - one.first() == other.guestFirst() - other.first()
        && one.guestAddress().equals(other.guestAddress());
  }

  private static boolean isAny(ForwardedPorts rule) {
    return rule.hostAddress().isEmpty()
        || rule.hostAddress().equals("0.0.0.0")
        || rule.hostAddress().equals("::");
  }
}
