// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.WrongAnswer;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.OwnBackend;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Call;
import dev.qrap.core.host.Programs.Relation;
import dev.qrap.core.host.SocketPlace;
import dev.qrap.core.host.StartedProgram;
import dev.qrap.core.plan.BackendChoice;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.FollowUp;
import dev.qrap.spi.StartCommand.Lifetime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a backend for this guest alone. It ends when its connection ends: when QEMU ends, in
 * whichever way. Nothing of it stays in the file system: it gets one end of a connection, or, if it
 * can only listen on a socket, a directory that is removed once it is connected. Only if QEMU
 * connects by itself, that directory stays until the next such launch.
 */
public final class BackendStart {

  /** How long one may take into the background once it has answered, which takes 1 ms. */
  private static final int BACKGROUND_MILLIS = 5000;

  /** How often it is tried whether a backend listens by now. */
  private static final int LISTENING_PAUSE_MILLIS = 2;

  private static final int MAX_LINES = 8;
  private static final int MAX_ANSWER_BYTES = 1000;

  private final Host host;
  private final ProcessContext process;
  private final LaunchContext context;
  private final Backends backends;
  private final LoadedPlugin<BackendKind> kind;
  private final BackendProgram program;
  private final NetworkRequest request;
  private final Protocol protocol;

  /**
   * Somebody who can start one.
   *
   * @param context the launch
   * @param backends the kinds of backend
   * @param choice which kind, and what it is told
   * @param protocol what QEMU will speak to it
   * @throws LaunchException if no backend of the kind can be started
   */
  public BackendStart(
      LaunchContext context, Backends backends, BackendChoice choice, Protocol protocol)
      throws LaunchException {
    this.host = context.host();
    this.process = context.process();
    this.context = context;
    this.backends = backends;
    this.kind = backends.startable(choice.kind());
    this.program = backends.program(kind).orElseThrow();
    this.request = choice.request();
    this.protocol = protocol;
  }

  /**
   * The kind of backend.
   *
   * @return its name
   */
  public String name() {
    return kind.plugin().name();
  }

  /**
   * How the program is installed.
   *
   * @return what the plugin says, for people
   */
  public String installation() {
    return program.installation();
  }

  /**
   * With which option the program prints its version.
   *
   * @return what the plugin says; empty if it does not know
   */
  public String versionOption() {
    return program.versionOption();
  }

  /**
   * What is known to keep it from starting on this host.
   *
   * @return one line for people; empty if nothing is
   * @throws LaunchException if the plugin fails
   */
  public String obstacle() throws LaunchException {
    return backends.obstacle(kind, request);
  }

  /**
   * The program that would be started.
   *
   * @return the first in PATH
   * @throws LaunchException if there is none
   */
  public QemuCommand program() throws LaunchException {
    return new ProgramSearch(host, process).named(program.name(), "which qrap is to start");
  }

  /**
   * How the program would be called.
   *
   * @return its arguments with {@code argv[0]}; {@code <socket>} stands for a path that is not
   *     known yet
   * @throws LaunchException if it cannot be connected
   */
  public List<String> display() throws LaunchException {
    Optional<StartCommand> connected =
        protocol == Protocol.FRAMES
            ? command(new Attachment.Descriptor(OwnBackend.DESCRIPTOR))
            : Optional.empty();
    return words(connected.isPresent() ? connected.get() : listening("<socket>"));
  }

  /**
   * Checks that the ports could be listened on now: some backends start on a port that is taken, or
   * on a range that is taken in part.
   *
   * @throws LaunchException if one could not, naming it
   */
  public void checkPorts() throws LaunchException {
    for (NetworkFeature feature : request.features()) {
      if (feature instanceof ForwardedPorts forward) {
        checkPorts(forward);
      }
    }
  }

  private void checkPorts(ForwardedPorts forward) throws LaunchException {
    for (int port = forward.first(); port <= forward.last(); port++) {
      try {
        host.checkPort(forward.udp(), forward.hostAddress(), port);
      } catch (HostException e) {
        throw new LaunchException(
            ("cannot forward " + forward.protocol() + " port " + port + ": " + e.reason())
                + (" (" + e.call() + ": " + e.errno().name() + "); ")
                + (e.is(Errno.EADDRINUSE) ? "end the program that uses it, or change " : "change ")
                + forward.written());
      }
    }
  }

  /**
   * Starts it.
   *
   * @param timeoutMillis how long it may take to answer
   * @return our end, on which it has answered
   * @throws LaunchException if it does not serve, with its own words; it does not run then
   */
  BackendSocket start(int timeoutMillis) throws LaunchException {
    String path = program().path();
    checkPorts();
    Optional<StartCommand> connected = command(new Attachment.Descriptor(OwnBackend.DESCRIPTOR));
    return connected.isPresent()
        ? startConnected(path, connected.get(), timeoutMillis)
        : startListening(path, timeoutMillis);
  }

