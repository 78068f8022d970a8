// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.exec.ChildJvm.Result;
import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Becoming another program (docs/transparency.md). What the program sees is compared with what it
 * sees if the same shell starts it directly.
 */
final class ExecuteTest {

  private static final String PLAINLY = "\"$@\"";

  @TempDir static Path shared;
  @TempDir Path folder;

  private static ChildJvm jvm;

  @BeforeAll
  static void unpackClasses() throws IOException {
    jvm = ChildJvm.in(shared.resolve("classes"));
  }

  @Test
  void theProcessStaysTheSame() throws Exception {
    Process process =
        jvm.start(PLAINLY, Becomes.class, "/bin/sh", "sh", "-c", "echo $$ $PPID; exec cat");
    String line = process.inputReader().readLine();
    process.getOutputStream().close();

    assertThat(line).isEqualTo(process.pid() + " " + ProcessHandle.current().pid());
    assertThat(process.waitFor()).isEqualTo(0);
  }

  @Test
  void argumentsAreTheSameBytes() throws Exception {
    Result result =
        jvm.run(
            "env LC_ALL=C \"$@\" '' \"$(printf 'a\\nb')\" \"$(printf '\\377\\200')\" '' '*' ''",
            Becomes.class,
            "/usr/bin/printf",
            "printf",
            "[%s]");

    assertThat(result).isEqualTo(new Result("[][a\nb][\u00ff\u0080][][*][]", 0));
  }

  @Test
  void argumentZeroIsSaidByItself() throws Exception {
    Result result = jvm.run(PLAINLY, Becomes.class, "/bin/sh", "kvm", "-c", "echo $0");

    assertThat(result.output()).isEqualTo("kvm\n");
  }

