// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.qrap.testkit.FakeBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A place where qrap runs with a {@code /tmp} of its own, so that {@code /tmp/passt_1.socket} is
 * private. In it lie
 *
 * <ul>
 *   <li>{@code /tmp/image}: the image, wherever the clone lies;
 *   <li>{@code /tmp/bin}, the first folder in PATH: the stand-in for QEMU under some names;
 *   <li>{@code /tmp/home}: an empty home.
 * </ul>
 *
 * <p>{@code /etc/qrap} is empty. The process that is started becomes qrap: it has its process id.
 * All text is a byte string.
 */
final class Sandbox implements AutoCloseable {

  /** The image that the build made with the newest JDK. */
  static final Path IMAGE = Path.of("target", "qrap").toAbsolutePath();

  static final String QRAP = "/tmp/image/bin/qrap";

  /** How the stand-in ends, and so qrap, once it is the stand-in. */
  static final int STANDIN_STATUS = 42;

  /** Far longer than anything takes: what is not over by then hangs. */
  private static final int HANGS_SECONDS = 120;

  /**
   * $1 the image, $2 the folder that becomes /tmp, $3 what else is to be set up; for start, $4...
   */
  private static final String SETUP =
      """
      set -e
      mount --bind "$1" "$2/image"
      mount --rbind "$2" /tmp
      [ ! -e /etc/qrap ] || mount --bind /tmp/empty /etc/qrap
      cd /tmp
      eval "$3"
      shift 3
      exec /tmp/start "$@"
      """;

  private final Path folder;
  private final Path image;
  private final List<FakeBackend> backends = new ArrayList<>();
  private final List<Process> passts = new ArrayList<>();
  private int calls;

