// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.QemuOption;
import java.util.List;

/**
 * An option that has to do with the network.
 *
 * @param option the option
 * @param parts what a filter found in it; not empty
 * @param filter the name of that filter
 */
record NetworkOption(QemuOption option, List<NetworkPart> parts, String filter) {

  /** The first part of a sort; null where there is none. */
  <T extends NetworkPart> T part(Class<T> sort) {
    for (NetworkPart part : parts) {
      if (sort.isInstance(part)) {
        return sort.cast(part);
      }
    }
    return null;
  }
}
