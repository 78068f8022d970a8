// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * Recognises which options of QEMU's command line have to do with the network, for instance the
 * models of a family of cards.
 *
 * @apiNote Called by the planner, once for every option of the line that {@link #optionNames} has,
 *     in the order of the line and before any {@link MachineProfile}. The first filter by priority
 *     that answers with anything settles the option; the others are not asked about it.
 * @implSpec A filter recognises and never rewrites. It is a function of its arguments alone, and
 *     goes by the option's keys and values: an option in a file has no text.
 * @since 0.1
 */
@ImplementedByPlugins
public interface ArgFilter extends Extension {

  /**
   * The network parts that an option holds.
   *
   * @param option an option of the line with one of the {@link #optionNames}; it may hold no value,
   *     or a broken one
   * @param machine the machine that the line describes
   * @return empty if the option is none of this filter's; more than one part if it is several
   *     things at once, as {@code -nic} is a {@link Nic} and a {@link Backend}
   */
  List<NetworkPart> examine(QemuOption option, Machine machine);

  /**
   * The names of the options that this filter can recognise. A launch does not ask it about others,
   * and so takes less time.
   *
   * @return names without dashes, as {@link QemuOption#name} has them: {@code device}; always the
   *     same. Empty, which is the default, if it wants to be asked about all options
   * @since 0.2
   */
  default List<String> optionNames() {
    return List.of();
  }

  /**
   * The names besides its own by which people can exclude a part of what this filter recognises,
   * for instance one for each family of cards: {@code exclude=filter:nic-e1000}.
   *
   * @return different names, by the rules of {@link #name}; always the same. Empty by default
   */
  default List<String> families() {
    return List.of();
  }

  /**
   * Which family an option belongs to. It is what {@code qrap plan} says has recognised the option.
   *
   * @param option an option that {@link #examine} has answered with at least one part
   * @return one of the {@link #families}, or the {@link #name} of this filter, which is the
   *     default. If the user excludes that family, the answer of {@code examine} does not count,
   *     and the next filter is asked about the option
   */
  default String family(QemuOption option) {
    return name();
  }
}
