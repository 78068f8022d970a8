// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;
import java.util.Set;

/**
 * The host's end of a network connection: {@code -netdev user,id=n0}, {@code -net tap}, the backend
 * of a {@code -nic}.
 *
 * @param type QEMU's name of the backend: {@code user}, {@code tap}, {@code stream}, ...; empty if
 *     the option does not say
 * @param id the id by which a card or another option refers to it; empty if it has none
 * @param provision who has to provide it
 * @param keptKeys the keys of this option that do not belong to the backend and stay when another
 *     takes its place: {@code id} of a {@code -netdev}, also {@code model} and {@code mac} of a
 *     {@code -nic}. With {@code id} if there is one, and never with {@code type}
 * @param request what the user asked of this backend, which another one does only if it is told
 * @since 0.1
 */
@ImplementedByPlugins
public record Backend(
    String type, String id, Provision provision, Set<String> keptKeys, NetworkRequest request)
    implements NetworkPart {

  /**
   * Who has to provide a backend.
   *
   * @since 0.1
   */
  @ImplementedByPlugins
  public enum Provision {
    /** The host: a kind that qrap's connection can replace ({@code user}, {@code tap}, ...). */
    HOST,
    /** Somebody already did: the option is a connection ({@code stream}, {@code socket}, ...). */
    CONNECTED,
    /** Nobody: the user wants no network ({@code none}). */
    NOBODY
  }

  /**
   * Checks that nothing is null and makes the set immutable.
   *
   * @param type as in the record
   * @param id as in the record
   * @param provision as in the record
   * @param keptKeys as in the record
   * @param request as in the record
   */
  public Backend {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(provision, "provision");
    keptKeys = Set.copyOf(keptKeys);
    Objects.requireNonNull(request, "request");
  }
}
