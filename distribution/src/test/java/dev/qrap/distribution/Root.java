// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A running world of a Debian release: its QEMUs, passt and libvirt, in mounts, processes and a
 * network of its own. {@code distribution/root} makes it, and says what lies in it. A test uses one
 * so:
 *
 * <pre>{@code
 * try (Root root = Root.start("trixie")) {
 *   String token = root.serve();
 *   root.passt(User.ORDINARY);
 *   Boot boot = root.as(User.ORDINARY).with("QRAP_EXEC", "stream").boot("qrap", "-M", "q35");
 *   assertThat(boot.console().page()).contains(token);
 * }
 * }</pre>
 *
 * <p>To start one takes less than a second, if the release's files are on this machine; the first
 * time they are downloaded, which takes a minute or two. Where that is impossible, the test fails
 * if CI is set in the environment and is skipped otherwise, with the reason. Each test may have a
 * world of its own: whatever it changes in /etc, /usr, /var and so on is gone with it. All that it
 * started ends with it, too.
 */
final class Root implements AutoCloseable {

  /** Who runs a program in the world. */
  enum User {
    /** If the tests do not run as root: root of a user namespace. */
    ROOT,
    /** User 1000, without any privilege. */
    ORDINARY
  }

  /** This machine, as a release: the same world with this machine's programs. */
  static final String HOST = "host";

  /** Where the first passt of a world listens. */
  static final String SOCKET = "/tmp/passt_1.socket";

  /** Where a guest finds the page of {@link #serve}: at this port of its gateway. */
  static final int PORT = 8000;

  private static final String MATRIX = System.getenv("MATRIX_RELEASES");

  private static final Path GUEST = Path.of("target", "guest");

  /** Far longer than a guest takes from start to power off, on a busy machine too. */
  private static final int HANGS_SECONDS = 300;

  /** By release, why it cannot be had. */
  private static final Map<String, Optional<String>> TROUBLES = new ConcurrentHashMap<>();

  private final String release;
  private final Process world;
  private final ProcessHandle init;
  private int started;

  private Root(String release, Process world) {
    this.release = release;
    this.world = world;
    // The script, unshare, and the first process inside.
    init = child(child(world.toHandle()));
  }

  private static ProcessHandle child(ProcessHandle parent) {
    try (Stream<ProcessHandle> children = parent.children()) {
      return children.findFirst().orElseThrow();
    }
  }

  /**
   * The releases that this run of the tests is about: those in the environment variable
   * MATRIX_RELEASES, which {@code distribution/matrix} sets, or this machine and Debian 13.
   */
  static List<String> releases() {
    return isMatrix() ? List.of(MATRIX.strip().split("\\s+")) : List.of(HOST, "trixie");
  }

  /** Whether this run of the tests is about releases alone. */
  static boolean isMatrix() {
    return MATRIX != null && !MATRIX.isBlank();
  }

  /**
   * Starts a world.
   *
   * @param release a release's name, such as trixie, or {@link #HOST}
   */
  static Root start(String release) {
    return start(List.of(), release);
  }

  /** Starts a world in which /tmp/project is the project, which only root can have there. */
  static Root startWithProject(String release) {
    return start(List.of("--project"), release);
  }

