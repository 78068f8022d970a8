// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.linux.ErrNo;
import dev.qrap.core.host.CodeFile;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.FileVersion;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.HostFile;
import dev.qrap.core.host.OwnBackend;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.SocketPlace;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.StartedProgram;
import dev.qrap.core.host.Trust;
import java.util.List;
import java.util.Optional;

/** This Linux machine. */
public final class LinuxHost implements Host {

  /** So much of a file tells a script from a program: the latter begins with a header. */
  private static final int SCRIPT_START_BYTES = 128;

  private final PassedOnDescriptors passedOn = new PassedOnDescriptors();
  private final SpareSocket spare = new SpareSocket(passedOn);

  /** The directory of the last socket; candidates come in rows from the same one. */
  private Optional<TrustedDirectory> lastDirectory = Optional.empty();

  /** Called by ServiceLoader. */
  public LinuxHost() {}

  @Override
  public ProcessContext processContext(int argumentCount) throws HostException {
    ProcessContext process = OwnProcess.context(argumentCount);
    passedOn.reset(process.descriptors());
    return process;
  }

  @Override
  public HostFile read(String path) throws HostException {
    try (OpenFile file = OpenFile.forReading(path)) {
      return content(file, path, FILE_BYTES);
    }
  }

  @Override
  public HostFile readConfiguration(String path, Trust links) throws HostException {
    try (OpenFile place = TrustedWalk.place(path, links)) {
      if (!place.status().isRegular()) {
        throw notRegular(path); // which the reading of a device could change
      }
      try (OpenFile file = place.reopened()) {
        return content(file, path, CONFIGURATION_BYTES);
      }
    }
  }

  private static HostFile content(OpenFile file, String path, int limit) throws HostException {
    FileStatus status = file.status();
    if (!status.isRegular()) {
      throw notRegular(path);
    }
    return new HostFile(file.readAll(limit), status.owner(), status.permissions());
  }

  private static HostException notRegular(String path) {
    return new HostException("read", path, Errno.NONE, "not a regular file");
  }

  @Override
  public void passOn(int descriptor, String content) throws HostException {
    MemoryFile.passOn(descriptor, content, passedOn);
  }

  @Override
  public FileVersion version(String path) throws HostException {
    FileStatus status = FileStatus.of(path);
    return new FileVersion(status.size(), status.modified());
  }

  @Override
  public String cached(String folder, String name) {
    return new UserCache(folder).read(name);
  }

  @Override
  public void cache(String folder, String name, String content) {
    new UserCache(folder).write(name, content);
  }

  @Override
  public String image() throws HostException {
    return OwnProcess.image();
  }

  @Override
  public List<CodeFile> jars(String place) throws HostException {
    return new TrustedCode(OwnProcess.user()).jars(place);
  }

  @Override
  public Program program(String path) {
    // First the call that says no: a search asks of many paths where nothing is.
    int denied = Libc.call("faccessat", Abi.AT_FDCWD, Libc.cString(path), Abi.X_OK, Abi.AT_EACCESS);
    if (denied != 0) {
      int errno = Native.getLastError();
      // EPERM is the answer of a filter of system calls.
      return errno == ErrNo.EACCES || errno == ErrNo.EPERM ? Program.DENIED : Program.MISSING;
    }
    try {
      return FileStatus.of(path).isRegular() ? Program.EXECUTABLE : Program.DENIED;
    } catch (HostException e) {
      return e.is(Errno.EACCES) || e.is(Errno.EPERM) ? Program.DENIED : Program.MISSING;
    }
  }

  @Override
  public String linkTarget(String path) {
    try {
      return Libc.linkTarget(path);
    } catch (HostException e) {
      return "";
    }
  }

  @Override
  public SocketPlace find(String path, Trust trust) throws HostException {
    int name = path.lastIndexOf('/') + 1;
    OpenFile place = directory(path, name, trust).socket(path.substring(name), path, trust);
    return new FoundSocket(place, path, trust, spare, passedOn);
  }

