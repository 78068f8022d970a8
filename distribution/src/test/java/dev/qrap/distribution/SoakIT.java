// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.core.Printable;
import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Much of the same, by chance: random lines, launches under signals, against hostile backends and
 * all at once. This is the short form; {@code distribution/soak} runs the long one, by the
 * properties that {@link #count} names. Each test prints what it counted.
 */
final class SoakIT {

  private static final Path TABLE =
      Path.of("../modules/core/src/main/java/dev/qrap/core/qemu/OptionTable.java");

  /** {@code Set<String> LEARNED_FLAGS = Set.of(...)}. */
  private static final Pattern OPTIONS =
      Pattern.compile("Set<String> \\w+_(FLAGS|VALUED) =\\s+Set\\.of\\(([^)]+)\\)");

  private static final Pattern OPTION = Pattern.compile("\"([^\"]+)\"");

  /** What the sandbox and its calls put into /tmp themselves. */
  private static final Pattern OWN_FILES =
      Pattern.compile(
          "(call|stdin|stdout|stderr|started|ready)\\.\\d+|image|bin|home|empty|start|go");

  /** What the process of a call is before it is qrap. */
  private static final Pattern BEFORE_QRAP =
      Pattern.compile("unshare\0|sh\0-c\0|/tmp/start\0|/usr/bin/env\0|$");

  // Of the short form; enough for what must come up at least once.
  private static final int LINES = 100_000;
  private static final int JUDGED = 40;
  private static final int SIGNALS = 60;

  /** Two of five launches wait for a second. */
  private static final int SIGNALLED_AT_ONCE = 8;

  private static final int MOST_SHOWN = 20;

  /** Why there is no backend, as docs/faults.md has it. */
  private static final String FAILURE =
      "qrap: no network backend answer.*\\n  /tmp/.*\\n(Let qrap start one|The setting timeout=).*\\n";

  /**
   * What is written until a signal comes: nothing, or the line before QEMU, or all of a failure.
   */
  private static final Pattern SAID = Pattern.compile("(Connected to .*\\n|" + FAILURE + ")?");

  private static final String MARK = "SOAK_MARK";
  private static final List<String> LINE =
      List.of("-m", "64", "-device", "e1000,netdev=n0", "-netdev", "user,id=n0");
  private static final List<String> BECOMES =
      List.of("kvm", "-m", "64", "-device", "e1000,netdev=n0", "-netdev", "socket,fd=5,id=n0");

  /** Another one each time; a failure prints it. */
  private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

  private final String mark = UUID.randomUUID().toString();

  /** How many of something, if the property does not say otherwise; with none, no test. */
  private static int count(String what, int normal) {
    int count = Integer.getInteger("soak." + what, normal);
    assumeTrue(count > 0, "soak." + what + "=0");
    return count;
  }

  private static void say(String text) {
    System.out.println("soak: " + text + " (seed " + SEED + ")");
  }

  /** Says the first faults, since a test reports what it found only when all have ended. */
  private static void say(String text, List<String> faults) {
    faults.stream()
        .limit(MOST_SHOWN)
        .forEach(fault -> System.out.println("soak: FAULT: " + Printable.line(fault)));
    say(text + ", faults=" + faults.size());
    assertThat(faults).as("of seed " + SEED).isEmpty();
  }

  // ---- Lines

  @Test
  void random_lines_lose_nothing() throws Exception {
    int lines = count("lines", LINES);
    Process fuzz =
        new ProcessBuilder(
                Tools.onModules(PlanFuzz.class, String.valueOf(lines), String.valueOf(SEED)))
            .redirectErrorStream(true)
            .start();
    SortedMap<String, Boolean> table = table();
    try (OutputStream input = fuzz.getOutputStream()) {
      for (Map.Entry<String, Boolean> option : table.entrySet()) {
        input.write((option.getKey() + " " + option.getValue() + "\n").getBytes(ISO_8859_1));
      }
    }
    String output = new String(fuzz.getInputStream().readAllBytes(), UTF_8);
    int status = fuzz.waitFor();

    say(lines + " random lines: " + output.strip().replace("\n", ", "));
    assertThat(status).as(output).isZero();
    if (lines >= LINES) { // all that can become of a line comes up
      assertThat(output)
          .contains("OPTIONS=" + table.size() + " of " + table.size())
          .contains("refused=", " connections=", "REMOVED=", "CHANGED=", "ADDED=", "REMARK=");
    }
  }

  /** Every option that qrap knows; what QEMU's help says of one counts. */
  private static SortedMap<String, Boolean> table() throws IOException {
    SortedMap<String, Boolean> table = new TreeMap<>();
    Matcher options = OPTIONS.matcher(Files.readString(TABLE));
    while (options.find()) {
      Matcher option = OPTION.matcher(options.group(2));
      while (option.find()) {
        table.put(option.group(1), options.group(1).equals("VALUED"));
      }
    }
    SortedMap<String, Boolean> help = OptionHelp.read(InstalledQemu.of("x86_64").print("-help"));
    assertThat(table.keySet()).containsAll(help.keySet());
    table.putAll(help);
    return table;
  }

  /** What QEMU made of a line alone, and by qrap; a fault if that is not the same. */
  private record Verdict(boolean before, boolean after, String fault) {}

  @Test
  void a_real_qemu_takes_what_it_took() throws Exception {
    Tools.require("qemu-system-x86_64");
    int judged = count("judged", JUDGED);
    JudgedLines random = new JudgedLines(SEED);
    List<JudgedLines.Line> lines = Stream.generate(random::next).limit(judged).toList();
    List<Verdict> verdicts = InParts.map(lines, Math.max(1, judged / 8), this::judge);

    List<String> faults =
        verdicts.stream().map(Verdict::fault).filter(fault -> !fault.isEmpty()).toList();
    long before = verdicts.stream().filter(Verdict::before).count();
    long after = verdicts.stream().filter(Verdict::after).count();
    say(
        (judged + " lines judged by QEMU: accepted alone=" + before)
            + (", accepted by qrap=" + after),
        faults);
    if (judged >= JUDGED) {
      assertThat(before).isBetween(1L, judged - 1L);
    }
  }

  private List<Verdict> judge(List<JudgedLines.Line> lines) {
    List<Verdict> verdicts = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.withBackend()) {
      for (JudgedLines.Line line : lines) {
        RealQemu alone =
            RealQemu.launch(
                arguments -> sandbox.program("/usr/bin/qemu-system-x86_64", arguments),
                "qemu-system-x86_64",
                "keep",
                line.words(),
                List.of());
        // A socket that is named is waited for, also on a machine that is slow.
        RealQemu by =
            RealQemu.launch(
                arguments -> sandbox.qrap(arguments).with("QRAP_SOCKET", "/tmp/passt_1.socket"),
                "qemu-system-x86_64",
                "keep",
                line.words(),
                List.of());
        boolean before = alone.result().status() == 0;
        boolean after = by.result().status() == 0;
        String fault = "";
        if (before != after) {
          fault = line.words() + "\n  alone " + alone.complaint() + "  by qrap " + by.complaint();
        } else if (after && !sameCards(line, alone, by)) {
          fault = line.words() + "\n  alone " + alone.texts() + "\n  by qrap " + by.texts();
        }
        verdicts.add(new Verdict(before, after, fault));
      }
    }
    return verdicts;
  }

  /** All cards are there, where they were; a line without any gets one. */
  private static boolean sameCards(JudgedLines.Line line, RealQemu alone, RealQemu by) {
    return line.cards() > 0 ? cards(alone).equals(cards(by)) : by.cards().size() == 1;
  }

  private static List<String> cards(RealQemu qemu) {
    return qemu.cards().stream()
        .map(card -> card.driver() + card.id() + card.bus() + card.address() + card.mac())
        .toList();
  }

  // ---- Launches

  /** Starts so many launches, several at a time, and looks at how each one ended. */
  private static void launch(
      int launches,
      int atOnce,
      IntFunction<Sandbox.Running> start,
      Consumer<Sandbox.Result> ended) {
    Deque<Sandbox.Running> running = new ArrayDeque<>();
    for (int number = 0; number < launches || !running.isEmpty(); ) {
      if (number < launches && running.size() < atOnce) {
        running.add(start.apply(number++));
      } else {
        ended.accept(running.remove().end());
      }
    }
  }

  private Sandbox.Call marked(Sandbox.Call call) {
    return call.with(MARK, mark);
  }

  /** Asserts that no process of a launch lives, and that none has left a file. */
  private void nothingIsLeft(Sandbox sandbox, String... sockets) throws IOException {
    List<String> left = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.filter(SoakIT::isProcess).toList()) {
        long number = Long.parseLong(process.getFileName().toString());
        if (read(number, "environ").contains(MARK + "=" + mark)) {
          left.add("process " + number + " " + read(number, "cmdline"));
        }
      }
    }
    for (String folder : List.of("", "home")) {
      try (Stream<Path> files = Files.list(sandbox.path(folder))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> !OWN_FILES.matcher(name).matches() && !List.of(sockets).contains(name))
            .forEach(name -> left.add("file " + name));
      }
    }
    assertThat(left).as("what launches have left").isEmpty();
  }

  private static boolean isProcess(Path inProc) {
    return inProc.getFileName().toString().matches("\\d+");
  }

  /** What is wrong with a launch that became QEMU; empty if nothing is. */
  private static String faultOfStarted(Sandbox.Result result) {
    Started started = result.exec();
    boolean right =
        result.status() == Sandbox.STANDIN_STATUS
            && result.stdout().isEmpty()
            && started.pid() == result.pid()
            && started.arguments().equals(BECOMES)
            && started.descriptors().keySet().equals(Set.of(0, 1, 2, 5));
    return right ? "" : "a wrong start: " + result;
  }

  /** What is wrong with a launch that failed; empty if nothing is. */
  private static String faultOfFailed(Sandbox.Result result) {
    boolean right =
        result.status() == 1 && result.stdout().isEmpty() && result.stderr().matches(FAILURE);
    return right ? "" : "a wrong failure: " + result;
  }

  /** A signal, and whether it ends a process that does nothing about it. */
  private enum Signal {
    HUP(1, true),
    INT(2, true),
    QUIT(3, true),
    USR1(10, true),
    ALRM(14, true),
    TERM(15, true),
    KILL(9, true),
    CHLD(17, false),
    URG(23, false),
    WINCH(28, false);

    private final int number;
    private final boolean fatal;

    Signal(int number, boolean fatal) {
      this.number = number;
      this.fatal = fatal;
    }
  }

  /** How launches ended. */
  private static final class Ends {
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private int started() {
      return counts.getOrDefault("started QEMU", 0);
    }

    private void add(String end, String fault) {
      counts.merge(end, 1, Integer::sum);
      if (!fault.isEmpty()) {
        faults.add(fault);
      }
    }

    private void say(String what) {
      SoakIT.say(what + ": " + counts, faults);
    }
  }

  /** A launch, the signal for it, and whether it was certainly qrap or QEMU that got it. */
  private static final class Hit {
    private final Signal signal;
    private volatile boolean certain;

    Hit(Signal signal) {
      this.signal = signal;
    }
  }

  /** At any moment from the first instruction until after QEMU has ended. */
  @Test
  void launches_under_signals_end_by_them_or_go_on() throws Exception {
    Tools.require("env");
    int launches = count("signals", SIGNALS);
    Random random = new Random(SEED);
    Ends ends = new Ends();
    Deque<Hit> hits = new ArrayDeque<>();
    Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    List<String> names = List.of("passt_1.socket", "silent.socket", "busy.socket");
    try (Sandbox sandbox = Sandbox.withBackend();
        OutputStream kills = shell.getOutputStream()) {
      sandbox.keep(FakeBackend.silent(sandbox.path("silent.socket")));
      sandbox.keep(FakeBackend.busy(sandbox.path("busy.socket"), Integer.MAX_VALUE));
      long begun = System.nanoTime();
      call(sandbox, "/tmp/passt_1.socket").run().exec();
      long longest = SIGNALLED_AT_ONCE * (System.nanoTime() - begun); // on a processor
      launch(
          launches,
          SIGNALLED_AT_ONCE,
          number -> {
            Hit hit = new Hit(Signal.values()[random.nextInt(Signal.values().length)]);
            int socket = random.nextInt(5);
            hits.add(hit);
            Sandbox.Running running =
                call(sandbox, "/tmp/" + names.get(socket < 3 ? 0 : socket - 2)).start();
            var unused =
                clock.schedule(
                    () -> hit(kills, hit, running),
                    (long) (random.nextDouble() * longest),
                    TimeUnit.NANOSECONDS);
            return running;
          },
          result -> end(ends, hits.remove(), result));
      nothingIsLeft(sandbox, names.toArray(new String[0]));
    } finally {
      clock.shutdownNow();
      shell.waitFor();
    }
    ends.say(launches + " launches under signals");
    if (launches >= SIGNALS) {
      assertThat(ends.started()).isPositive();
      assertThat(ends.counts.keySet()).anyMatch(end -> end.startsWith("ended by"));
    }
  }

  /** Stops the process first: then nobody has to guess whether it has still got the signal. */
  private static void hit(OutputStream kills, Hit hit, Sandbox.Running running) {
    long process = running.pid();
    if (!running.isAlive()) {
      return;
    }
    send(kills, "STOP", process);
    String state = state(process);
    // A process is a zombie for a moment too when a thread calls exec that is not its first one.
    while (!state.isEmpty() && !state.equals("T")) {
      Thread.onSpinWait();
      state = state(process);
    }
    // The shell and env that run before qrap may ignore signals: they inherit that from the test.
    hit.certain = !state.isEmpty() && !BEFORE_QRAP.matcher(read(process, "cmdline")).lookingAt();
    send(kills, hit.signal.name(), process);
    send(kills, "CONT", process);
  }

  /** As proc(5) has it; empty if there is no such process. */
  private static String state(long process) {
    String stat = read(process, "stat");
    int name = stat.lastIndexOf(") ");
    return name < 0 ? "" : stat.substring(name + 2, name + 3);
  }

  private static String read(long process, String file) {
    try {
      return Files.readString(Path.of("/proc/" + process, file), ISO_8859_1);
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  private Sandbox.Call call(Sandbox sandbox, String socket) {
    List<String> command = new ArrayList<>(List.of("--default-signal", Sandbox.QRAP));
    command.addAll(LINE);
    return marked(sandbox.program("/usr/bin/env", command))
        .with("QRAP_SOCKET", socket)
        .with("QRAP_TIMEOUT", "1");
  }

  private static void send(OutputStream kills, String signal, long process) {
    try {
      kills.write(("kill -" + signal + " " + process + " 2>/dev/null\n").getBytes(ISO_8859_1));
      kills.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Ends ends, Hit hit, Sandbox.Result result) {
    Signal signal = hit.signal;
    String fault;
    if (result.status() == 128 + signal.number) {
      boolean right =
          signal.fatal && result.stdout().isEmpty() && SAID.matcher(result.stderr()).matches();
      fault = right ? "" : "a wrong end: " + result;
      ends.add("ended by " + signal, fault.isEmpty() ? "" : "under " + signal + " " + fault);
      return;
    }
    boolean started = result.started().isPresent();
    fault = started ? faultOfStarted(result) : faultOfFailed(result);
    if (hit.certain && signal.fatal) {
      fault = "survived: " + result;
    }
    ends.add(started ? "started QEMU" : "failed", fault.isEmpty() ? "" : signal + " " + fault);
  }

  @ParameterizedTest
  @EnumSource
  void no_backend_does_harm(HostilePeer.Kind kind) throws IOException {
    int launches = count("hostile", 6);
    Ends ends = new Ends();
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);
        HostilePeer peer = new HostilePeer(kind, sandbox.path("hostile.socket"))) {
      launch(
          launches,
          kind.answers ? 4 : 16,
          number -> call(sandbox, "/tmp/" + peer.name()).start(),
          result -> {
            boolean started = result.started().isPresent();
            String fault = started ? faultOfStarted(result) : faultOfFailed(result);
            if (started && !kind.answers) {
              fault = "nobody has answered: " + result;
            }
            ends.add(started ? "started QEMU" : "failed", fault);
          });
      nothingIsLeft(sandbox, peer.name());
    }
    ends.say(launches + " launches against " + kind);
    assertThat(ends.started() > 0).as("whether QEMU was started").isEqualTo(kind.answers);
  }

  /** Each has a backend of its own, and waits with the others until a pipe is closed. */
  @Test
  void all_at_once_start() throws IOException {
    Tools.require("mkfifo");
    int launches = count("together", 20);
    Ends ends = new Ends();
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      Tools.run(sandbox.path(""), List.of("mkfifo", "go"));
      List<FakeBackend> backends = new ArrayList<>();
      List<Sandbox.Running> running = new ArrayList<>();
      try (RandomAccessFile barrier = new RandomAccessFile(sandbox.path("go").toFile(), "rw")) {
        for (int number = 0; number < launches; number++) {
          FakeBackend backend = FakeBackend.answering(sandbox.path(number + ".socket"));
          backends.add(sandbox.keep(backend));
          String ready = "/tmp/ready." + number;
          running.add(
              call(sandbox, "/tmp/" + backend.path().getFileName())
                  .after("exec 9</tmp/go; : >" + ready + "; read go <&9 || :; exec 9<&-")
                  .start());
        }
        for (int number = 0; number < launches; number++) {
          while (!Files.exists(sandbox.path("ready." + number))) {
            assertThat(running.get(number).isAlive()).as("launch " + number).isTrue();
            Thread.onSpinWait();
          }
        }
        assertThat(barrier.getFD().valid()).isTrue(); // they wait for it to be closed
      }
      for (int number = 0; number < launches; number++) {
        Sandbox.Result result = running.get(number).end();
        boolean own =
            result.exec().connected().get(5).endsWith("/" + number + ".socket")
                && backends.get(number).probes().size() == 1;
        ends.add("started QEMU", own ? faultOfStarted(result) : "another backend: " + result);
      }
      nothingIsLeft(
          sandbox,
          backends.stream()
              .map(backend -> backend.path().getFileName().toString())
              .toArray(String[]::new));
    }
    ends.say(launches + " launches at once");
    assertThat(ends.started()).isEqualTo(launches);
  }
}
