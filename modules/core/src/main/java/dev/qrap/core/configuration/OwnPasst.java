// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.core.host.OwnBackend;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether and how a launch starts a passt for its guest alone.
 *
 * @param when on what condition
 * @param options what the user gives it, each a word
 * @param forwards ports of the host that lead to the guest
 */
public record OwnPasst(When when, List<String> options, List<PortForward> forwards) {

  /** The program, looked for in PATH. */
  public static final String PROGRAM = "passt";

  /** None is started. */
  public static final OwnPasst NEVER = new OwnPasst(When.NEVER, List.of(), List.of());

  /** On what condition a passt is started. */
  public enum When {
    /** Never. */
    NEVER,
    /** Where no socket answers. */
    NO_BACKEND,
    /**
     * In any case, without a look at sockets: a backend that runs already cannot be told what the
     * user asks for.
     */
    ALWAYS
  }

  /** Makes the lists immutable. */
  public OwnPasst {
    options = List.copyOf(options);
    forwards = List.copyOf(forwards);
  }

  /**
   * What the settings say. A user who sets options or ports wants a passt that has them, so that
   * {@code start} need not be set too.
   *
   * @param settings the settings
   * @return whether and how a passt is started
   */
  public static OwnPasst of(Settings settings) {
    if (settings.get(Keys.START) == StartPolicy.NEVER) {
      return NEVER;
    }
    List<String> options = settings.get(Keys.PASST_OPTIONS);
    List<PortForward> forwards = settings.get(Keys.FORWARD);
    if (!options.isEmpty() || !forwards.isEmpty()) {
      return new OwnPasst(When.ALWAYS, options, forwards);
    }
    return settings.get(Keys.START) == StartPolicy.IF_NO_BACKEND
        ? new OwnPasst(When.NO_BACKEND, options, forwards)
        : NEVER;
  }

  /** What was set in vain, one line each. */
  static List<String> unusedSettings(Settings settings) {
    boolean configured =
        !settings.get(Keys.PASST_OPTIONS).isEmpty() || !settings.get(Keys.FORWARD).isEmpty();
    if (!configured) {
      return List.of();
    }
    if (settings.get(Keys.START) == StartPolicy.NEVER) {
      return List.of(
          "forward and passt.options are not used: start=no (" + settings.origin(Keys.START) + ")");
    }
    String socket = settings.get(Keys.SOCKET);
    return socket.isEmpty()
        ? List.of()
        : List.of(
            "socket="
                + socket
                + " is not used: forward and passt.options ask for a passt of the guest's own");
  }

  /**
   * How it is called: passt(1).
   *
   * @return its arguments with {@code argv[0]}
   */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(PROGRAM);
    arguments.add("--fd");
    arguments.add(String.valueOf(OwnBackend.DESCRIPTOR));
    arguments.addAll(options);
    for (PortForward forward : forwards) {
      arguments.addAll(List.of(forward.option()));
    }
    return arguments;
  }
}
