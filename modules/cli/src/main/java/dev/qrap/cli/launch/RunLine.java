// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.qemu.EmulatorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words after {@code qrap run} or {@code qrap plan}: options, and then QEMU's arguments. These
 * begin after the first {@code --}, or with the first word that names a QEMU and is not the value
 * of an option. Both end the options even if one of them lacks its value, so that what QEMU gets
 * never depends on what stands before. A socket called {@code --} is {@code ./--}.
 *
 * @param options what the options set, in the order of the settings
 * @param flags the options that set nothing, as they are written: {@code --json}
 * @param arguments QEMU's arguments; not empty
 */
public record RunLine(List<Setting> options, List<String> flags, List<String> arguments) {

  private static final String SEPARATOR = "--";

  /** The option for any setting: {@code --set KEY=VALUE}. */
  public static final String SET = "--set";

  /**
   * Takes a line apart that is as it should be. A launch and a plan do this and not picocli, which
   * costs more time than all the rest of them.
   *
   * @param words the words after {@code run} or {@code plan}
   * @param keys the settings that there are
   * @param known the options that set nothing; they have no value
   * @return empty if there is anything that picocli must look at: {@code --help}, an option of a
   *     plugin, a mistake
   */
  public static Optional<RunLine> parse(List<String> words, Keys keys, List<String> known) {
    int start = argumentsStart(words, keys);
    List<String> arguments = arguments(words, start);
    List<Setting> options = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    int i = 0;
    while (i < start && !words.get(i).equals(SEPARATOR)) {
      String word = words.get(i);
      if (known.contains(word)) {
        flags.add(word);
        i++;
        continue;
      }
      int equals = word.startsWith(SEPARATOR) ? word.indexOf('=') : -1;
      boolean attached = equals > 0;
      boolean valued = attached || i + 1 < start;
      String name = attached ? word.substring(0, equals) : word;
      if (!valued || !isValued(name, keys)) {
        return Optional.empty();
      }
      String value = attached ? word.substring(equals + 1) : words.get(i + 1);
      if (value.equals(SEPARATOR) || !add(options, name, value, keys)) {
        return Optional.empty();
      }
      i += attached ? 1 : 2;
    }
    return arguments.isEmpty()
        ? Optional.empty()
        : Optional.of(new RunLine(options, flags, arguments));
  }

  private static boolean add(List<Setting> options, String name, String value, Keys keys) {
    if (name.equals(SET)) {
      Optional<Setting> setting = setting(value);
      setting.ifPresent(options::add);
      return setting.isPresent();
    }
    Key<?> key = key(name, keys).orElseThrow();
    return options.add(new Setting(key.name(), value, key.option()));
  }

  /**
   * What the value of a {@link #SET} sets.
   *
   * @param text the value
   * @return the setting; empty if the value is not like {@code KEY=VALUE}
   */
  public static Optional<Setting> setting(String text) {
    int equals = text.indexOf('=');
    return equals <= 0
        ? Optional.empty()
        : Optional.of(new Setting(text.substring(0, equals), text.substring(equals + 1), SET));
  }

  /**
   * Where QEMU's arguments begin.
   *
   * @param words the words after the command
   * @param keys the settings that there are
   * @return the place of the {@code --} or of the word that names QEMU; the number of words if
   *     there is neither
   */
  public static int argumentsStart(List<String> words, Keys keys) {
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i);
      if (word.equals(SEPARATOR) || EmulatorName.isQemu(word)) {
        return i;
      }
      if (!word.startsWith("-")) {
        int separator = words.subList(i, words.size()).indexOf(SEPARATOR);
        return separator < 0 ? words.size() : i + separator;
      }
      boolean hasValue =
          i + 1 < words.size()
              && isValued(word, keys)
              && !words.get(i + 1).equals(SEPARATOR)
              && (word.equals(Keys.QEMU.option()) || !EmulatorName.isQemu(words.get(i + 1)));
      i += hasValue ? 2 : 1;
    }
    return words.size();
  }

  /**
   * QEMU's arguments.
   *
   * @param words the words after the command
   * @param start what {@link #argumentsStart} said of them
   * @return what follows the {@code --}, or all from the word that names QEMU
   */
  public static List<String> arguments(List<String> words, int start) {
    boolean separated = start < words.size() && words.get(start).equals(SEPARATOR);
    return words.subList(separated ? start + 1 : start, words.size());
  }

  private static boolean isValued(String option, Keys keys) {
    return option.equals(SET) || key(option, keys).isPresent();
  }

  private static Optional<Key<?>> key(String option, Keys keys) {
    for (Key<?> key : keys.keys()) {
      if (key.option().equals(option) || key.aliases().contains(option)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
