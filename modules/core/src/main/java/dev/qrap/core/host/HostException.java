// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/** A call to the system that failed. */
public final class HostException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String call;
  private final String subject;
  private final String errno;
  private final String reason;

  /**
   * A call that failed.
   *
   * @param call the name of the call: {@code connect}
   * @param subject what it was called on: a path, {@code descriptor 5}
   * @param errno errno's name: {@code ECONNREFUSED}; empty where the system did not refuse
   * @param reason errno's meaning, for people: {@code connection refused}
   */
  public HostException(String call, String subject, String errno, String reason) {
    super(call + " " + subject + ": " + reason + (errno.isEmpty() ? "" : " (" + errno + ")"));
    this.call = call;
    this.subject = subject;
    this.errno = errno;
    this.reason = reason;
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
   * The error's name.
   *
   * @return {@code ENOENT}; empty where the system did not refuse
   */
  public String errno() {
    return errno;
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