  private Sandbox(Path image) {
    this.image = image;
    Tools.require("unshare", "mount", "sh");
    try {
      folder = Files.createTempDirectory("qrap-it");
      // As /tmp: whoever runs in it may go on living there.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      for (String name : List.of("image", "bin", "home", "empty")) {
        Files.createDirectory(folder.resolve(name));
      }
      Files.copy(Tools.compiled("start"), folder.resolve("start"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    standIn("bin/kvm");
  }

  /** Nothing listens in it. */
  static Sandbox of(Path image) {
    return new Sandbox(image);
  }

  /** A backend answers on {@code /tmp/passt_1.socket}. */
  static Sandbox withBackend() {
    Sandbox sandbox = new Sandbox(IMAGE);
    sandbox.backend();
    return sandbox;
  }

  /** Makes a backend answer on {@code /tmp/passt_1.socket}. */
  FakeBackend backend() {
    return keep(FakeBackend.answering(path("passt_1.socket")));
  }

  /** Starts a real passt, which listens on a socket in /tmp until the sandbox is closed. */
  Process passt(String inTmp, String... options) throws IOException, InterruptedException {
    Tools.require("passt");
    ProcessBuilder builder = new ProcessBuilder("passt", "-f", "-s", path(inTmp).toString());
    builder.command().addAll(List.of(options));
    Path log = path("passt.log");
    Process passt = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    passts.add(passt);
    while (!Files.readString(log).contains("You can now start")) {
      if (!passt.isAlive()) {
        throw new AssertionError("passt: " + Files.readString(log));
      }
      Thread.sleep(20);
    }
    return passt;
  }

  FakeBackend keep(FakeBackend backend) {
    backends.add(backend);
    return backend;
  }

  /** Where something that is in /tmp inside lies outside. */
  Path path(String inTmp) {
    return folder.resolve(inTmp);
  }

  /** Puts the stand-in for QEMU somewhere in /tmp. */
  void standIn(String inTmp) {
    put("standin", inTmp);
  }

  /** Puts the program of src/test/c/NAME.c somewhere in /tmp. */
  void put(String name, String inTmp) {
    try {
      Path place = path(inTmp);
      Files.createDirectories(place.getParent());
      Files.copy(Tools.compiled(name), place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file in /tmp, with its folders. */
  Path write(String inTmp, String content) {
    try {
      Path file = path(inTmp);
      Files.createDirectories(file.getParent());
      return Files.write(file, content.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Call qrap(String... arguments) {
    return qrap(List.of(arguments));
  }

  Call qrap(List<String> arguments) {
    return program(QRAP, arguments);
  }

  Call program(String program, List<String> arguments) {
    List<String> vector = new ArrayList<>(List.of(program, program));
    vector.addAll(arguments);
    return new Call(vector);
  }

  /** A call of a program, as it is built up. */
  final class Call {

    private final List<String> vector;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String setup = ":";
    private String input = "";
    private List<String> steps = List.of();

    private Call(List<String> vector) {
      this.vector = vector;
      environment.put("PATH", "/tmp/bin:/usr/bin:/bin");
      environment.put("HOME", "/tmp/home");
      environment.put("LC_ALL", "C");
    }

    Call with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    Call without(String variable) {
      environment.remove(variable);
      return this;
    }

    /** What the process reads from its standard input. */
    Call input(String text) {
      input = text;
      return this;
    }

    /**
     * Makes /tmp sticky, as it is elsewhere: whoever may write into it cannot exchange what others
     * have put there. qrap takes plugin jars from no other.
     */
    Call inStickyTmp() {
      return after("chmod 1777 /tmp");
    }

    /** Shell commands that set up the process which then becomes the program. */
    Call after(String commands) {
      setup = setup + "; " + commands;
      return this;
    }

    /** How the process changes its own state at the last moment (src/test/c/start.c). */
    Call stepping(List<String> changes) {
      steps = changes;
      return this;
    }

    Result run() {
      return start().end();
    }

    /** Starts the process and does not wait. */
    Running start() {
      calls++;
      String out = "started." + calls;
      environment.putIfAbsent("STANDIN_OUT", "/tmp/" + out);
      try {
        return new Starter(out).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The files of one call. */
    private final class Starter {
      private final Path started;
      private final Path stdout = path("stdout." + calls);
      private final Path stderr = path("stderr." + calls);
      private final String call = "call." + calls;

      Starter(String out) {
        started = path(out);
      }

      Running start() throws IOException {
        Files.write(path(call), described());
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!Tools.isRoot()) {
          command.add("--map-root-user");
        }
        command.addAll(List.of("sh", "-c", SETUP, "setup", image.toString(), folder.toString()));
        command.addAll(List.of(setup, "/tmp/" + call));
        command.addAll(steps);
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.redirectInput(write("stdin." + calls, input).toFile());
        return new Running(builder.start(), vector, stdout, stderr, started);
      }

      /** For src/test/c/start.c. */
      private byte[] described() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of(String.valueOf(environment.size())));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(vector);
        for (String word : words) {
          bytes.writeBytes(word.getBytes(ISO_8859_1));
          bytes.write(0);
        }
        return bytes.toByteArray();
      }
    }
  }

  /** A process that was started and has not been waited for. */
  static final class Running {

    private final Process process;
    private final List<String> vector;
    private final Path stdout;
    private final Path stderr;
    private final Path started;

    private Running(Process process, List<String> vector, Path stdout, Path stderr, Path started) {
      this.process = process;
      this.vector = vector;
      this.stdout = stdout;
      this.stderr = stderr;
      this.started = started;
    }

    long pid() {
      return process.pid();
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** Waits for the end. */
    Result end() {
      try {
        if (!process.waitFor(HANGS_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("hangs: " + vector);
        }
        // A signal may end the stand-in when it has made the file and not yet written it.
        boolean told = Files.exists(started) && Files.size(started) > 0;
        Optional<Started> exec =
            told ? Optional.of(Started.parse(text(started))) : Optional.empty();
        return new Result(process.pid(), process.exitValue(), text(stdout), text(stderr), exec);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static String text(Path file) throws IOException {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    }
  }

  /**
   * What became of a call.
   *
   * @param pid the process that was started
   * @param status its exit status
   * @param started what the stand-in was given, if it ran
   */
  record Result(long pid, int status, String stdout, String stderr, Optional<Started> started) {

    /** What the stand-in was given; it is an error if it did not run. */
    Started exec() {
      return started.orElseThrow(
          () -> new AssertionError("nothing was started, status " + status + ": " + stderr));
    }
  }

  @Override
  public void close() {
    for (FakeBackend backend : backends) {
      backend.close();
    }
    for (Process passt : passts) {
      passt.destroy();
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
