// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * An option that names a card or a backend and makes QEMU fail if that is not on the line: {@code
 * -set device.net0.mac=...}, {@code -object filter-dump,netdev=n0,...}.
 *
 * @param subject what kind of thing is named
 * @param id its id; never empty
 * @since 0.1
 */
@ImplementedByPlugins
public record Reference(Subject subject, String id) implements NetworkPart {

  /**
   * What a reference names.
   *
   * @since 0.1
   */
  @ImplementedByPlugins
  public enum Subject {
    /** A {@code -device}. */
    DEVICE,
    /** A {@code -netdev}. */
    NETDEV
  }

  /**
   * Checks that there is an id.
   *
   * @param subject as in the record
   * @param id as in the record
   */
  public Reference {
    Objects.requireNonNull(subject, "subject");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a reference to a " + subject + " without an id");
    }
  }
}
