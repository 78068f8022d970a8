// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.CodeFile;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Jars whose code may run as a part of qrap: nobody but root and the user can write them, or
 * exchange them in their directory (docs/security.md).
 */
final class TrustedCode {

  private static final String SUFFIX = ".jar";

  private final long user;

  /**
   * Code for a user.
   *
   * @param user the effective user id
   */
  TrustedCode(long user) {
    this.user = user;
  }

  /** The jars of a directory, or one jar. */
  List<CodeFile> jars(String place) throws HostException {
    if (FileStatus.of(place).isRegular()) {
      int slash = place.lastIndexOf('/');
      return jars(place.substring(0, slash + 1), List.of(place.substring(slash + 1)));
    }
    List<String> names = new ArrayList<>();
    try (Directory directory = Directory.open(place)) {
      for (String name = directory.next(); !name.isEmpty(); name = directory.next()) {
        if (name.endsWith(SUFFIX)) {
          names.add(name);
        }
      }
    }
    if (names.isEmpty()) {
      return List.of();
    }
    Collections.sort(names);
    return jars(place, names);
  }

  /**
   * The JVM opens a jar by its path, so that is one without links, of directories that were
   * checked.
   */
  private List<CodeFile> jars(String place, List<String> names) throws HostException {
    try (OpenFile folder = TrustedWalk.place(place, new Trust(user, false, Set.of()))) {
      String refusal = refusal(folder);
      String path = folder.realPath();
      List<CodeFile> jars = new ArrayList<>();
      for (String name : names) {
        String jar = path + (path.endsWith("/") ? "" : "/") + name;
        jars.add(new CodeFile(jar, refusal.isEmpty() ? refusal(folder, name, jar) : refusal));
      }
      return jars;
    } catch (HostException e) {
      if (e.is(Errno.NONE)) {
        return List.of(new CodeFile(place, e.reason()));
      }
      throw e;
    }
  }

  private String refusal(OpenFile folder, String name, String path) throws HostException {
    try (OpenFile file = folder.entry(name, path)) {
      FileStatus status = file.status();
      if (status.isLink()) {
        return "it is a symbolic link, which is not followed; copy the file";
      }
      return status.isRegular() ? refusal("it", status) : "it is no regular file";
    }
  }

  /** Why a directory or one above it cannot be trusted; empty where all can. */
  private String refusal(OpenFile folder) throws HostException {
    String what = "its directory";
    for (FileStatus status : folder.upToRoot()) {
      String refusal = refusal(what, status);
      if (!refusal.isEmpty()) {
        return refusal;
      }
      what = "a directory above it";
    }
    return "";
  }

  private String refusal(String what, FileStatus status) {
    if (status.owner() != 0 && status.owner() != user) {
      return what
          + " belongs to user "
          + status.owner()
          + ", not to root or to the user who runs qrap";
    }
    // In a sticky directory, like /tmp, others can add files of theirs, but not exchange ours.
    if (status.isWritableByOthers() && !status.isSticky()) {
      return what + " can be written by others (chmod go-w)";
    }
    return "";
  }
}
