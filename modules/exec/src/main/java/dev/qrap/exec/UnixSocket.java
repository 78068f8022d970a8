// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connected UNIX stream socket, unix(7). */
final class UnixSocket implements BackendSocket, PassedOnDescriptors.Movable {

  /** sun_path's size; the last byte is the NUL. */
  private static final int SUN_PATH_BYTES = 108;

  /** After so much silence an answer is complete (docs/architecture.md, "The probe"). */
  private static final int DRAIN_SILENCE_MILLIS = 20;

  private static final int DRAIN_MILLIS = 200;
  private static final int DRAIN_BYTES = 64 * 1024;

  private static final int NONE = -1;

  private final String path;
  private final PassedOnDescriptors passedOn;
  private int descriptor;
  private int placed = NONE;

  /** The process that began to listen; not known of a pair. */
  private int peer = NONE;

  private UnixSocket(int descriptor, String path, PassedOnDescriptors passedOn) {
    this.descriptor = descriptor;
    this.path = path;
    this.passedOn = passedOn;
    passedOn.opened(this);
  }

  /**
   * Connects to a socket that is open as a place.
   *
   * @param place the socket; connecting goes to it, whatever its path leads to by now
   * @param spare has a socket to connect, and gets it back if nobody listens
   * @param passedOn gets the number of the descriptor that the connection is handed over on
   */
  static UnixSocket connect(
      OpenFile place,
      String path,
      Trust trust,
      int timeoutMillis,
      SpareSocket spare,
      PassedOnDescriptors passedOn)
      throws HostException {
    int descriptor = spare.take(path, timeoutMillis);
    byte[] address = address("/proc/self/fd/" + place.descriptor());
    try {
      Libc.check(path, "connect", descriptor, address, address.length);
    } catch (HostException e) {
      if (e.is(Errno.ECONNREFUSED)) {
        spare.putBack(descriptor);
      } else {
        Libc.call("close", descriptor);
      }
      throw e;
    }
    UnixSocket socket = new UnixSocket(descriptor, path, passedOn);
    try {
      // The time to receive is set now that somebody is there to answer.
      SocketTimeout.ofReceiving(path, descriptor, timeoutMillis);
      socket.checkPeer(trust);
    } catch (HostException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  /**
   * Takes an end of a pair that socketpair(2) made. It is the only one: what has the other end sees
   * the connection end when it is closed.
   *
   * @param name what the connection is called in messages
   */
  static UnixSocket ofPair(int descriptor, String name, PassedOnDescriptors passedOn) {
    return new UnixSocket(descriptor, name, passedOn);
  }

  void setTimeouts(int millis) throws HostException {
    SocketTimeout.ofSending(path, descriptor, millis);
    SocketTimeout.ofReceiving(path, descriptor, millis);
  }

  /** A sockaddr_un. */
  private static byte[] address(String path) {
    byte[] address = new byte[Short.BYTES + SUN_PATH_BYTES];
    address[Abi.LOW_BYTE_OF_SHORT] = Abi.AF_UNIX;
    byte[] name = Libc.cString(path);
    System.arraycopy(name, 0, address, Short.BYTES, name.length);
    return address;
  }

  /** Who listens: the user that the peer was when it began to, which is no proof of who reads. */
  private void checkPeer(Trust trust) throws HostException {
    int[] credentials = new int[3];
    int[] bytes = {credentials.length * Integer.BYTES};
    Libc.check(path, "getsockopt", descriptor, Abi.SOL_SOCKET, Abi.SO_PEERCRED, credentials, bytes);
    peer = credentials[0];
    long user = credentials[1] & 0xffff_ffffL;
    if (!trust.accepts(user)) {
      throw TrustedDirectory.refusal(
          path,
          ("user " + user + " listens there")
              + ", who is not trusted; the setting socket.owners can change that");
    }
  }

  @Override
  public void send(byte[] bytes) throws HostException {
    int sent =
        Libc.check(path, "send", descriptor, bytes, Abi.size(bytes.length), Abi.MSG_NOSIGNAL);
    if (sent != bytes.length) {
      throw new HostException("send", path, Errno.EAGAIN, "only a part could be sent in time");
    }
  }

  @Override
  public boolean awaitAnswer() throws HostException {
    return Libc.check(path, "recv", descriptor, new byte[1], Abi.size(1), Abi.MSG_PEEK) == 1;
  }

  @Override
  public String read(int bytes) throws HostException {
    byte[] buffer = new byte[bytes];
    String read = "";
    while (read.length() < bytes) {
      int count;
      try {
        count = Libc.check(path, "recv", descriptor, buffer, Abi.size(bytes - read.length()), 0);
      } catch (HostException e) {
        if (read.isEmpty()) {
          throw e;
        }
        return read;
      }
      if (count == 0) {
        return read;
      }
      read += new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
    }
    return read;
  }

  @Override
  public List<String> peerCommandLine() {
    return peer <= 0 ? List.of() : SocketProcesses.commandLine(peer);
  }

  @Override
  public void handOver(int number) throws HostException {
    setTimeouts(0);
    if (number != descriptor) {
      passedOn.makeRoom(number);
    }
    passedOn.place(descriptor, number);
    placed = number;
  }

  @Override
  public void moveFrom(int number) throws HostException {
    if (number == descriptor && number != placed) {
      int copy = Libc.check(path, "fcntl", descriptor, Abi.F_DUPFD_CLOEXEC, number + 1);
      Libc.call("close", descriptor);
      descriptor = copy;
    }
  }

  @Override
  public void discard() {
    if (descriptor == NONE) {
      return;
    }
    long deadline = System.nanoTime() + DRAIN_MILLIS * 1_000_000L;
    byte[] buffer = new byte[DRAIN_BYTES];
    int total = 0;
    int count = 1;
    while (count > 0 && total < DRAIN_BYTES && System.nanoTime() < deadline && readable()) {
      count = Libc.call("recv", descriptor, buffer, Abi.size(buffer.length), Abi.MSG_DONTWAIT);
      total += count;
    }
    close();
  }

  private boolean readable() {
    int[] poll = Abi.intAndShort(descriptor, Abi.POLLIN);
    return Libc.call("poll", poll, Abi.size(1), DRAIN_SILENCE_MILLIS) == 1;
  }

  @Override
  public void close() {
    if (descriptor == NONE) {
      return;
    }
    Libc.call("close", descriptor);
    if (placed != NONE && placed != descriptor) {
      Libc.call("close", placed);
    }
    passedOn.remove(placed);
    passedOn.closed(this);
    descriptor = NONE;
  }
}