  private static Root start(List<String> options, String release) {
    Tools.require("unshare", "nsenter", "setpriv", "flock", "ip");
    if (release.equals(HOST)) {
      Tools.require("qemu-system-x86_64", "passt", "busybox");
    }
    TROUBLES.computeIfAbsent(release, Root::trouble).ifPresent(Tools::missing);
    Tools.run(Path.of("."), List.of("guest/make-guest", GUEST.toString()));
    // A shell takes care of the processes that lose their parents; cat would leave them as zombies.
    List<String> command = script(options, release, "sh", "-c", "echo ready; cat; :");
    try {
      Path errors = Files.createTempFile("qrap-root", ".txt");
      Process world = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String said =
          new BufferedReader(new InputStreamReader(world.getInputStream(), UTF_8)).readLine();
      assertThat(said).as(() -> command + ": " + read(errors)).isEqualTo("ready");
      Files.delete(errors);
      return new Root(release, world);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With ROOT_PACKAGES=all in the environment, the root is the one with all packages. */
  private static List<String> script(List<String> options, String release, String... arguments) {
    List<String> command = new ArrayList<>(List.of("./root"));
    command.addAll(options);
    if ("all".equals(System.getenv("ROOT_PACKAGES"))) {
      command.add("--all");
    }
    command.add(release);
    command.addAll(List.of(arguments));
    return command;
  }

  private static Optional<String> trouble(String release) {
    if (release.equals(HOST)) {
      return Optional.empty();
    }
    Tools.Ended ended = Tools.call(Path.of("."), script(List.of(), release));
    String last = ended.output().strip().replaceFirst("(?s).*\n", "");
    return ended.status() == 0 ? Optional.empty() : Optional.of(last);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return file + " cannot be read: " + e;
    }
  }

  /** Fails or skips the test, as for any tool, if the release lacks one of these programs. */
  void require(String... programs) {
    for (String program : programs) {
      if (as(User.ROOT).run("sh", "-c", "command -v " + program).status() != 0) {
        Tools.missing(release + " has no " + program + " (distribution/root lists its packages)");
      }
    }
  }

  /**
   * Where a file of the world is for the test: it can be read and written as any other.
   *
   * @param inside its absolute path in the world
   */
  Path path(String inside) {
    return Path.of("/proc/" + init.pid() + "/root" + inside);
  }

  /** Begins a call of a program. */
  Call as(User user) {
    return new Call(user);
  }

  /** What a guest has said so far on its console. */
  Console console(String inside) {
    String said = Files.exists(path(inside)) ? read(path(inside)) : "";
    return new Console(said.replace("\r", ""));
  }

  /**
   * Serves a page to guests, which they find by {@link Call#boot}.
   *
   * @return what it says, which is new each time
   */
  String serve() {
    String token = UUID.randomUUID().toString();
    String httpd = "busybox httpd -p 127.0.0.1:" + PORT + " -h /tmp/www";
    String commands = "mkdir /tmp/www; echo " + token + " >/tmp/www/index.html; " + httpd;
    Tools.Ended ended = as(User.ROOT).run("sh", "-ec", commands);
    assertThat(ended.status()).as(ended.output()).isZero();
    return token;
  }

  /** Starts a passt, and returns once it listens on {@link #SOCKET}. */
  Program passt(User user, String... options) {
    return passtOn(SOCKET, user, options);
  }

  /** Starts a passt, and returns once it listens on a socket. */
  Program passtOn(String socket, User user, String... options) {
    List<String> command = new ArrayList<>(List.of("passt", "-f", "-s", socket));
    command.addAll(List.of(options));
    Program passt = as(user).start(command.toArray(new String[0]));
    // A socket's file is there before it can be connected to; the kernel's list is exact.
    String listens = "grep -q ' 00010000 .* " + socket + "$' /proc/net/unix";
    await(
        () -> !passt.isAlive() || as(User.ROOT).run("sh", "-c", listens).status() == 0,
        "passt listens");
    assertThat(passt.isAlive()).as(passt::said).isTrue();
    return passt;
  }

  /**
   * The names of the programs that run in the world, sorted, without shells and what lists them.
   */
  List<String> running() {
    String list = "cat /proc/[0-9]*/comm 2>/dev/null | grep -vxE 'sh|cat|grep|sort' | sort";
    return as(User.ROOT).run("sh", "-c", list).output().lines().toList();
  }

  /** Waits for something that must come, with a limit that only a fault can reach. */
  static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + HANGS_SECONDS * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain: " + what).isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    // Its first process ends with its input, and all others with that.
    Tools.endByInput(world);
  }

  /**
   * A call of a program, as it is built up. The program runs in /tmp, with the world's PATH and
   * HOME and what {@link #with} adds, and nothing else of the environment.
   */
  final class Call {

    private final User user;
    private final Map<String, String> environment = new TreeMap<>();
    private boolean defaults;
    private String kernel = "console=ttyS0 quiet panic=-1 qrap.port=" + PORT;

    private Call(User user) {
      this.user = user;
    }

    Call with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** Says something to the kernel of a guest, which guest/init reads. */
    Call saying(String parameter) {
      kernel += " " + parameter;
      return this;
    }

    /** Lets QEMU add the devices that it adds by default. */
    Call withDefaultDevices() {
      defaults = true;
      return this;
    }

    /** Runs it to its end. */
    Tools.Ended run(String... command) {
      return Tools.call(Path.of("."), entering(List.of(), List.of(command)));
    }

