// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * What the setting {@code start} says.
 *
 * @param when when a backend is started
 * @param kind the kind of backend that is started; empty if the setting does not say
 */
public record StartRule(When when, String kind) {

  /** The default of the bare form. */
  static final StartRule IF_CONFIGURED = new StartRule(When.IF_CONFIGURED, "");

  /** The default of {@code qrap run}. */
  static final StartRule UNLESS_SOCKET = new StartRule(When.UNLESS_SOCKET, "");

  /** When a backend is started. */
  public enum When {
    /** Never, whatever else is set. */
    NEVER,
    /** If something is set that only a backend of the guest's own can do. */
    IF_CONFIGURED,
    /** In any case, unless the user names a socket. */
    UNLESS_SOCKET,
    /** If no backend answers. */
    IF_NONE,
    /** In any case. */
    ALWAYS
  }

  /** {@code no}, {@code if-none}, {@code always}, or the name of a kind for {@code if-none}. */
  record Type() implements ValueType<StartRule> {

    @Override
    public String label() {
      return "no|if-none|always|KIND";
    }

    @Override
    public StartRule parse(String text) {
      return switch (text) {
        case "no" -> new StartRule(When.NEVER, "");
        case "if-none" -> new StartRule(When.IF_NONE, "");
        case "always" -> new StartRule(When.ALWAYS, "");
        case "" ->
            throw new IllegalArgumentException(
                "it must be no, if-none, always or the name of a kind of backend");
        default -> new StartRule(When.IF_NONE, text);
      };
    }

    @Override
    public boolean emptyMeansUnset() {
      return false;
    }
  }
}
