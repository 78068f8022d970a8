// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.CodeFile;
import dev.qrap.core.host.HostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Jars whose code may run as a part of qrap: nobody but root and the user can write them, or
 * exchange them in their folder (docs/security.md).
 */
final class TrustedCode {

  private static final String SUFFIX = ".jar";

  /** Write permission for group and others, as in chmod(2). */
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final long user;

  /**
   * Code for a user.
   *
   * @param user the effective user id
   */
  TrustedCode(long user) {
    this.user = user;
  }

  /** The jars of a folder, or one jar. */
  List<CodeFile> jars(String place) throws HostException {
    if (FileStatus.of(place).isRegular()) {
      int slash = place.lastIndexOf('/');
      return List.of(jar(place, folderRefusal(place.substring(0, slash + 1))));
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
    String refusal = folderRefusal(place);
    List<CodeFile> jars = new ArrayList<>();
    for (String name : names) {
      jars.add(jar(place + (place.endsWith("/") ? "" : "/") + name, refusal));
    }
    return jars;
  }

  private CodeFile jar(String path, String folderRefusal) throws HostException {
    if (!folderRefusal.isEmpty()) {
      return new CodeFile(path, folderRefusal);
    }
    // A link may lead to where somebody else can exchange the file.
    try (OpenFile file = OpenFile.placeItself(path)) {
      FileStatus status = file.status();
      if (status.isLink()) {
        return new CodeFile(path, "it is a symbolic link, which is not followed; copy the file");
      }
      if (!status.isRegular()) {
        return new CodeFile(path, "it is no regular file");
      }
      return new CodeFile(path, refusal("it", status));
    }
  }

  /**
   * Why a folder or one above it cannot be trusted; empty where all can. In a sticky one, like
   * /tmp, others can add files of theirs, but not exchange ours.
   */
  private String folderRefusal(String path) throws HostException {
    OpenFile current = OpenFile.place(path);
    String what = "its folder";
    while (true) {
      try (OpenFile folder = current) {
        FileStatus status = folder.status();
        current = folder.entry("..", path);
        if (status.isSameFile(current.status())) {
          current.close();
          return ""; // the root folder: whoever owns that owns qrap too
        }
        String refusal = status.isSticky() ? "" : refusal(what, status);
        if (!refusal.isEmpty()) {
          current.close();
          return refusal;
        }
        what = "a folder above it";
      }
    }
  }

  private String refusal(String what, FileStatus status) {
    if (status.owner() != 0 && status.owner() != user) {
      return what + " belongs to user " + status.owner() + ", not to root or to who runs qrap";
    }
    if ((status.permissions() & WRITABLE_BY_OTHERS) != 0) {
      return what + " can be written by others (chmod go-w)";
    }
    return "";
  }
}