    /** Starts it and does not wait. */
    Program start(String... command) {
      started++;
      String name = "/tmp/program." + started;
      String begin = "echo $$ >" + name + ".pid; exec \"$@\" >" + name + ".log 2>&1";
      try {
        Process process =
            new ProcessBuilder(entering(List.of("sh", "-c", begin, "sh"), List.of(command)))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        await(() -> !process.isAlive() || Files.exists(path(name + ".log")), "it starts");
        return new Program(process, name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /**
     * Boots the guest, and returns when it has powered off.
     *
     * @param beginning qrap and the first of QEMU's arguments: the machine and its devices. The
     *     rest, from the accelerator to the kernel, is added.
     */
    Boot boot(String... beginning) {
      started++;
      String console = "/tmp/console." + started;
      Tools.Ended ended = run(guest(console, beginning));
      return new Boot(ended.status(), ended.output(), console(console));
    }

    /**
     * Boots the guest, and does not wait.
     *
     * @param console where it says what it says, see {@link Root#console}
     * @param beginning as for {@link #boot}
     */
    Program startGuest(String console, String... beginning) {
      return start(guest(console, beginning));
    }

    private String[] guest(String console, String... beginning) {
      List<String> line = new ArrayList<>(List.of("timeout", "-k", "5", "" + HANGS_SECONDS));
      line.addAll(List.of(beginning));
      line.addAll(List.of("-accel", "tcg", "-m", "256", "-no-user-config"));
      if (!defaults) {
        line.add("-nodefaults");
      }
      line.addAll(List.of("-no-reboot", "-display", "none", "-serial", "file:" + console));
      line.addAll(List.of("-kernel", "/tmp/distribution/target/guest/vmlinux"));
      line.addAll(List.of("-initrd", "/tmp/distribution/target/guest/initrd.gz"));
      // tsc_early_khz: guest/boot says why.
      line.addAll(List.of("-append", kernel + " tsc_early_khz=2000000"));
      return line.toArray(new String[0]);
    }

    /** Into the world, as the user, with the environment. */
    private List<String> entering(List<String> first, List<String> command) {
      List<String> all = new ArrayList<>(List.of("nsenter", "--target", "" + init.pid()));
      if (!Tools.isRoot()) {
        all.addAll(List.of("--user", "--preserve-credentials"));
      }
      all.addAll(
          List.of("--mount", "--net", "--ipc", "--pid", "--wd=/proc/" + init.pid() + "/cwd"));
      all.addAll(List.of("env", "-i", "PATH=/tmp/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
      all.addAll(List.of("HOME=/root", "LC_ALL=C.UTF-8"));
      environment.forEach((name, value) -> all.add(name + "=" + value));
      all.addAll(first);
      if (user == User.ORDINARY) {
        all.add("as-ordinary");
      }
      all.addAll(command);
      return all;
    }
  }

  /** A program that was started in the world. */
  final class Program {

    private final Process process;
    private final String name;

    private Program(Process process, String name) {
      this.process = process;
      this.name = name;
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** What it has said so far, on standard output and error. */
    String said() {
      return read(path(name + ".log"));
    }

    /** Ends it by a signal, such as TERM, and waits for its end. */
    void stop(String signal) {
      String kill = "kill -" + signal + " $(cat " + name + ".pid)";
      Tools.Ended ended = as(User.ROOT).run("sh", "-c", kill);
      assertThat(ended.status()).as(ended.output()).isZero();
      await(() -> !process.isAlive(), "the end of " + name);
    }
  }

  /**
   * How a guest's run went.
   *
   * @param status QEMU's exit status, or qrap's; 0 once the guest has powered off
   * @param said what qrap and QEMU said
   * @param console what the guest said
   */
  record Boot(int status, String said, Console console) {}

  /**
   * What the guest says on its console (guest/init).
   *
   * @param text all of it
   */
  record Console(String text) {

    /** Drivers and hardware addresses of its cards: {@code virtio_net 52:54:00:12:34:56}. */
    List<String> cards() {
      return after("nic ");
    }

    /** Addresses and gateways that it got by DHCP: {@code 192.0.2.10 via 192.0.2.1}. */
    List<String> leases() {
      return after("lease ");
    }

    /** The lines of the page that it fetched; none if it fetched none. */
    List<String> page() {
      List<String> lines = text.lines().toList();
      int begin = lines.indexOf("QRAP-GUEST page BEGIN");
      int end = lines.indexOf("QRAP-GUEST page END");
      return begin < 0 || end < 0 ? List.of() : lines.subList(begin + 1, end);
    }

    private List<String> after(String word) {
      String beginning = "QRAP-GUEST " + word;
      return text.lines()
          .filter(line -> line.startsWith(beginning))
          .map(line -> line.substring(beginning.length()))
          .toList();
    }
  }
}
