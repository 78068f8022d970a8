// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;
import java.util.Objects;

/**
 * How the program of a {@link BackendKind} is called for one guest. It must end by itself when the
 * connection to the guest ends.
 *
 * @param arguments its arguments after {@code argv[0]}, byte strings
 * @param lifetime what becomes of the process that is started
 * @param followUps what is asked of the backend once it has answered the probe, in this order
 * @since 0.2
 */
@ImplementedByPlugins
public record StartCommand(List<String> arguments, Lifetime lifetime, List<FollowUp> followUps) {

  /**
   * What becomes of the process that is started.
   *
   * @since 0.2
   */
  @ImplementedByPlugins
  public enum Lifetime {
    /** It ends with exit status 0 once it serves, and goes on in the background. */
    GOES_INTO_BACKGROUND,
    /** It serves until the connection ends. qrap detaches it from QEMU's process. */
    STAYS_IN_FOREGROUND,
    /**
     * As {@link #STAYS_IN_FOREGROUND}; and another process of the same program can go on with the
     * connection on its descriptor. If a signal ends the first one while QEMU runs, a shell starts
     * the next one. A backend that listens on a path gains nothing by it.
     */
    CAN_TAKE_OVER
  }

  /**
   * A request to a backend that serves: it is sent to a UNIX stream socket, and what comes back
   * must begin with certain bytes.
   *
   * @param path the path of the socket, a byte string
   * @param request what is sent, a byte string
   * @param expected with what the answer must begin, a byte string
   * @param purpose what it is for, for people: one line that can follow "cannot "
   * @since 0.2
   */
  @ImplementedByPlugins
  public record FollowUp(String path, String request, String expected, String purpose) {

    /**
     * Checks that nothing is null.
     *
     * @param path as in the record
     * @param request as in the record
     * @param expected as in the record
     * @param purpose as in the record
     */
    public FollowUp {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(request, "request");
      Objects.requireNonNull(expected, "expected");
      Objects.requireNonNull(purpose, "purpose");
    }
  }

  /**
   * Makes the lists immutable.
   *
   * @param arguments as in the record
   * @param lifetime as in the record
   * @param followUps as in the record
   */
  public StartCommand {
    arguments = List.copyOf(arguments);
    Objects.requireNonNull(lifetime, "lifetime");
    followUps = List.copyOf(followUps);
  }
}
