// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.host.BackendSocket;
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
import dev.qrap.core.host.SocketStatus.State;
import dev.qrap.core.host.StartedProgram;
import dev.qrap.core.host.Trust;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A machine made of maps, with a clock that only moves when somebody waits. It writes down what is
 * done to it and never becomes another program.
 */
public final class FakeHost implements Host {

  /** What a connection to a socket meets. */
  public enum Peer {
    /** A backend that can be seen to have no client. Whoever connects would use it up. */
    IDLE,
    /** A backend that answers the probe. */
    ANSWERING,
    /** A backend with another client, which closes before the probe is sent. */
    BUSY_AT_ONCE,
    /** A backend with another client, which closes when the probe has been sent. */
    BUSY_AFTER_PROBE,
    /** Somebody who reads the probe and closes. */
    CLOSING,
    /** Somebody who says nothing, until the time is over. */
    SILENT,
    /** Somebody who does not accept connections, until the time is over. */
    FULL,
    /** Nobody: the socket is left over. */
    DEAD,
    /** Nobody for QEMU: a socket that takes datagrams. */
    DATAGRAMS,
    /** Somebody who is not trusted. */
    UNTRUSTED,
    /** Whoever: this process may open no further descriptor. */
    NO_DESCRIPTOR_LEFT
  }

  private final Map<String, HostFile> files = new HashMap<>();
  private final Map<String, String> unreadable = new HashMap<>();
  private final Map<String, List<CodeFile>> jars = new HashMap<>();
  private final Map<String, Program> programs = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, FileVersion> versions = new HashMap<>();
  private final Map<String, Finished> answers = new HashMap<>();
  private final Map<String, String> cache = new HashMap<>();
  private final Map<String, Deque<Peer>> peers = new HashMap<>();
  private final Map<String, String> unexecutable = new HashMap<>();
  private final Set<String> vanishing = new HashSet<>();
  private final List<String> calls = new ArrayList<>();
  private final List<byte[]> sent = new ArrayList<>();
  private final Map<String, List<String>> names = new HashMap<>();
  private final Map<String, List<String>> commandLines = new HashMap<>();
  private final Map<String, String> replies = new HashMap<>();
  private final List<Trust> ownersOfLinks = new ArrayList<>();
  private String handOverErrno = "";
  private long now = 1_000_000;
  private IntFunction<OwnBackend> own;
  private String startErrno = "EACCES";
  private int takenPort;

  /** A file of root's that only root can write. */
  public FakeHost file(String path, String content) {
    return file(path, new HostFile(content, 0, 0644));
  }

  public FakeHost file(String path, HostFile file) {
    files.put(path, file);
    return this;
  }

  public FakeHost unreadable(String path, String errno) {
    unreadable.put(path, errno);
    return this;
  }

  /** What a folder of jars has. */
  public FakeHost jars(String place, CodeFile... files) {
    jars.put(place, List.of(files));
    return this;
  }

  public FakeHost program(String path, Program program) {
    programs.put(path, program);
    return this;
  }

  public FakeHost link(String path, String target) {
    links.put(path, target);
    return this;
  }

  public FakeHost version(String path, FileVersion version) {
    versions.put(path, version);
    return this;
  }

  /** What a program that is run to its end says; others hang. */
  public FakeHost answer(String path, int status, String output) {
    answers.put(path, new Finished(status, output));
    return this;
  }

  /** What is kept for later launches, by path. */
  public Map<String, String> cache() {
    return cache;
  }

  /** What one connection after the other meets at a path; the last one meets all further. */
  public FakeHost socket(String path, Peer... meets) {
    peers.put(path, new ArrayDeque<>(List.of(meets)));
    return this;
  }

  /** Executing this path fails in this way; that of others fails with EACCES. */
  public FakeHost execution(String path, String errno) {
    unexecutable.put(path, errno);
    return this;
  }

