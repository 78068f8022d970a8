// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.OwnBackend;
import dev.qrap.core.host.Programs.Call;
import java.util.List;

/** A program with one end of a socketpair(2). */
final class ConnectedProgram implements OwnBackend {

  /** As passt asks for on its own socket; the kernel gives no more than it allows, socket(7). */
  private static final int BUFFER_BYTES = 8 * 1024 * 1024;

  private final SpawnedProgram program;
  private final UnixSocket socket;

  private ConnectedProgram(SpawnedProgram program, UnixSocket socket) {
    this.program = program;
    this.socket = socket;
  }

  /**
   * Starts it. Its end is closed here: we see then when it ends. It does not get ours: it sees then
   * when QEMU ends.
   *
   * @param passedOn gets the number of the descriptor that our end is handed over on
   */
  static ConnectedProgram start(Call call, int timeoutMillis, PassedOnDescriptors passedOn)
      throws HostException {
    String path = call.path();
    int[] pair = new int[2];
    int type = Abi.SOCK_STREAM | Abi.SOCK_CLOEXEC;
    Libc.check(path, "socketpair", Abi.AF_UNIX, type, 0, pair);
    int ours = Libc.aboveStandard(pair[0], path);
    UnixSocket socket = UnixSocket.ofPair(ours, path, passedOn);
    int its = pair[1];
    try {
      its = Libc.aboveStandard(its, path);
      enlarge(its, Abi.SO_SNDBUF);
      enlarge(its, Abi.SO_RCVBUF);
      socket.setTimeouts(timeoutMillis);
      return new ConnectedProgram(SpawnedProgram.start(call, List.of(its)), socket);
    } catch (HostException e) {
      socket.close();
      throw e;
    } finally {
      Libc.call("close", its);
    }
  }

  /**
   * Lets the program send more before QEMU has read it. passt enlarges the buffers of the socket on
   * which it listens, and not those of one that it is given: with the kernel's default, a guest
   * receives at a tenth of the speed (docs/performance.md, "Network speed"). If it fails, it is
   * only slower.
   */
  private static void enlarge(int descriptor, int option) {
    int[] size = {BUFFER_BYTES};
    Libc.call("setsockopt", descriptor, Abi.SOL_SOCKET, option, size, Integer.BYTES);
  }

  @Override
  public BackendSocket socket() {
    return socket;
  }

  @Override
  public boolean awaitEnd(int timeoutMillis) {
    return program.awaitEnd(timeoutMillis);
  }

  @Override
  public String ending() {
    return program.ending();
  }

  @Override
  public String output() throws HostException {
    return program.output();
  }

  @Override
  public void leave() {
    program.leave();
  }

  @Override
  public void stop() {
    socket.close();
    program.stop();
  }
}
