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
    /** In any case, without a look at sockets: who runs already has not what the user asks for. */
    ALWAYS
  }

  /** Makes the lists immutable. */
  public OwnPasst {
    options = List.copyOf(options);
    forwards = List.copyOf(forwards);
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
