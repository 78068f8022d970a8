// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * Says where a backend may be listening.
 *
 * @apiNote Called by the launcher after planning, only if the plan needs a connection. The
 *     candidates of all locators are tried in turn, those of the higher priority first, until one
 *     answers the probe.
 * @implSpec A locator goes by its argument alone and touches no file: whether a candidate exists,
 *     whose it is and whether it answers is found out by {@code dev.qrap.exec}, under the rules of
 *     docs/security.md. If the user has configured a socket, that one is the only candidate: a
 *     locator of default places answers nothing.
 * @since 0.1
 */
@ImplementedByPlugins
public interface SocketLocator extends Extension {

  /**
   * The sockets to try.
   *
   * @param from what a locator may go by
   * @return candidates in the order in which to try them; empty if this locator has none
   */
  List<SocketCandidate> locate(LocatorContext from);
}
