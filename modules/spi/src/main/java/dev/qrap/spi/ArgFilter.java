// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * Recognises which options of QEMU's command line have to do with the network, for instance the
 * models of a family of cards.
 *
 * @apiNote Called by the planner, once for every option of the line, in the order of the line and
 *     before any {@link MachineProfile}. The first filter by priority that answers with anything
 *     settles the option; the others are not asked about it.
 * @implSpec A filter recognises and never rewrites. It is a function of its arguments alone, and
 *     goes by the option's keys and values: an option in a file has no text.
 * @since 0.1
 */
@FromPlugin
public interface ArgFilter extends Extension {

  /**
   * The network parts that an option holds.
   *
   * @param option an option of the line, of any name; it may hold no value, or a broken one
   * @param machine the machine that the line describes
   * @return empty where the option is none of this filter's; more than one part where it is several
   *     things at once, as {@code -nic} is a {@link Nic} and a {@link Backend}
   */
  List<NetworkPart> examine(QemuOption option, Machine machine);
}