  /** The directory of a path, with its slash. */
  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash + 1);
  }

  /** What stands in that directory. */
  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String lastingPath(String path, Trust trust) throws HostException {
    try (TrustedDirectory directory = TrustedDirectory.openLasting(parent(path), trust);
        OpenFile socket = directory.socket(name(path), path, trust)) {
      return socket.realPath();
    }
  }

  @Override
  public boolean isExclusive(String path, Trust trust) {
    try (TrustedDirectory directory = TrustedDirectory.openLasting(parent(path), trust)) {
      return directory.isClosedToOthers();
    } catch (HostException e) {
      return false;
    }
  }

  @Override
  public boolean isListening(String path, Trust trust) {
    // One system call for what is rarely there: a search may ask of a hundred sockets.
    boolean isThere = Libc.call("access", Libc.cString(path), Abi.F_OK) == 0;
    return isThere && new SocketInspector(trust).isListening(path);
  }

  @Override
  public List<String> names(String directory) {
    return Directory.names(directory);
  }

  @Override
  public String makePrivateDirectory(String session) throws HostException {
    return PrivateDirectory.make(session);
  }

  @Override
  public String makeLastingDirectory(String place, String prefix) throws HostException {
    return PrivateDirectory.makeIn(place, prefix);
  }

  @Override
  public void removePrivateDirectory(String directory) {
    PrivateDirectory.remove(directory);
  }

  @Override
  public List<SocketStatus> look(List<String> paths, Trust trust) throws HostException {
    return new SocketInspector(trust).at(paths);
  }

  @Override
  public boolean isIdle(String path, Trust trust) {
    return new SocketInspector(trust).isIdle(path);
  }

  /** The directory of a path in which a name begins at this place. */
  private TrustedDirectory directory(String path, int name, Trust trust) throws HostException {
    if (lastDirectory.isEmpty() || !lastDirectory.get().isOf(path, name)) {
      TrustedDirectory next = TrustedDirectory.open(parent(path), trust);
      if (lastDirectory.isPresent()) {
        lastDirectory.get().close();
      }
      lastDirectory = Optional.of(next);
    }
    return lastDirectory.get();
  }

  @Override
  public Finished run(
      String path, List<String> arguments, List<String> environment, int timeoutMillis)
      throws HostException {
    try (ChildProcess child = ChildProcess.start(path, arguments, environment, List.of(), false)) {
      if (!child.awaitEnd(timeoutMillis)) {
        throw new HostException(
            "run", path, Errno.ETIMEDOUT, "does not end within " + timeoutMillis + " ms");
      }
      return new Finished(child.exitStatus(), child.output());
    }
  }

  @Override
  public OwnBackend startConnected(Call call, int timeoutMillis) throws HostException {
    return ConnectedProgram.start(call, timeoutMillis, passedOn);
  }

  @Override
  public StartedProgram start(Call call) throws HostException {
    return SpawnedProgram.start(call, List.of());
  }

  @Override
  public void checkPort(boolean udp, String address, int port) throws HostException {
    Port.check(udp, address, port);
  }

  @Override
  public void tryDevice(String path) throws HostException {
    OpenFile.device(path).close();
  }

  @Override
  public void end(long process) {
    Libc.call("kill", Math.toIntExact(process), Abi.SIGTERM);
  }

  @Override
  public long process() {
    return Libc.call("getpid");
  }

  @Override
  public boolean isTerminal(int descriptor) {
    return Libc.call("isatty", descriptor) == 1;
  }

  @Override
  public long milliseconds() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void pause(int millis) {
    Libc.pause(millis);
  }

  @Override
  public HostException execute(String path, List<String> arguments, List<String> environment) {
    try {
      byte[] file = Libc.cString(path);
      Object argv = Libc.vector(arguments);
      Object envp = Libc.vector(environment);
      passedOn.closeOthersOnExec();
      long[] mask = OwnProcess.originalSignalMask();
      int error = Libc.call("pthread_sigmask", Abi.SIG_SETMASK, mask, Pointer.NULL);
      if (error != 0) {
        return Libc.failure("pthread_sigmask", path, error);
      }
      Libc.call("execve", file, argv, envp);
      int reason = Native.getLastError();
      if (reason == ErrNo.ENOEXEC && isScript(path)) {
        Libc.call("execvpe", file, argv, envp); // which gives a script without "#!" to the shell
        reason = Native.getLastError();
      }
      return Libc.failure("exec", path, reason);
    } catch (HostException e) {
      return e;
    }
  }

  /**
   * Whether a file that the kernel cannot execute may be text for the shell. To the shell, a
   * program of another machine's is a list of odd commands, and an empty file one that succeeds.
   */
  private static boolean isScript(String path) {
    byte[] start = new byte[SCRIPT_START_BYTES];
    try (OpenFile file = OpenFile.forReading(path)) {
      int length = file.read(start);
      for (int i = 0; i < length; i++) {
        if (start[i] == 0) {
          return false;
        }
      }
      return length > 0;
    } catch (HostException e) {
      return false; // The shell could not read it either.
    }
  }
}
