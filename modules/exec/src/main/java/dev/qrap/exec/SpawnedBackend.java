// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.OwnBackend;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A child with one end of a socketpair(2). */
final class SpawnedBackend implements OwnBackend {

  private final ChildProcess child;
  private final UnixSocket socket;

  private SpawnedBackend(ChildProcess child, UnixSocket socket) {
    this.child = child;
    this.socket = socket;
  }

  /**
   * Starts it. Its end is closed here: we see then when it ends. It does not get ours: it sees then
   * when QEMU ends.
   *
   * @param passedOn gets the number of the descriptor that our end is handed over on
   */
  static SpawnedBackend start(
      String path,
      List<String> arguments,
      List<String> environment,
      int timeoutMillis,
      PassedOnDescriptors passedOn)
      throws HostException {
    byte[] pair = new byte[2 * Integer.BYTES];
    int type = Abi.SOCK_STREAM | Abi.SOCK_CLOEXEC;
    Libc.check(path, "socketpair", Abi.AF_UNIX, type, 0, pair);
    ByteBuffer numbers = ByteBuffer.wrap(pair).order(ByteOrder.nativeOrder());
    int ours = Libc.aboveStandard(numbers.getInt(), path);
    UnixSocket socket = UnixSocket.ofPair(ours, path, passedOn);
    int its = numbers.getInt();
    try {
      its = Libc.aboveStandard(its, path);
      socket.setTimeouts(timeoutMillis);
      return new SpawnedBackend(
          ChildProcess.start(path, arguments, environment, List.of(its)), socket);
    } catch (HostException e) {
      socket.close();
      throw e;
    } finally {
      Libc.call("close", its);
    }
  }

  @Override
  public BackendSocket socket() {
    return socket;
  }

  @Override
  public boolean awaitEnd(int timeoutMillis) {
    return child.awaitEnd(timeoutMillis);
  }

  @Override
  public int exitStatus() {
    return child.exitStatus();
  }

  @Override
  public String output() throws HostException {
    return child.output();
  }

  @Override
  public void stop() {
    socket.close();
    child.close();
  }
}
