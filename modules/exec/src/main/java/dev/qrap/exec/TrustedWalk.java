// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds what a path leads to, and follows no link of a user who is not trusted: such a user would
 * choose what is used (docs/security.md).
 */
final class TrustedWalk {

  /** As many as the kernel follows, path_resolution(7). */
  private static final int MAX_LINKS = 40;

  private final String path;
  private final Trust trust;

  /** The names that are still to be looked up, the next one first. */
  private final Deque<String> names = new ArrayDeque<>();

  private int links;

  private TrustedWalk(String path, Trust trust) {
    this.path = path;
    this.trust = trust;
  }

  /**
   * Opens a place in the file system without touching what is there.
   *
   * @param path any path
   * @param trust whose links are followed
   * @throws HostException if it is not there; without an errno if a link is not trusted
   */
  static OpenFile place(String path, Trust trust) throws HostException {
    OpenFile direct = OpenFile.place(path);
    boolean keep = false;
    try {
      // A path that is the real one has no link, so most need no walk.
      keep = direct.realPath().equals(withoutSlashAtEnd(path));
    } finally {
      if (!keep) {
        direct.close();
      }
    }
    return keep ? direct : new TrustedWalk(path, trust).walk();
  }

  private static String withoutSlashAtEnd(String path) {
    return path.endsWith("/") ? path.substring(0, Math.max(path.length() - 1, 1)) : path;
  }

  private OpenFile walk() throws HostException {
    push(path);
    OpenFile at = OpenFile.place(path.startsWith("/") ? "/" : ".");
    try {
      while (!names.isEmpty()) {
        OpenFile entry = at.entry(names.pop(), path);
        OpenFile next;
        try {
          next = behind(entry, at);
        } catch (HostException e) {
          entry.close();
          throw e;
        }
        if (next != entry) {
          entry.close();
        }
        if (next != at) {
          at.close();
          at = next;
        }
      }
    } catch (HostException e) {
      at.close();
      throw e;
    }
    return at;
  }

  /** Where the walk goes on: at the entry itself, or, if that is a link, where it begins. */
  private OpenFile behind(OpenFile entry, OpenFile directory) throws HostException {
    FileStatus status = entry.status();
    if (!status.isLink()) {
      return entry;
    }
    if (!trust.accepts(status.owner())) {
      throw new HostException(
          "use",
          path,
          Errno.NONE,
          ("a symbolic link in its path belongs to user " + status.owner())
              + ", who is not trusted; give the path without the link");
    }
    links++;
    if (links > MAX_LINKS) {
      throw new HostException("open", path, Errno.NONE, "too many symbolic links");
    }
    String target = entry.target();
    push(target);
    return target.startsWith("/") ? OpenFile.place("/") : directory;
  }

  private void push(String part) {
    int end = part.length();
    while (end > 0) {
      int start = part.lastIndexOf('/', end - 1) + 1;
      if (start < end) {
        names.push(part.substring(start, end));
      }
      end = start - 1;
    }
  }
}