  /** A program that is there when it is looked for, and not when it is executed. */
  public FakeHost vanishing(String path) {
    vanishing.add(path);
    return program(path, Program.EXECUTABLE).execution(path, "ENOENT");
  }

  public FakeHost handOverFails(String errno) {
    handOverErrno = errno;
    return this;
  }

  /**
   * What becomes of a backend that is started.
   *
   * @param status with which the program ends, once it serves or cannot; -1 if it does not end
   * @param output what it says; empty if that cannot be read
   */
  public FakeHost own(Peer peer, int status, Optional<String> output) {
    own =
        timeoutMillis -> new Own(new Connection("own", peer, timeoutMillis), status, output, calls);
    return this;
  }

  /** The same, where what it says can be read. */
  public FakeHost own(Peer peer, int status, String output) {
    return own(peer, status, Optional.of(output));
  }

  /** No program can be started; where none was made with {@link #own}, that fails with EACCES. */
  public FakeHost startFails(String errno) {
    own = null;
    startErrno = errno;
    return this;
  }

  /** What a directory lists. */
  public FakeHost listing(String directory, String... entries) {
    names.put(directory, List.of(entries));
    return this;
  }

  /** What a process that listens was called with. */
  public FakeHost commandLine(String path, String... words) {
    commandLines.put(path, List.of(words));
    return this;
  }

  /** What comes back on a connection when it is read. */
  public FakeHost reply(String path, String text) {
    replies.put(path, text);
    return this;
  }

  /** Whose links to configuration files would have been followed, by file. */
  public List<Trust> ownersOfLinks() {
    return ownersOfLinks;
  }

  public FakeHost takenPort(int port) {
    takenPort = port;
    return this;
  }

  /** What was done, in words: {@code connect /tmp/a 500}. Reading is not written down. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Those of the calls that begin with a word. */
  public List<String> calls(String word) {
    return calls.stream().filter(call -> call.startsWith(word + " ")).toList();
  }

  /** What was sent over connections, in order. */
  public List<byte[]> sent() {
    return List.copyOf(sent);
  }

  @Override
  public ProcessContext processContext(int argumentCount) {
    throw new AssertionError("a launch gets its context from main");
  }

  @Override
  public HostFile read(String path) throws HostException {
    String errno = unreadable.getOrDefault(path, files.containsKey(path) ? "" : "ENOENT");
    if (!errno.isEmpty()) {
      throw failure("open", path, errno);
    }
    return files.get(path);
  }

  @Override
  public HostFile readConfiguration(String path, Trust links) throws HostException {
    ownersOfLinks.add(links);
    return read(path);
  }

  @Override
  public void passOn(int descriptor, String content) throws HostException {
    calls.add("pass on " + content + " on " + descriptor);
    if (!handOverErrno.isEmpty()) {
      throw failure("memfd_create", "descriptor " + descriptor, handOverErrno);
    }
  }

  @Override
  public FileVersion version(String path) throws HostException {
    if (!programs.containsKey(path)) {
      throw failure("statx", path, "ENOENT");
    }
    return versions.getOrDefault(path, new FileVersion(1, 1));
  }

  @Override
  public String cached(String folder, String name) {
    return cache.getOrDefault(folder + "/" + name, "");
  }

  @Override
  public void cache(String folder, String name, String content) {
    cache.put(folder + "/" + name, content);
  }

  @Override
  public String image() {
    return "/opt/qrap/";
  }

  @Override
  public List<CodeFile> jars(String place) throws HostException {
    if (!jars.containsKey(place)) {
      throw failure("opendir", place, "ENOENT");
    }
    return jars.get(place);
  }

  @Override
  public Program program(String path) {
    return programs.getOrDefault(path, Program.MISSING);
  }

  @Override
  public String linkTarget(String path) {
    return links.getOrDefault(path, "");
  }

