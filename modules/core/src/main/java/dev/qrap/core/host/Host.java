// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.List;

/**
 * The machine that qrap runs on: all that a launch needs of it and nothing else. Implemented by
 * {@code dev.qrap.exec} with native calls, and by tests.
 *
 * <p>All paths and arguments are byte strings. One thread calls all methods.
 */
public interface Host {

  /**
   * What this process was given.
   *
   * @param argumentCount how many of the process's last arguments are the user's; those before them
   *     started the JVM
   * @return the arguments' bytes and the rest; taken anew by each call
   * @throws HostException if /proc cannot be read
   */
  ProcessContext processContext(int argumentCount) throws HostException;

  /**
   * Reads a file.
   *
   * @param path its path
   * @return its content, its owner and its mode, all of the same open file
   * @throws HostException if it cannot be read; its errno is {@code ENOENT} where there is none
   */
  HostFile read(String path) throws HostException;

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
   * @param folder the user's cache folder
   * @param name the file's name
   * @return a byte string; empty where there is nothing, or where somebody else can have written it
   */
  String cached(String folder, String name);

  /**
   * Writes a file for later launches, whole or not at all, into a folder of qrap's own within the
   * user's cache folder. Where that does not work, or is not safe, nothing happens.
   *
   * @param folder the user's cache folder
   * @param name the file's name
   * @param content a byte string, shorter than 64 KiB
   */
  void cache(String folder, String name, String content);

  /**
   * The folder of the runtime image that this process runs on.
   *
   * @return its path, with a slash at the end
   * @throws HostException if /proc cannot be read
   */
  String image() throws HostException;

  /**
   * The jars that a place offers, under the rules of docs/security.md.
   *
   * @param place a folder, of whose entries those count that end in {@code .jar}; or such a file
   * @return in the order of their paths; empty where the folder has none
   * @throws HostException if it cannot be read; its errno is {@code ENOENT} where there is none
   */
  List<CodeFile> jars(String place) throws HostException;

  /**
   * Whether a path is a program.
   *
   * @param path its path
   * @return {@link Program#MISSING} also where a directory of the path is missing
   */
  Program program(String path);

  /**
   * Connects to a UNIX stream socket whose owner is trusted, under the rules of docs/security.md.
   *
   * @param path the socket's path
   * @param trust whose sockets may be used
   * @param timeoutMillis how long connecting may take, and then each call of the socket
   * @return the connection
   * @throws HostException if it fails, with the errno of the call that failed; without an errno
   *     where the socket is not trusted
   */
  BackendSocket connect(String path, Trust trust, int timeoutMillis) throws HostException;

  /**
   * Looks at sockets without connecting: that alone would use up a one-off backend.
   *
   * @param paths the sockets' paths
   * @param trust whose sockets may be used
   * @return what is seen, in the same order
   * @throws HostException if the kernel does not say who listens
   */
  List<SocketStatus> look(List<String> paths, Trust trust) throws HostException;

  /**
   * Whether somebody listens on a socket and has no client, seen without connecting.
   *
   * @param path the socket's path
   * @param trust whose sockets may be used
   * @return false also where it is not trusted, or where that cannot be seen
   */
  boolean isIdle(String path, Trust trust);

  /**
   * Runs a program to its end. Of our descriptors it gets none; it reads from /dev/null.
   *
   * @param path the program's file
   * @param arguments its arguments with {@code argv[0]}
   * @param environment its environment, {@code NAME=VALUE} each
   * @param timeoutMillis how long it may take; then it is killed
   * @return how it ended and what it wrote
   * @throws HostException if it cannot be started, or takes too long: {@code ETIMEDOUT}
   */
  Finished run(String path, List<String> arguments, List<String> environment, int timeoutMillis)
      throws HostException;

  /**
   * Starts a backend of our own, with one end of a connection as its descriptor {@link
   * OwnBackend#DESCRIPTOR}. Else it gets what {@link #run} gives.
   *
   * @param path the program's file
   * @param arguments its arguments with {@code argv[0]}
   * @param environment its environment, {@code NAME=VALUE} each
   * @param timeoutMillis how long each call of the connection may take
   * @return the backend, with the other end
   * @throws HostException if it cannot be started
   */
  OwnBackend start(String path, List<String> arguments, List<String> environment, int timeoutMillis)
      throws HostException;

  /**
   * Checks that a port of this host could be listened on now.
   *
   * @param udp whether of UDP rather than TCP
   * @param address a numeric address; empty for all
   * @param port its number
   * @throws HostException if not: {@code EADDRINUSE}, {@code EACCES}, {@code EADDRNOTAVAIL}; {@code
   *     EINVAL} where the address is none
   */
  void checkPort(boolean udp, String address, int port) throws HostException;

  /**
   * Tries a device: opens it for reading and writing, and closes it again.
   *
   * @param path its path
   * @throws HostException if that is refused; its errno is {@code ENOENT} where there is none,
   *     {@code EACCES} where others may use it
   */
  void tryDevice(String path) throws HostException;

  /**
   * Whether somebody may be watching.
   *
   * @param descriptor a descriptor of this process
   * @return true if it is a terminal
   */
  boolean isTerminal(int descriptor);

  /**
   * A clock that only goes forward.
   *
   * @return milliseconds since any point in time
   */
  long milliseconds();

  /**
   * Waits.
   *
   * @param millis how long, in milliseconds
   */
  void pause(int millis);

  /**
   * Becomes another program: same process, same descriptors, signal mask as at the start of this
   * process, nothing of the JVM's.
   *
   * @param path the program's file
   * @param arguments its arguments with {@code argv[0]}
   * @param environment its environment, {@code NAME=VALUE} each
   * @return only ever the reason why it did not work; otherwise this process is that program
   */
  HostException execute(String path, List<String> arguments, List<String> environment);

  /**
   * A program that has ended.
   *
   * @param status its exit status as a shell tells it: 128 and more for a signal
   * @param output what it wrote to standard output and error, a byte string
   */
  record Finished(int status, String output) {}

  /** What a path is to somebody who wants to execute it. */
  enum Program {
    /** A file that may be executed. */
    EXECUTABLE,
    /** There, but a directory or not executable. */
    DENIED,
    /** Not there. */
    MISSING
  }
}
