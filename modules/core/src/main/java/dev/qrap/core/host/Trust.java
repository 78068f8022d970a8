// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.Set;

/**
 * Whose sockets may be used (docs/security.md).
 *
 * @param user the effective user id of qrap
 * @param nobody whether user id 65534, which some backends become when root starts them, is trusted
 * @param owners further user ids, from {@code socket.owners}
 */
public record Trust(long user, boolean nobody, Set<Long> owners) {

  /** The user id of {@code nobody} on Linux. */
  public static final long NOBODY = 65534;

  /** Makes the set immutable. */
  public Trust {
    owners = Set.copyOf(owners);
  }

  /**
   * Whether a user is trusted to provide a backend.
   *
   * @param owner a user id
   * @return true for root, the own user, {@code nobody} where that is said, and the further ones
   */
  public boolean accepts(long owner) {
    return owner == 0 || owner == user || (nobody && owner == NOBODY) || owners.contains(owner);
  }
}