  private BackendSocket startConnected(String path, StartCommand command, int timeoutMillis)
      throws LaunchException {
    OwnBackend backend;
    try {
      backend = host.startConnected(call(path, command), timeoutMillis);
    } catch (HostException e) {
      throw cannotStart(e);
    }
    String failure = failure(backend.socket(), backend, command, timeoutMillis);
    if (!failure.isEmpty()) {
      throw broken(path, command, backend, failure);
    }
    backend.leave();
    return backend.socket();
  }

  /**
   * Starts one to whose socket QEMU connects by itself. It is not connected to, which would use it
   * up.
   *
   * @param sockets where its socket may be
   * @param timeoutMillis how long it may take until it listens
   * @return the directory of its socket, see {@link #socket}
   * @throws LaunchException if it does not listen, with its own words; it does not run then
   */
  String startLasting(LastingSockets sockets, int timeoutMillis) throws LaunchException {
    String path = program().path();
    checkPorts();
    LaunchException failure = null;
    for (String place : sockets.places()) {
      try {
        return startIn(place, sockets, path, timeoutMillis);
      } catch (LaunchException e) {
        failure = e; // AppArmor may forbid the one place and allow the other
      }
    }
    throw failure;
  }

  /** The path of the socket in a directory that {@link #startLasting} returned. */
  String socket(String directory) {
    return LastingSockets.socket(directory, name());
  }

  private String startIn(String place, LastingSockets sockets, String path, int timeoutMillis)
      throws LaunchException {
    String directory;
    try {
      directory = sockets.make(place);
    } catch (HostException e) {
      throw new LaunchException(
          "cannot make a directory for the socket of " + program.name() + ": " + e.getMessage());
    }
    boolean serves = false;
    try {
      StartCommand command = listening(socket(directory));
      StartedProgram started = start(path, command);
      String failure = whyDeaf(started, command, socket(directory), timeoutMillis);
      if (!failure.isEmpty()) {
        throw broken(path, command, started, failure);
      }
      started.leave();
      serves = true;
      return directory;
    } finally {
      if (!serves) {
        sockets.remove(directory);
      }
    }
  }

  /** Why nobody listens on a socket; empty if somebody does. */
  private String whyDeaf(
      StartedProgram started, StartCommand command, String socketPath, int timeoutMillis) {
    long deadline = host.milliseconds() + timeoutMillis;
    boolean goesIntoBackground = command.lifetime() == Lifetime.GOES_INTO_BACKGROUND;
    while (host.milliseconds() < deadline) {
      boolean ended = started.awaitEnd(0);
      if (ended && !(goesIntoBackground && started.ending().isEmpty())) {
        return started.ending().isEmpty() ? "ended" : started.ending();
      }
      if (ended == goesIntoBackground && host.isListening(socketPath, context.trust())) {
        return "";
      }
      host.pause(LISTENING_PAUSE_MILLIS);
    }
    return "does not listen within " + timeoutMillis + " ms";
  }

  private StartedProgram start(String path, StartCommand command) throws LaunchException {
    try {
      return host.start(call(path, command));
    } catch (HostException e) {
      throw cannotStart(e);
    }
  }

  /** One that can only listen gets a directory, in which nothing stays. */
  private BackendSocket startListening(String path, int timeoutMillis) throws LaunchException {
    String directory;
    try {
      directory = host.makePrivateDirectory(session());
    } catch (HostException e) {
      throw new LaunchException(
          ("cannot make a directory for the socket of " + program.name() + ": ")
              + (e.getMessage()
                  + "; make room there, or set XDG_RUNTIME_DIR to another directory"));
    }
    try {
      String socketPath = directory + "/" + name() + ".socket";
      StartCommand command = listening(socketPath);
      return connect(path, command, start(path, command), socketPath, timeoutMillis);
    } finally {
      host.removePrivateDirectory(directory);
    }
  }

  private LaunchException cannotStart(HostException failure) {
    String remedy = "";
    if (failure.is(Errno.EAGAIN)) {
      remedy = "; raise the limit of processes (ulimit -u)";
    } else if (failure.is(Errno.EMFILE)) {
      remedy = "; raise the limit of open files (ulimit -n)";
    }
    return new LaunchException(
        "cannot start " + program.name() + ": " + failure.getMessage() + remedy);
  }

  private BackendSocket connect(
      String path, StartCommand command, StartedProgram started, String socketPath, int millis)
      throws LaunchException {
    Optional<BackendSocket> socket = connected(started, socketPath, millis);
    if (socket.isEmpty()) {
      String why =
          started.awaitEnd(0) ? started.ending() : "does not listen within " + millis + " ms";
      throw broken(path, command, started, why);
    }
    String failure = failure(socket.get(), started, command, millis);
    if (!failure.isEmpty()) {
      socket.get().close();
      throw broken(path, command, started, failure);
    }
    started.leave();
    return socket.get();
  }

  /** Connects once it listens; empty if it does not, or has ended. */
  private Optional<BackendSocket> connected(
      StartedProgram started, String socketPath, int timeoutMillis) {
    long deadline = host.milliseconds() + timeoutMillis;
    boolean ended = false;
    while (!ended && host.milliseconds() < deadline) {
      try (SocketPlace place = host.find(socketPath, context.trust())) {
        return Optional.of(place.connect(timeoutMillis));
      } catch (HostException e) {
        host.pause(LISTENING_PAUSE_MILLIS); // it does not listen yet
      }
      ended = started.awaitEnd(0) && !goesIntoBackground(started);
    }
    return Optional.empty();
  }

