// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * How QEMU gets to the backend: what its {@code -netdev} says, what else must be on the line for
 * it, and what must be there before QEMU starts.
 *
 * @apiNote Called by the planner in patch mode. The first strategy by {@linkplain #priority
 *     priority} that is available is used, unless {@code exec=} names one; qrap's own come first.
 *     With {@code exec=auto}, one that {@linkplain #recommended recommends itself} comes before all
 *     that do not.
 * @since 0.1
 */
@ImplementedByPlugins
public interface ExecStrategy extends Extension {

  /**
   * Whether this strategy works for the guest.
   *
   * @param guest the QEMU that will run, the machine, the card and the memory
   * @return yes, or no with the reason; always the same for the same guest
   */
  Availability available(Guest guest);

  /**
   * Whether this strategy serves the user of this guest better than others would. Asked only with
   * {@code exec=auto}, and only if it is available.
   *
   * @param guest that guest
   * @return always the same for the same guest
   */
  default boolean recommended(Guest guest) {
    return false;
  }

  /**
   * What must be there before QEMU starts.
   *
   * @return always the same
   */
  Need need();

  /**
   * What QEMU speaks to the backend. A backend that does not speak it is passed over.
   *
   * @return always the same; {@link Protocol#FRAMES} by default
   */
  default Protocol protocol() {
    return Protocol.FRAMES;
  }

  /**
   * Whether the backend reads and writes the guest's memory. If so, qrap adds options that let it,
   * unless the line has them already.
   *
   * @param guest a guest for which it is {@linkplain #available available}
   * @return always the same for the same guest; false by default, and for a guest whose memory is
   *     not {@link GuestMemory#shareable}
   */
  default boolean needsSharedMemory(Guest guest) {
    return false;
  }

  /**
   * The kind of backend that QEMU starts by itself. What QEMU must tell that backend is in {@link
   * Guest#backendArguments}: qrap asks the kind for it.
   *
   * @return the name of a {@link BackendKind}, always the same; empty, which is the default, if
   *     QEMU starts none. The {@link #need} is {@link Need#NONE} otherwise
   */
  default String startsBackend() {
    return "";
  }

  /**
   * What {@code -netdev} says. It is asked for before anything is connected; if it speaks of the
   * connection it leaves a placeholder, see {@link Netdev#connectionKey()}.
   *
   * @param guest a guest for which it is {@linkplain #available available}
   * @return the backend; always the same for the same guest
   */
  Netdev netdev(Guest guest);

  /**
   * What must be on the line before that {@code -netdev}, such as a {@code -chardev} or an {@code
   * -object}. At most one place of the netdev and of these options is the connection.
   *
   * @param guest a guest for which it is {@linkplain #available available}
   * @return the options in the order in which they are written, their ids made of {@link
   *     Guest#name}; none by default; always the same for the same guest
   */
  default List<AddedOption> options(Guest guest) {
    return List.of();
  }

  /**
   * What must be said of the machine.
   *
   * @param guest a guest for which it is {@linkplain #available available}
   * @return properties of {@code -machine}, which QEMU merges with those of the line; none by
   *     default; always the same for the same guest
   */
  default List<Property> machineProperties(Guest guest) {
    return List.of();
  }
}
