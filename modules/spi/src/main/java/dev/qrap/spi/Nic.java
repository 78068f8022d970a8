// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * A network card of the guest: {@code -device e1000,netdev=n0}, {@code -net nic}, the card of a
 * {@code -nic}.
 *
 * @param model QEMU's name of the device, empty if the line leaves it to the board ({@code -net
 *     nic})
 * @param attachment how the card finds its backend
 * @param netdev the id of the backend; empty unless the attachment is {@link Attachment#NETDEV}
 * @param netdevKey the key by which the card names its backend: {@code netdev}; never empty
 * @param request what the card asks of the network: its MTU ({@code host_mtu=}); mostly nothing
 * @since 0.1
 */
@ImplementedByPlugins
public record Nic(
    String model, Attachment attachment, String netdev, String netdevKey, NetworkRequest request)
    implements NetworkPart {

  /**
   * How a card finds its backend (QEMU documentation, "Network options").
   *
   * @since 0.1
   */
  @ImplementedByPlugins
  public enum Attachment {
    /** By the id of a {@code -netdev}: {@code netdev=ID}. */
    NETDEV,
    /** The backend is in the same option: {@code -nic}. */
    SAME_OPTION,
    /** Through the hub that all {@code -net} options share. */
    HUB,
    /** Not at all: {@code -device e1000}. */
    NONE
  }

  /**
   * Checks that {@code netdev} is there exactly if the attachment needs it.
   *
   * @param model as in the record
   * @param attachment as in the record
   * @param netdev as in the record
   * @param netdevKey as in the record
   * @param request as in the record
   */
  public Nic {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(request, "request");
    if (netdevKey.isEmpty()) {
      throw new IllegalArgumentException("a card without a key for its backend");
    }
    if ((attachment == Attachment.NETDEV) == netdev.isEmpty()) {
      throw new IllegalArgumentException(
          "attachment " + attachment + " with netdev '" + netdev + "'");
    }
  }

  /**
   * A card that names its backend as most do, by {@code netdev}.
   *
   * @param model as in the record
   * @param attachment as in the record
   * @param netdev as in the record
   */
  public Nic(String model, Attachment attachment, String netdev) {
    this(model, attachment, netdev, "netdev");
  }

  /**
   * A card that asks nothing of the network.
   *
   * @param model as in the record
   * @param attachment as in the record
   * @param netdev as in the record
   * @param netdevKey as in the record
   */
  public Nic(String model, Attachment attachment, String netdev, String netdevKey) {
    this(model, attachment, netdev, netdevKey, NetworkRequest.NOTHING);
  }
}