  @Override
  public SocketPlace find(String path, Trust trust) throws HostException {
    calls.add("find " + path);
    Deque<Peer> meets = peers.get(path);
    if (meets == null) {
      throw failure("open", path, "ENOENT");
    }
    if (meets.element() == Peer.UNTRUSTED) {
      advance(meets);
      throw new HostException("open", path, Errno.NONE, "user 1234 owns it, who is not trusted");
    }
    return new SocketPlace() {
      @Override
      public BackendSocket connect(int timeoutMillis) throws HostException {
        return FakeHost.this.connect(path, meets, timeoutMillis);
      }

      @Override
      public void close() {}
    };
  }

  private static Peer advance(Deque<Peer> meets) {
    return meets.size() > 1 ? meets.remove() : meets.element();
  }

  private BackendSocket connect(String path, Deque<Peer> meets, int timeoutMillis)
      throws HostException {
    calls.add("connect " + path + " " + timeoutMillis);
    Peer peer = advance(meets);
    switch (peer) {
      case IDLE -> throw new AssertionError(path + " is used up");
      case DEAD -> throw failure("connect", path, "ECONNREFUSED");
      case DATAGRAMS -> throw failure("connect", path, "EPROTOTYPE");
      case NO_DESCRIPTOR_LEFT -> throw failure("socket", path, "EMFILE");
      case FULL -> {
        now += timeoutMillis;
        throw failure("connect", path, "EAGAIN");
      }
      default -> {
        return new Connection(path, peer, timeoutMillis);
      }
    }
  }

  @Override
  public List<SocketStatus> look(List<String> paths, Trust trust) {
    List<SocketStatus> seen = new ArrayList<>();
    for (String path : paths) {
      Peer peer = peers.containsKey(path) ? peers.get(path).element() : Peer.DEAD;
      State state =
          switch (peer) {
            case IDLE -> State.LISTENING;
            case DEAD -> State.DEAD;
            default -> State.IN_USE;
          };
      seen.add(new SocketStatus(path, state, 0, SocketStatus.UNKNOWN, "", List.of(), ""));
    }
    return seen;
  }

  @Override
  public boolean isIdle(String path, Trust trust) {
    Peer peer = peers.containsKey(path) ? peers.get(path).element() : Peer.DEAD;
    return peer == Peer.IDLE;
  }

  @Override
  public Finished run(
      String path, List<String> arguments, List<String> environment, int timeoutMillis)
      throws HostException {
    calls.add("run " + path + " " + arguments + " " + environment);
    Finished finished = answers.get(path);
    if (finished == null) {
      throw failure("run", path, "ETIMEDOUT");
    }
    return finished;
  }

  @Override
  public OwnBackend startConnected(Call call, int timeoutMillis) throws HostException {
    calls.add("start " + call.path() + " " + call.arguments());
    if (own == null) {
      throw failure("posix_spawn", call.path(), startErrno);
    }
    return own.apply(timeoutMillis);
  }

  /** Its sockets are those that the test made. */
  @Override
  public StartedProgram start(Call call) throws HostException {
    return startConnected(call, 0);
  }

  /** Its links, as {@link #link} made them, are followed. */
  @Override
  public String lastingPath(String path, Trust trust) throws HostException {
    if (unreadable.containsKey(path)) {
      throw failure("open", path, unreadable.get(path));
    }
    int slash = path.lastIndexOf('/');
    String directory = path.substring(0, Math.max(slash, 0));
    return links.getOrDefault(directory, directory) + path.substring(slash);
  }

  /** What is in /tmp can be exchanged. */
  @Override
  public boolean isExclusive(String path, Trust trust) {
    return !path.startsWith("/tmp/");
  }

  @Override
  public boolean isListening(String path, Trust trust) {
    return peers.containsKey(path);
  }

  @Override
  public List<String> names(String directory) {
    calls.add("list " + directory);
    return names.getOrDefault(directory, List.of());
  }

