// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.spi.PluginSetting;
import java.util.List;

/**
 * A setting: its name, what its value may be, its default and its description. Files, variables,
 * options, help, man pages and the table of the user guide all follow from this one declaration,
 * see {@link Keys}. No record, whose {@code hashCode} would cost a launch several milliseconds.
 *
 * @param <T> the type of the value
 */
public final class Key<T> {

  /** With what the names of all variables begin. */
  static final String VARIABLE_PREFIX = "QRAP_";

  private static final String[] NONE = {};

  private final String name;
  private final ValueType<T> type;
  private final T fallback;
  private final T fallbackInRun;
  private final String withoutIt;
  private final String description;
  private final List<String> aliases;

  /**
   * Declares a setting.
   *
   * @param name its name in files: {@code socket.owners}
   * @param type what its value may be
   * @param fallback the value if nobody set one
   * @param withoutIt what happens if nobody set one, for people: {@code keep}, {@code none}
   * @param description what the value says, for people: a phrase without a full stop
   * @param aliases further names of its option: {@code -p}
   */
  Key(
      String name,
      ValueType<T> type,
      T fallback,
      String withoutIt,
      String description,
      String... aliases) {
    this(name, type, fallback, fallback, withoutIt, description, aliases);
  }

  /**
   * Declares a setting that has another default under {@code qrap run}.
   *
   * @param name as above
   * @param type as above
   * @param fallback the value of the bare form if nobody set one
   * @param fallbackInRun the value of {@code qrap run} if nobody set one
   * @param withoutIt as above, for both forms
   * @param description as above
   * @param aliases as above
   */
  Key(
      String name,
      ValueType<T> type,
      T fallback,
      T fallbackInRun,
      String withoutIt,
      String description,
      String... aliases) {
    this.name = name;
    this.type = type;
    this.fallback = fallback;
    this.fallbackInRun = fallbackInRun;
    this.withoutIt = withoutIt;
    this.description = description;
    this.aliases = List.of(aliases);
  }

  /**
   * Declares a setting whose value is any text, without a default.
   *
   * @param name its name in files: {@code org.example.acme.colour}
   * @param label what stands for the value in help texts: {@code COLOUR}
   * @param description what the value says, for people: a phrase without a full stop
   * @return the setting; its value is empty if nobody set one
   */
  public static Key<String> text(String name, String label, String description) {
    return new Key<>(name, new Text(label), "", "none", description);
  }

  /**
   * Declares a setting of a plugin.
   *
   * @param plugin the name of the plugin
   * @param setting what the plugin says of it
   * @return the setting; its value is empty if nobody set one
   */
  public static Key<String> of(String plugin, PluginSetting setting) {
    String name = plugin + "." + setting.name();
    boolean several = !setting.separator().isEmpty() && name.endsWith("s");
    String[] aliases = several ? new String[] {option(name.substring(0, name.length() - 1))} : NONE;
    ValueType<String> type = new PluginText(setting.label(), setting.separator());
    return new Key<>(name, type, "", "none", setting.description(), aliases);
  }

  /**
   * The name of the setting in files.
   *
   * @return lower-case words with dots between them: {@code socket.owners}
   */
  public String name() {
    return name;
  }

  /**
   * What stands for the value in help texts.
   *
   * @return {@code PATH}; {@code keep|replace} if these are all values; of a list {@code USER,...}
   */
  public String label() {
    return type.label();
  }

  /**
   * What stands between the values of a list.
   *
   * @return one char; empty if the setting has a single value
   */
  public String separator() {
    return type.separator();
  }

  /**
   * What holds if nobody sets a value.
   *
   * @param form how qrap was called
   * @return the value
   */
  public T fallback(LaunchForm form) {
    return form == LaunchForm.RUN ? fallbackInRun : fallback;
  }

  /**
   * What holds if nobody sets a value, for people.
   *
   * @return a word or a phrase without a full stop
   */
  public String withoutIt() {
    return withoutIt;
  }

  /**
   * What the value says, for people.
   *
   * @return a phrase without a full stop
   */
  public String description() {
    return description;
  }

  /**
   * The option of {@code qrap run}, {@code qrap plan} and {@code qrap doctor}.
   *
   * @return {@code --socket-owners} for {@code socket.owners}
   */
  public String option() {
    return option(name);
  }

  private static String option(String name) {
    return "--" + name.replace('.', '-');
  }

  /**
   * Further names of the option.
   *
   * @return with their dashes; empty if there are none
   */
  public List<String> aliases() {
    return aliases;
  }

  /**
   * The environment variable. Names are ASCII, so no locale is asked.
   *
   * @return {@code QRAP_SOCKET_OWNERS} for {@code socket.owners}
   */
  public String variable() {
    return variable(name);
  }

  /** The variable of a setting of a name. */
  static String variable(String name) {
    StringBuilder variable = new StringBuilder(VARIABLE_PREFIX);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      variable.append(c == '.' ? '_' : Character.toUpperCase(c));
    }
    return variable.toString();
  }

  boolean isOfPlugin() {
    return type instanceof PluginText;
  }

  /**
   * The value that a user wrote.
   *
   * @throws IllegalArgumentException if it is wrong; the message is the reason
   */
  T parse(String text, LaunchForm form) {
    return text.isEmpty() && type.emptyMeansUnset() ? fallback(form) : type.parse(text);
  }
}
