// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * How QEMU gets to the backend: what its {@code -netdev} says, and what must be there for it.
 *
 * @apiNote Called by the planner in patch mode. The first strategy by priority that is available is
 *     used, unless {@code exec=} names one. With {@code exec=auto}, one that {@linkplain
 *     #recommended recommends itself} comes before all that do not.
 * @since 0.1
 */
@ImplementedByPlugins
public interface ExecStrategy extends Extension {

  /**
   * Whether this strategy works with the QEMU that will run.
   *
   * @param qemu that QEMU
   * @return yes, or no with the reason; always the same for the same QEMU
   */
  Availability available(QemuInfo qemu);

  /**
   * Whether this strategy serves the user of this QEMU better than others would. Asked only with
   * {@code exec=auto}, and only if it is available.
   *
   * @param qemu that QEMU
   * @return always the same for the same QEMU
   */
  default boolean recommended(QemuInfo qemu) {
    return false;
  }

  /**
   * What must be there before QEMU starts.
   *
   * @return always the same
   */
  Need need();

  /**
   * What {@code -netdev} says. It is asked for before anything is connected; if it speaks of the
   * connection it leaves a placeholder, see {@link Netdev#connectionKey()}.
   *
   * @param qemu the QEMU that will run; it is {@linkplain #available available} there
   * @return the backend; always the same for the same QEMU
   */
  Netdev netdev(QemuInfo qemu);
}
