// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.linux.ErrNo;
import com.sun.jna.platform.linux.Fcntl;
import dev.qrap.core.host.HostException;
import java.util.List;

/**
 * A program that runs beside us: posix_spawn(3), since fork(2) would copy one thread of a JVM. It
 * gets the signal mask that we were started with, /dev/null as standard input, a file in memory as
 * standard output and error, and no descriptor of those that QEMU is to inherit.
 */
final class ChildProcess implements AutoCloseable {

  /** More than glibc's posix_spawnattr_t (336) and posix_spawn_file_actions_t (80) have. */
  private static final int OPAQUE_BYTES = 512;

  private static final int POLL_MILLIS = 1;
  private static final int ENDED_BY_SIGNAL = 0x7f;

  private final int process;
  private final int output;
  private boolean ended;
  private int status;

  private ChildProcess(int process, int output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a program.
   *
   * @param path its file
   * @param arguments with argv[0]
   * @param environment {@code NAME=VALUE} each
   * @param passedOn what becomes its descriptors from 3 on, in this order; none is below 3
   * @param ownSession whether it gets a session of its own, so that what ends the programs of a
   *     terminal does not end it
   * @throws HostException if it cannot be started
   */
  static ChildProcess start(
      String path,
      List<String> arguments,
      List<String> environment,
      List<Integer> passedOn,
      boolean ownSession)
      throws HostException {
    int output = MemoryFile.create("output", path);
    try {
      Object argv = Libc.vector(arguments);
      int process = spawn(path, argv, Libc.vector(environment), output, passedOn, ownSession);
      return new ChildProcess(process, output);
    } catch (HostException e) {
      Libc.call("close", output);
      throw e;
    }
  }

  private static int spawn(
      String path, Object argv, Object envp, int output, List<Integer> passedOn, boolean ownSession)
      throws HostException {
    int[] process = new int[1];
    byte[] actions = new byte[OPAQUE_BYTES];
    byte[] attributes = new byte[OPAQUE_BYTES];
    byte[] file = Libc.cString(path);
    checkSpawn(path, "posix_spawn_file_actions_init", (Object) actions);
    checkSpawn(path, "posix_spawnattr_init", (Object) attributes);
    byte[] nothing = Libc.cString("/dev/null");
    checkSpawn(path, "posix_spawn_file_actions_addopen", actions, 0, nothing, Fcntl.O_RDWR, 0);
    checkSpawn(path, "posix_spawn_file_actions_adddup2", actions, output, 1);
    checkSpawn(path, "posix_spawn_file_actions_adddup2", actions, output, 2);
    int next = Libc.FIRST_NUMBER;
    for (int descriptor : passedOn) {
      checkSpawn(path, "posix_spawn_file_actions_adddup2", actions, descriptor, next++);
    }
    checkSpawn(path, "posix_spawn_file_actions_addclosefrom_np", actions, next);
    long[] mask = OwnProcess.originalSignalMask();
    checkSpawn(path, "posix_spawnattr_setsigmask", attributes, mask);
    int session = ownSession ? Abi.POSIX_SPAWN_SETSID : 0;
    short flags = (short) (Abi.POSIX_SPAWN_SETSIGMASK | session);
    checkSpawn(path, "posix_spawnattr_setflags", attributes, flags);
    checkSpawn(path, "posix_spawn", process, file, actions, attributes, argv, envp);
    Libc.call("posix_spawn_file_actions_destroy", (Object) actions);
    Libc.call("posix_spawnattr_destroy", (Object) attributes);
    return process[0];
  }

  /** Calls a function that answers with an error number. */
  private static void checkSpawn(String subject, String function, Object... arguments)
      throws HostException {
    int error = Libc.call(function, arguments);
    if (error != 0) {
      throw Libc.failure(function, subject, error);
    }
  }

  /**
   * Waits until it has ended, and leaves no zombie.
   *
   * @return whether it has
   */
  boolean awaitEnd(int timeoutMillis) {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
    while (!reap(Abi.WNOHANG)) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      Libc.pause(POLL_MILLIS);
    }
    return true;
  }

  /** Where our caller ignores SIGCHLD, the kernel reaps, and no status is known: ECHILD. */
  private boolean reap(int flags) {
    if (!ended) {
      int[] word = new int[1];
      int result = Libc.call("waitpid", process, word, flags);
      boolean reaped = result == -1 && Native.getLastError() == ErrNo.ECHILD;
      if (result == process) {
        status = word[0];
      }
      ended = result == process || reaped;
      if (ended) {
        forgetSignal();
      }
    }
    return ended;
  }

  /** QEMU must not find a child's SIGCHLD: where our caller blocks it, it would outlive exec. */
  private static void forgetSignal() {
    long[] signals = new long[Abi.SIGSET_BYTES / Long.BYTES];
    signals[0] = 1L << (Abi.SIGCHLD - 1);
    byte[] noTime = new byte[2 * Native.LONG_SIZE];
    Libc.call("sigtimedwait", signals, Pointer.NULL, noTime);
  }

  /** Its exit status as a shell tells it; 0 where nobody knows. Only for one that has ended. */
  int exitStatus() {
    int signal = status & ENDED_BY_SIGNAL;
    return signal == 0 ? status >> 8 & 0xff : 128 + signal;
  }

  /** What it has written to standard output and error so far, a byte string. */
  String output() throws HostException {
    try (OpenFile file = OpenFile.forReading("/proc/self/fd/" + output)) {
      return file.readAll();
    }
  }

  /** Lets nothing more be written: what runs on could fill the memory with it. */
  void sealOutput() {
    Libc.call("fcntl", output, Abi.F_ADD_SEALS, Abi.F_SEAL_GROW);
  }

  /** Ends all that runs in its session, if it has one of its own. */
  void endSession() {
    Libc.call("kill", -process, Abi.SIGKILL);
  }

  /** Ends it, if it has not ended, and forgets what it wrote. */
  @Override
  public void close() {
    if (!reap(Abi.WNOHANG)) {
      Libc.call("kill", process, Abi.SIGKILL);
      while (!reap(0)) {
        // A signal has interrupted the waiting.
      }
    }
    Libc.call("close", output);
  }
}