  @Override
  public String makePrivateDirectory(String session) {
    calls.add("make directory in " + session);
    return "/private";
  }

  @Override
  public String makeLastingDirectory(String place, String prefix) throws HostException {
    calls.add("make directory " + place + "/" + prefix);
    if (unreadable.containsKey(place)) {
      throw failure("mkdir", place, unreadable.get(place));
    }
    return place + "/" + prefix + "new";
  }

  @Override
  public long process() {
    return 4711;
  }

  @Override
  public void end(long process) {
    calls.add("end " + process);
  }

  @Override
  public void removePrivateDirectory(String directory) {
    calls.add("remove " + directory);
  }

  @Override
  public void checkPort(boolean udp, String address, int port) throws HostException {
    calls.add("check " + (udp ? "udp " : "tcp ") + address + " " + port);
    if (port == takenPort) {
      throw failure("bind", "port " + port, "EADDRINUSE");
    }
  }

  @Override
  public void tryDevice(String path) {
    throw new AssertionError("a launch leaves devices to QEMU");
  }

  @Override
  public boolean isTerminal(int descriptor) {
    return false;
  }

  @Override
  public long milliseconds() {
    return now;
  }

  @Override
  public void pause(int millis) {
    calls.add("pause " + millis);
    now += millis;
  }

  @Override
  public HostException execute(String path, List<String> arguments, List<String> environment) {
    calls.add("execute " + path + " " + arguments + " " + environment);
    if (vanishing.contains(path)) {
      programs.remove(path);
    }
    return failure("execve", path, unexecutable.getOrDefault(path, "EACCES"));
  }

  private static HostException failure(String call, String subject, String errno) {
    return new HostException(call, subject, new Errno(errno), "refused");
  }

  private final class Connection implements BackendSocket {
    private final String path;
    private final Peer peer;
    private final int timeoutMillis;

    Connection(String path, Peer peer, int timeoutMillis) {
      this.path = path;
      this.peer = peer;
      this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void send(byte[] bytes) throws HostException {
      if (peer == Peer.BUSY_AT_ONCE) {
        throw failure("send", path, "EPIPE");
      }
      sent.add(bytes.clone());
    }

    @Override
    public boolean awaitAnswer() throws HostException {
      switch (peer) {
        case BUSY_AFTER_PROBE -> throw failure("recv", path, "ECONNRESET");
        case SILENT -> {
          now += timeoutMillis;
          throw failure("recv", path, "EAGAIN");
        }
        default -> {
          return peer == Peer.ANSWERING;
        }
      }
    }

    @Override
    public String read(int bytes) {
      String reply = replies.getOrDefault(path, "");
      replies.put(path, reply.substring(Math.min(bytes, reply.length())));
      return reply.substring(0, Math.min(bytes, reply.length()));
    }

    @Override
    public List<String> peerCommandLine() {
      return commandLines.getOrDefault(path, List.of());
    }

    @Override
    public void handOver(int descriptor) throws HostException {
      calls.add("hand over " + path + " on " + descriptor);
      if (!handOverErrno.isEmpty()) {
        throw failure("dup2", "descriptor " + descriptor, handOverErrno);
      }
    }

    @Override
    public void discard() {
      calls.add("discard " + path);
    }

    @Override
    public void close() {
      calls.add("close " + path);
    }
  }

  private record Own(Connection socket, int exitStatus, Optional<String> said, List<String> calls)
      implements OwnBackend {

    @Override
    public boolean awaitEnd(int timeoutMillis) {
      return exitStatus >= 0;
    }

    @Override
    public String ending() {
      return exitStatus == 0 ? "" : "failed with exit status " + exitStatus;
    }

    @Override
    public String output() throws HostException {
      return said.orElseThrow(() -> failure("read", "output", "EIO"));
    }

    @Override
    public void leave() {
      calls.add("leave own");
    }

    @Override
    public void stop() {
      socket.close();
    }
  }
}