  /** One that has gone into the background may begin to listen after that. */
  private static boolean goesIntoBackground(StartedProgram started) {
    return started.ending().isEmpty();
  }

  private String session() {
    return process.variables().getOrDefault("XDG_RUNTIME_DIR", "");
  }

  private Call call(String path, StartCommand command) {
    Relation relation =
        switch (command.lifetime()) {
          case GOES_INTO_BACKGROUND -> Relation.CHILD;
          case STAYS_IN_FOREGROUND -> Relation.DETACHED;
          case CAN_TAKE_OVER -> Relation.RESTARTED;
        };
    return new Call(path, words(command), process.environment(), relation);
  }

  private List<String> words(StartCommand command) {
    List<String> words = new ArrayList<>();
    words.add(program.name());
    words.addAll(command.arguments());
    return words;
  }

  private StartCommand listening(String path) throws LaunchException {
    return command(new Attachment.Path(path, protocol))
        .orElseThrow(
            () ->
                new LaunchException(
                    "the plugin of the kind " + name() + " does not say how it is connected"));
  }

  private Optional<StartCommand> command(Attachment attachment) throws LaunchException {
    return backends.start(kind, request, attachment);
  }

  /** Why it does not serve; empty if it does. */
  private String failure(
      BackendSocket socket, StartedProgram started, StartCommand command, int timeoutMillis)
      throws LaunchException {
    Probe probe = backends.probe(kind);
    try {
      if (!probe.request().isEmpty()) {
        socket.send(probe.request().getBytes(StandardCharsets.ISO_8859_1));
      }
      if (socket.awaitAnswer()) {
        String refused = refusedFollowUp(command, timeoutMillis);
        if (!refused.isEmpty() || command.lifetime() != Lifetime.GOES_INTO_BACKGROUND) {
          return refused;
        }
        return started.awaitEnd(BACKGROUND_MILLIS) ? "" : "does not go into the background";
      }
    } catch (HostException e) {
      if (e.is(Errno.EAGAIN)) {
        return "does not answer within " + timeoutMillis + " ms";
      }
    }
    String ending = started.awaitEnd(BACKGROUND_MILLIS) ? started.ending() : "";
    return ending.isEmpty() ? "closed the connection" : ending;
  }

  /** What was asked of the backend and refused; empty if all was done. */
  private String refusedFollowUp(StartCommand command, int timeoutMillis) {
    for (FollowUp followUp : command.followUps()) {
      String cannot = "cannot " + followUp.purpose() + ": ";
      try (SocketPlace place = host.find(followUp.path(), context.trust())) {
        BackendSocket socket = place.connect(timeoutMillis);
        try {
          socket.send(followUp.request().getBytes(StandardCharsets.ISO_8859_1));
          String answer = socket.read(followUp.expected().length());
          if (!answer.equals(followUp.expected())) {
            return cannot + "it answered " + (answer + socket.read(MAX_ANSWER_BYTES)).strip();
          }
        } finally {
          socket.close();
        }
      } catch (HostException e) {
        return cannot + e.getMessage();
      }
    }
    return "";
  }

  private LaunchException broken(
      String path, StartCommand command, StartedProgram started, String failure)
      throws LaunchException {
    List<String> words = complaints(started);
    started.stop();
    String ends = failure + words.get(0);
    return new LaunchException(program.name() + " (" + path + ", started by qrap) " + ends)
        .and(words.subList(1, words.size()))
        .and(
            ("Called as: " + String.join(" ", words(command)))
                + ("; see the settings " + settingNames()));
  }

  private String settingNames() throws LaunchException {
    StringBuilder names = new StringBuilder();
    try {
      for (PluginSetting setting : WrongAnswer.list(kind.extension().settings())) {
        names.append(name()).append('.').append(setting.name()).append(" and ");
      }
    } catch (RuntimeException | LinkageError failure) {
      throw backends.failed(kind, "settings", failure);
    }
    return names.append(Keys.FORWARD.name()).toString();
  }

  /** The last lines that it wrote and that say something, after what leads to them. */
  private List<String> complaints(StartedProgram started) throws LaunchException {
    String output;
    try {
      output = started.output();
    } catch (HostException e) {
      return List.of("; its output cannot be read: " + e.getMessage());
    }
    String complaint;
    try {
      complaint = WrongAnswer.notNull(kind.extension().complaint(output));
    } catch (RuntimeException | LinkageError failure) {
      throw backends.failed(kind, "complaint", failure);
    }
    List<String> words = new ArrayList<>();
    int end = complaint.length();
    while (end > 0 && words.size() < MAX_LINES) {
      int start = complaint.lastIndexOf('\n', end - 1) + 1;
      String line = complaint.substring(start, end).strip();
      if (!line.isEmpty()) {
        words.add(0, "  " + line);
      }
      end = start - 1;
    }
    words.add(0, words.isEmpty() ? " and said nothing" : ":");
    return words;
  }
}
