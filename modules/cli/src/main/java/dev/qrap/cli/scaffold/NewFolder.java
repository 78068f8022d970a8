// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.JavaPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * A directory that gets its files all at once or not at all. It may be there already, but empty.
 */
public final class NewFolder {

  private final String name;

  /** What has been made and must go again if something fails, the last first. */
  private final Deque<Path> made = new ArrayDeque<>();

  /**
   * A directory.
   *
   * @param name its path, a byte string
   */
  public NewFolder(String name) {
    this.name = name;
  }

  /**
   * Writes the files.
   *
   * @param files their texts by their paths within the directory
   * @throws LaunchException if that cannot be; then all is as it was
   */
  public void write(Map<String, String> files) throws LaunchException {
    Path folder;
    try {
      folder = JavaPath.of(name).toAbsolutePath();
    } catch (IllegalArgumentException e) {
      throw cannotWrite(name, e.getMessage());
    }
    requireEmpty(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      try {
        writeFile(folder.resolve(file.getKey()), file.getValue());
      } catch (IOException e) {
        removeAll(e);
        throw cannotWrite(name + "/" + file.getKey(), reason(e));
      }
    }
  }

  private void requireEmpty(Path folder) throws LaunchException {
    if (!Files.exists(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      if (entries.iterator().hasNext()) {
        throw cannotWrite(name, "it is not empty");
      }
    } catch (NotDirectoryException e) {
      throw cannotWrite(name, "it is a file");
    } catch (IOException e) {
      throw cannotWrite(name, reason(e));
    }
  }

  private void writeFile(Path file, String text) throws IOException {
    makeFolder(file.getParent());
    Files.createFile(file);
    made.push(file);
    Files.writeString(file, text);
  }

  private void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      makeFolder(folder.getParent());
      Files.createDirectory(folder);
      made.push(folder);
    }
  }

  private void removeAll(IOException failure) {
    for (Path path : made) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        failure.addSuppressed(e); // no reason to leave the rest
      }
    }
  }

  private static LaunchException cannotWrite(String what, String reason) {
    return new LaunchException(
        "cannot write " + what + ": " + reason + "; name a directory that does not exist yet");
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : failure.getClass().getSimpleName();
  }
}
