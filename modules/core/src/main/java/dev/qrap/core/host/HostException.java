// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/** A call to the system that failed. */
public final class HostException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String call;
  private final String subject;
  private final Errno errno;
  private final String reason;

  /**
   * A call that failed.
   *
   * @param call the name of the call: {@code connect}
   * @param subject what it was called on: a path, {@code descriptor 5}
   * @param errno the error number; {@link Errno#NONE} if it was not the system that refused
   * @param reason errno's meaning, for people: {@code connection refused}
   */
  public HostException(String call, String subject, Errno errno, String reason) {
    // Without a stack trace, which nobody sees: a search may fail at a hundred sockets.
    super(null, null, false, false);
    this.call = call;
    this.subject = subject;
    this.errno = errno;
    this.reason = reason;
  }

  /** The call, its subject, the reason and the name of the error number. */
  @Override
  public String getMessage() {
    String name = errno.name().isEmpty() ? "" : " (" + errno.name() + ")";
    return call + " " + subject + ": " + reason + name;
  }

  /**
   * The call.
   *
   * @return its name
   */
  public String call() {
    return call;
  }

  /**
   * What it was called on.
   *
   * @return a path or a descriptor
   */
  public String subject() {
    return subject;
  }

  /**
   * The error number.
   *
   * @return {@link Errno#NONE} if it was not the system that refused
   */
  public Errno errno() {
    return errno;
  }

  /**
   * Whether the call failed with an error number.
   *
   * @param other the error number
   * @return true if it is the same
   */
  public boolean is(Errno other) {
    return errno.name().equals(other.name());
  }

  /**
   * What went wrong, for people.
   *
   * @return a phrase without the call and its subject
   */
  public String reason() {
    return reason;
  }
}
