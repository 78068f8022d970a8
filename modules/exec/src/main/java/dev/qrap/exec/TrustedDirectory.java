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

  private static final String REMEDY = ", or say exec=descriptor";

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

  /**
   * Opens a directory for somebody who uses a path in it by himself, now or later: nobody but
   * trusted users can exchange what is in it, at any time. The path leads there without a link of
   * anybody else's.
   *
   * @throws HostException if it cannot be opened, or it or a directory above is not trusted
   */
  static TrustedDirectory openLasting(String path, Trust trust) throws HostException {
    OpenFile folder = TrustedWalk.place(path, trust);
    try {
      checkForGood(folder, trust);
    } catch (HostException e) {
      folder.close();
      throw e;
    }
    return new TrustedDirectory(path, folder);
  }

  /** Whether a path in which a name begins at some place was this directory's and that name. */
  boolean isOf(String other, int name) {
    return name == path.length() && other.startsWith(path);
  }

  /** Whether nobody but its owner can make anything in it. */
  boolean isClosedToOthers() throws HostException {
    return !folder.status().isWritableByOthers();
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

  /** A check that holds on: the owner of a sticky directory could still exchange what is in it. */
  private static void checkForGood(OpenFile folder, Trust trust) throws HostException {
    String directory = folder.realPath();
    for (FileStatus status : folder.upToRoot()) {
      if (!trust.accepts(status.owner())) {
        throw refusal(
            directory,
            ("QEMU itself would use the path, and the directory " + directory)
                + (" belongs to user " + status.owner() + ", who is not trusted; move the socket")
                + REMEDY);
      }
      if (status.isWritableByOthers() && !status.isSticky()) {
        throw refusal(
            directory,
            ("QEMU itself would use the path, and others can write to the directory " + directory)
                + ("; chmod go-w it" + REMEDY));
      }
      directory = directory.substring(0, Math.max(directory.lastIndexOf('/'), 0));
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
