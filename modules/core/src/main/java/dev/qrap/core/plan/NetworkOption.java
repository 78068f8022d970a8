// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.QemuOption;
import java.util.List;
import java.util.Optional;

/**
 * An option that has to do with the network.
 *
 * @param option the option
 * @param parts what a filter found in it; not empty
 * @param filter the name of that filter, or of its family that the option belongs to
 */
record NetworkOption(QemuOption option, List<NetworkPart> parts, String filter) {

  /** The first part of a sort; empty if there is none. */
  <T extends NetworkPart> Optional<T> part(Class<T> sort) {
    for (NetworkPart part : parts) {
      if (sort.isInstance(part)) {
        return Optional.of(sort.cast(part));
      }
    }
    return Optional.empty();
  }
}
