// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;

/**
 * The directory of a socket, found once and kept open, so that nobody can exchange it between check
 * and use (docs/security.md).
 */
final class TrustedDirectory implements AutoCloseable {

  private final String path;
  private final OpenFile folder;

  private TrustedDirectory(String path, OpenFile folder) {
    this.path = path;
    this.folder = folder;
  }

  /**
   * Opens a directory that nobody but trusted users can exchange.
   *
   * @throws HostException if it cannot be opened, or it or a directory above is not trusted
   */
  static TrustedDirectory open(String path, Trust trust) throws HostException {
    OpenFile folder = OpenFile.place(path);
    try {
      checkUpwards(path, folder, trust);
    } catch (HostException e) {
      folder.close();
      throw e;
    }
    return new TrustedDirectory(path, folder);
  }

  String path() {
    return path;
  }

  /**
   * Opens a socket in this directory, without connecting: that alone would use up a one-off
   * backend.
   *
   * @throws HostException if it is not there, is no socket, or is not trusted
   */
  OpenFile socket(String name, String subject, Trust trust) throws HostException {
    OpenFile socket = folder.entry(name, subject);
    try {
      FileStatus status = socket.status();
      if (status.isLink()) {
        throw refusal(subject, "a symbolic link, which is not followed");
      }
      if (!status.isSocket()) {
        throw refusal(subject, "not a socket");
      }
      if (!trust.accepts(status.owner())) {
        throw refusal(
            subject,
            ("it belongs to user " + status.owner())
                + ", who is not trusted; the setting socket.owners can change that");
      }
    } catch (HostException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  static HostException refusal(String subject, String reason) {
    return new HostException("use", subject, Errno.NONE, reason);
  }

  /** Whoever owns a directory above can exchange all below, unless it is sticky, like /tmp. */
  private static void checkUpwards(String path, OpenFile folder, Trust trust) throws HostException {
    for (FileStatus status : folder.upToRoot()) {
      if (!status.isSticky() && !trust.accepts(status.owner())) {
        throw refusal(
            path,
            ("the directory or one above belongs to user " + status.owner())
                + ", who is not trusted; the setting socket.owners can change that");
      }
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