  @Test
  void thereMayBeManyArguments() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("/bin/sh", "sh", "-c", "echo $# $1", "sh"));
    for (int i = 0; i < 20; i++) {
      arguments.add("x".repeat(10_000));
    }
    Result result = jvm.run(PLAINLY, Becomes.class, arguments.toArray(String[]::new));

    assertThat(result.output()).isEqualTo("20 " + "x".repeat(10_000) + "\n");
  }

  @Test
  void theEnvironmentIsTheSameBytesInTheSameOrder() throws Exception {
    String script =
        "env -i A-B=1 EMPTY= \"TEXT=$(printf 'a=b\\nc')\" \"BYTES=$(printf '\\377')\" A-B=2 PATH=/bin"
            + " \"$@\"";

    Result result = jvm.run(script, Becomes.class, "/usr/bin/env", "env", "-0");

    assertThat(result.output()).isEqualTo("A-B=2\0EMPTY=\0TEXT=a=b\nc\0BYTES=\u00ff\0PATH=/bin\0");
    assertThat(result).isEqualTo(ChildJvm.run(script, List.of("env", "-0")));
  }

  @Test
  void theEnvironmentIsWithoutWhatJavaAddsToIt() throws Exception {
    String folder = Path.of(System.getProperty("java.home"), "lib", "server").toString();
    String script = "env -i LD_LIBRARY_PATH=/nonexistent:" + folder + " A=b \"$@\"";

    Result result = jvm.run(script, Becomes.class, "/usr/bin/env", "env", "-0");

    assertThat(result).isEqualTo(ChildJvm.run(script, List.of("env", "-0")));
  }

  @Test
  void anEmptyEnvironmentStaysEmpty() throws Exception {
    assertThat(jvm.run("env -i \"$@\"", Becomes.class, "/usr/bin/env", "env"))
        .isEqualTo(new Result("", 0));
  }

  @Test
  void exactlyTheInheritedDescriptorsAreInherited() throws Exception {
    String script = "7</dev/null 9</dev/null \"$@\"";

    Result result = jvm.run(script, Becomes.class, "/bin/ls", "ls", "/proc/self/fd");

    // ls opens the folder itself, on 3.
    assertThat(result).isEqualTo(new Result("0\n1\n2\n3\n7\n9\n", 0));
    assertThat(result).isEqualTo(ChildJvm.run(script, List.of("ls", "/proc/self/fd")));
  }

  @Test
  void aClosedStandardInputStaysClosed() throws Exception {
    String script = "<&- \"$@\"";

    Result result = jvm.run(script, Becomes.class, "/bin/sh", "sh", "-c", "test -e /proc/$$/fd/0");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result)
        .isEqualTo(ChildJvm.run(script, List.of("sh", "-c", "test -e /proc/$$/fd/0")));
  }

  @Test
  void theConnectionIsInheritedWithItsAnswer() throws Exception {
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      Result result =
          jvm.run(
              "4</dev/null \"$@\"",
              BecomesConnected.class,
              backend.path().toString(),
              "5",
              "/bin/sh",
              "sh",
              "-c",
              "head -c 46 <&5 | od -An -tx1 -N8; ls /proc/self/fd");

      // ls opens the folder itself, on 3.
      assertThat(result)
          .isEqualTo(new Result(" 00 00 00 2a 00 00 00 00\n0\n1\n2\n3\n4\n5\n6\n", 0));
    }
  }

  /** QEMU opens it by that path, and so finds its beginning whatever was read of it before. */
  @Test
  void aTextIsInheritedAsAFile() throws Exception {
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      Result result =
          jvm.run(
              PLAINLY,
              BecomesConnected.class,
              backend.path().toString(),
              "5",
              "/bin/sh",
              "sh",
              "-c",
              "head -c 100 <&6 >/dev/null; cat /proc/self/fd/6");

      assertThat(result).isEqualTo(new Result(BecomesConnected.TEXT, 0));
    }
  }

  @Test
  void theSignalMaskIsTheOneOfTheStart() throws Exception {
    // The test's own JVM has blocked SIGQUIT already: env(1) gives an empty mask first.
    assertThat(signalMask("env --default-signal \"$@\"")).isEqualTo("0000000000000000");
    assertThat(
            signalMask("env --default-signal env --block-signal=QUIT --block-signal=USR1 \"$@\""))
        .isEqualTo("0000000000000204");
    assertThat(signalMask("env --block-signal \"$@\"")).startsWith("ffff");
  }

  /** What a program's signal mask is, and would be without us. */
  private static String signalMask(String script) throws Exception {
    String label = "SigBlk:\t";
    List<String> program = List.of("grep", "^" + label, "/proc/self/status");
    Result result =
        jvm.run(script, Becomes.class, "/bin/grep", "grep", "^" + label, "/proc/self/status");

    assertThat(result).isEqualTo(ChildJvm.run(script, program));
    return result.output().substring(label.length()).strip();
  }

  @Test
  void limitsUmaskAndFolderAreTheSame() throws Exception {
    String asks = "ulimit -S -n; ulimit -H -n; umask; pwd";
    String script = "sh -c 'ulimit -S -n 123; umask 017; cd /usr; exec \"$@\"' sh \"$@\"";

    Result result = jvm.run(script, Becomes.class, "/bin/sh", "sh", "-c", asks);

    assertThat(result.output()).startsWith("123\n").endsWith("\n0017\n/usr\n");
    assertThat(result).isEqualTo(ChildJvm.run(script, List.of("sh", "-c", asks)));
  }

  @Test
  void aScriptThatNamesNoInterpreterIsTheShells() throws Exception {
    Path script = Files.writeString(folder.resolve("script"), "echo \"ran $0 with $1\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

    Result result = jvm.run(PLAINLY, Becomes.class, script.toString(), "kvm", "an argument");

    assertThat(result).isEqualTo(new Result("ran " + script + " with an argument\n", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\177ELF\2\1\1\0 of another machine"})
  void whatIsNoScriptIsNotTheShells(String content) throws Exception {
    Path program = folder.resolve("program");
    Files.write(program, content.getBytes(ISO_8859_1));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    Result result = jvm.run("env LC_ALL=C \"$@\"", Becomes.class, program.toString(), "kvm");

    assertThat(result.output()).isEqualTo("exec " + program + ": Exec format error (ENOEXEC)");
  }

  @Test
  void whatDoesNotWorkIsSaid() throws Exception {
    assertThat(jvm.run("env LC_ALL=C \"$@\"", Becomes.class, "/no/such/program", "x").output())
        .isEqualTo("exec /no/such/program: No such file or directory (ENOENT)");
    assertThat(jvm.run("env LC_ALL=C \"$@\"", Becomes.class, "/etc/passwd", "x").output())
        .isEqualTo("exec /etc/passwd: Permission denied (EACCES)");
  }

  @Test
  void otherThreadsMayOpenAndCloseFiles() throws Exception {
    assertThat(jvm.run("env LC_ALL=C \"$@\"", FailsBusily.class).output())
        .isEqualTo("[exec /no/such/program: No such file or directory (ENOENT)]");
  }

  @Test
  void aConnectionIsNeverAStandardStream() throws Exception {
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      String socket = backend.path().toString();

      assertThat(jvm.run(PLAINLY, ConnectsWithoutStandardError.class, socket).output())
          .isEqualTo("[/dev/null]1[]1");
    }
  }

  @Test
  void theJvmsOwnFilesAreKnownWhereverItsImageLies() throws Exception {
    Path image = copyOfTheImage(folder.resolve("T\u00e9l\u00e9chargements"));

    Result result =
        jvm.with(image.resolve("bin/java"))
            .run("env LC_ALL=C.UTF-8 \"$@\"", Becomes.class, "/bin/ls", "ls", "/proc/self/fd");

    assertThat(result).isEqualTo(new Result("0\n1\n2\n3\n", 0));
  }

  /** Hard links where that is possible. */
  private static Path copyOfTheImage(Path copy) throws IOException {
    Path image = Path.of(System.getProperty("java.home")).toRealPath();
    assumeTrue(Files.exists(image.resolve("lib/modules")), "not an image");
    for (String part : List.of("bin/java", "conf", "lib")) {
      try (Stream<Path> files = Files.walk(image.resolve(part))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          Path target = copy.resolve(image.relativize(file).toString());
          Files.createDirectories(target.getParent());
          try {
            Files.createLink(target, file.toRealPath());
          } catch (FileSystemException e) {
            Files.copy(file, target);
          }
        }
      }
    }
    return copy;
  }
}
