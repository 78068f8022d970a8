// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.List;

/** The files of the host. All paths are byte strings. */
public interface Files {

  /** The most bytes of a configuration file: far more than anybody writes. */
  int CONFIGURATION_BYTES = 1024 * 1024;

  /** The most bytes of any other file: so many the JVM of the image can hold. */
  int FILE_BYTES = 32 * 1024 * 1024;

  /**
   * Reads a file of at most {@value #FILE_BYTES} bytes.
   *
   * @param path its path
   * @return its content, its owner and its mode, all of the same open file
   * @throws HostException if it cannot be read; its errno is {@code ENOENT} where there is none
   */
  HostFile read(String path) throws HostException;

  /**
   * Reads a configuration file. No symbolic link of a user who is not trusted is followed, and a
   * file of more than {@value #CONFIGURATION_BYTES} bytes is none.
   *
   * @param path its path
   * @param links whose links are followed
   * @return its content, its owner and its mode, all of the same open file
   * @throws HostException if it cannot be read; its errno is {@code ENOENT} where there is none
   */
  HostFile readConfiguration(String path, Trust links) throws HostException;

  /**
   * Puts a text into a file without a name, on a descriptor that the next program inherits, in
   * place of what was there. The file lies in memory and ends with its last descriptor.
   *
   * @param descriptor the number of the descriptor
   * @param content a byte string
   * @throws HostException if that fails
   */
  void passOn(int descriptor, String content) throws HostException;

  /**
   * What tells a file from the one that it replaces. Links are followed.
   *
   * @param path its path
   * @return its size and time
   * @throws HostException if it cannot be seen
   */
  FileVersion version(String path) throws HostException;

  /**
   * Reads what {@link #cache} wrote.
   *
   * @param folder the user's cache directory
   * @param name the file's name
   * @return a byte string; empty where there is nothing, or where somebody else can have written it
   */
  String cached(String folder, String name);

  /**
   * Writes a file for later launches, whole or not at all, into a directory of qrap's own within
   * the user's cache directory. Where that does not work, or is not safe, nothing happens.
   *
   * @param folder the user's cache directory
   * @param name the file's name
   * @param content a byte string, shorter than 64 KiB
   */
  void cache(String folder, String name, String content);

  /**
   * The directory of the runtime image that this process runs on.
   *
   * @return its path, with a slash at the end
   * @throws HostException if /proc cannot be read
   */
  String image() throws HostException;

  /**
   * The jars that a place offers, under the rules of docs/security.md.
   *
   * @param place a directory, of whose entries those count that end in {@code .jar}; or such a file
   * @return in the order of their paths; empty where the directory has none
   * @throws HostException if it cannot be read; its errno is {@code ENOENT} where there is none
   */
  List<CodeFile> jars(String place) throws HostException;

  /**
   * Tries a device: opens it for reading and writing, and closes it again.
   *
   * @param path its path
   * @throws HostException if that is refused; its errno is {@code ENOENT} where there is none,
   *     {@code EACCES} where others may use it
   */
  void tryDevice(String path) throws HostException;

  /**
   * Reads a symbolic link.
   *
   * @param path its path
   * @return where it leads, as the link says it; empty if the path is no link or cannot be read
   */
  String linkTarget(String path);

  /**
   * The names in a directory.
   *
   * @param directory its path
   * @return in the order of their bytes, without {@code .} and {@code ..}; empty if it cannot be
   *     read
   */
  List<String> names(String directory);

  /**
   * Makes a directory for sockets that only this user can use: in the directory of the user's
   * session, or in {@code /tmp}.
   *
   * @param session the directory of the user's session ({@code XDG_RUNTIME_DIR}); empty if there is
   *     none
   * @return the path of the new directory
   * @throws HostException if it cannot be made
   */
  String makePrivateDirectory(String session) throws HostException;

  /**
   * Makes a directory for sockets to which QEMU connects later.
   *
   * @param place the directory in which it is made. It is made too, unless it is there
   * @param prefix what its name begins with
   * @return the path of the new directory, which only this user can use
   * @throws HostException if it cannot be made; without an errno if the place is a link, belongs to
   *     another user, or can be used by others
   */
  String makeLastingDirectory(String place, String prefix) throws HostException;

  /**
   * Removes a directory and the files in it, as far as that works.
   *
   * @param directory what {@link #makePrivateDirectory} or {@link #makeLastingDirectory} returned
   */
  void removePrivateDirectory(String directory);
}
