// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/**
 * An error number of the system, by its name: errno(3). Those that qrap must tell apart are
 * constants.
 *
 * @param name its name: {@code ENOENT}; empty for {@link #NONE}
 */
public record Errno(String name) {

  /** In place of an error number, if it was not the system that refused. */
  public static final Errno NONE = new Errno("");

  /** No permission. */
  public static final Errno EACCES = new Errno("EACCES");

  /** The address is in use: somebody listens on this port. */
  public static final Errno EADDRINUSE = new Errno("EADDRINUSE");

  /** The host has no such family of addresses: no IPv6. */
  public static final Errno EAFNOSUPPORT = new Errno("EAFNOSUPPORT");

  /** Nothing came, or nothing could be sent, in time. */
  public static final Errno EAGAIN = new Errno("EAGAIN");

  /** There is no such descriptor. */
  public static final Errno EBADF = new Errno("EBADF");

  /** Nobody listens at the address. */
  public static final Errno ECONNREFUSED = new Errno("ECONNREFUSED");

  /** The peer closed the connection while something was unread. */
  public static final Errno ECONNRESET = new Errno("ECONNRESET");

  /** This process has as many descriptors as it may have. */
  public static final Errno EMFILE = new Errno("EMFILE");

  /** The system has as many open files as it may have. */
  public static final Errno ENFILE = new Errno("ENFILE");

  /** There is no such file. */
  public static final Errno ENOENT = new Errno("ENOENT");

  /** A part of the path is no directory. */
  public static final Errno ENOTDIR = new Errno("ENOTDIR");

  /** What this user may not do at all, or what a filter of system calls refuses. */
  public static final Errno EPERM = new Errno("EPERM");

  /** The peer closed the connection. */
  public static final Errno EPIPE = new Errno("EPIPE");

  /** The socket is of another type: it takes datagrams. */
  public static final Errno EPROTOTYPE = new Errno("EPROTOTYPE");

  /** It took too long. */
  public static final Errno ETIMEDOUT = new Errno("ETIMEDOUT");
}
