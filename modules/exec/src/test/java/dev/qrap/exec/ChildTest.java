// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.OwnBackend;
import dev.qrap.core.host.Programs.Call;
import dev.qrap.core.host.Programs.Finished;
import dev.qrap.core.host.Programs.Relation;
import dev.qrap.core.host.StartedProgram;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that run beside this process: a shell that tells what it was given. */
final class ChildTest {

  private static final int TIMEOUT_MILLIS = 60_000;

  /** Those of the shell, which goes on: the program that lists them has another one. */
  private static final String DESCRIPTORS = "ls -m /proc/$$/fd; :";

  @TempDir Path folder;

  private final LinuxHost host = new LinuxHost();

  private Finished shell(String script) throws HostException {
    return host.run("/bin/sh", List.of("sh", "-c", script), List.of(), TIMEOUT_MILLIS);
  }

  private OwnBackend backend(String script) throws HostException {
    return host.startConnected(
        new Call("/bin/sh", List.of("sh", "-c", script), List.of(), Relation.CHILD),
        TIMEOUT_MILLIS);
  }

  @Test
  void theOutputIsWhatBothStreamsGetInTheirOrder() throws Exception {
    assertThat(shell("echo a; echo b >&2; echo c; exit 3")).isEqualTo(new Finished(3, "a\nb\nc\n"));
  }

  @Test
  void argumentsAndEnvironmentAreBytes() throws Exception {
    List<String> arguments = List.of("sh", "-c", "echo \"$0|$1|$ODD\"", "\u00e9\u00ff\n", "");
    assertThat(host.run("/bin/sh", arguments, List.of("ODD=\u00fe"), TIMEOUT_MILLIS).output())
        .isEqualTo("\u00e9\u00ff\n||\u00fe\n");
  }

  @Test
  void itHasThreeDescriptorsAndNothingToRead() throws Exception {
    Path file = Files.writeString(folder.resolve("ours"), "");
    try (FileInputStream ours = new FileInputStream(file.toFile())) {
      assertThat(ours.read()).isEqualTo(-1);
      assertThat(shell("cat; " + DESCRIPTORS).output()).isEqualTo("0, 1, 2\n");
    }
  }

  @Test
  void itsSignalMaskIsTheOneThatWeWereStartedWith() throws Exception {
    String own = Files.readString(Path.of("/proc/self/status"));
    assertThat(shell("grep ^SigBlk: /proc/self/status").output().strip())
        .isEqualTo(own.lines().filter(line -> line.startsWith("SigBlk:")).findFirst().get());
  }

  @Test
  void aSignalIsAStatusAsInAShell() throws Exception {
    assertThat(shell("kill -9 $$").status()).isEqualTo(128 + 9);
  }

  @Test
  void whatTakesTooLongIsKilled() throws Exception {
    Path number = folder.resolve("pid");
    List<String> arguments = List.of("sh", "-c", "echo $$ >" + number + "; exec sleep 1000");
    assertThatThrownBy(() -> host.run("/bin/sh", arguments, List.of("PATH=/bin:/usr/bin"), 500))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.errno().name()).isEqualTo("ETIMEDOUT"));
    assertThat(process(Files.readString(number).strip())).isEmpty();
  }

  @Test
  void whatCannotBeStartedIsAnError() {
    assertThatThrownBy(() -> host.run("/nowhere", List.of("x"), List.of(), TIMEOUT_MILLIS))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.errno().name()).isEqualTo("ENOENT"))
        .hasMessageContaining("/nowhere");
  }

  @Test
  void aBackendOfOurOwnAnswersOnTheOtherEnd() throws Exception {
    OwnBackend backend = backend(DESCRIPTORS + "; exec cat <&3 >&3");
    backend.socket().send(new byte[] {1, 2, 3});

    assertThat(backend.socket().awaitAnswer()).isTrue();
    assertThat(backend.awaitEnd(0)).isFalse();
    assertThat(backend.output()).isEqualTo("0, 1, 2, 3\n");
    backend.stop();
    assertThat(backend.awaitEnd(0)).isTrue();
  }

  @Test
  void whoHasTheOtherEndSeesOursClosed() throws Exception {
    OwnBackend backend = backend("cat <&3; exit 5");
    backend.socket().close();

    assertThat(backend.awaitEnd(TIMEOUT_MILLIS)).isTrue();
    assertThat(backend.ending()).isEqualTo("failed with exit status 5");
    backend.stop();
  }

  @Test
  void aBackendThatEndsIsSeenAtOnceAndLeavesItsWords() throws Exception {
    OwnBackend backend = backend("echo cannot >&2; exit 1");

    assertThat(backend.socket().awaitAnswer()).isFalse();
    assertThat(backend.awaitEnd(TIMEOUT_MILLIS)).isTrue();
    assertThat(backend.ending()).isEqualTo("failed with exit status 1");
    assertThat(backend.output()).isEqualTo("cannot\n");
    backend.stop();
  }

  private static final List<String> PATH = List.of("PATH=/bin:/usr/bin");

  private StartedProgram detached(String script, String... arguments) throws HostException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    words.addAll(List.of(arguments));
    return host.start(new Call("/bin/sh", words, PATH, Relation.DETACHED));
  }

  @Test
  void whatIsDetachedIsNobodysChildAndIsStoppedAsAnyOther() throws Exception {
    Path number = folder.resolve("pid");
    StartedProgram program =
        detached("echo \"$@\"; echo $$ >" + number + "; exec sleep 1000", "a b", "");
    await(() -> Files.exists(number) && Files.size(number) > 1);
    ProcessHandle process = process(Files.readString(number).strip()).orElseThrow();

    assertThat(program.output()).isEqualTo("a b \n");
    await(
        () -> process.parent().map(ProcessHandle::pid).orElse(0L) != ProcessHandle.current().pid());
    assertThat(program.awaitEnd(0)).isFalse();
    program.stop();
    await(() -> program.awaitEnd(0));
  }

  @Test
  void whatIsDetachedAndEndsIsSeen() throws Exception {
    StartedProgram program = detached("echo cannot >&2; exit 3");

    assertThat(program.awaitEnd(TIMEOUT_MILLIS)).isTrue();
    assertThat(program.ending()).isEqualTo("ended");
    assertThat(program.output()).isEqualTo("cannot\n");
    program.stop();
  }

  @Test
  void aDetachedBackendHasItsEndOfTheConnection() throws Exception {
    OwnBackend backend =
        host.startConnected(
            new Call("/bin/sh", List.of("sh", "-c", "exec cat <&3 >&3"), PATH, Relation.DETACHED),
            TIMEOUT_MILLIS);
    backend.socket().send(new byte[] {1, 2, 3});

    assertThat(backend.socket().awaitAnswer()).isTrue();
    backend.leave();
    backend.socket().close();
    assertThat(backend.awaitEnd(TIMEOUT_MILLIS)).isTrue();
    backend.stop();
  }

  /** What a program that is left writes for days must not fill the memory. */
  @Test
  void whatIsLeftCanWriteNothingMore() throws Exception {
    Path go = folder.resolve("go");
    StartedProgram program =
        detached("echo ready; while ! [ -e " + go + " ]; do sleep 0.01; done; echo more; exit 0");
    await(() -> program.output().equals("ready\n"));
    program.leave();
    Files.createFile(go);

    assertThat(program.awaitEnd(TIMEOUT_MILLIS)).isTrue();
    assertThat(program.output()).isEqualTo("ready\n");
    program.stop();
  }

  private OwnBackend restarted(String script) throws HostException {
    return host.startConnected(
        new Call("/bin/sh", List.of("sh", "-c", script), PATH, Relation.RESTARTED), TIMEOUT_MILLIS);
  }

  /** What it read before is lost, and what was sent after that is not. */
  @Test
  void anotherOneGoesOnWithTheConnectionOfOneThatWasKilled() throws Exception {
    Path number = folder.resolve("pid");
    OwnBackend backend = restarted("echo $$ >" + number + "; exec cat <&3 >&3");
    backend.socket().send(new byte[] {1});
    assertThat(backend.socket().read(1)).isEqualTo("\1");
    backend.leave();
    String first = Files.readString(number);
    process(first.strip()).get().destroyForcibly();
    backend.socket().send(new byte[] {2});

    assertThat(backend.socket().read(1)).isEqualTo("\2");
    assertThat(number).content().isNotEqualTo(first);
    assertThat(backend.awaitEnd(0)).isFalse();
    backend.socket().close();
    assertThat(backend.awaitEnd(TIMEOUT_MILLIS)).isTrue();
  }

  @Test
  void whatIsKilledBeforeItServesIsNotStartedAgain() throws Exception {
    OwnBackend backend = restarted("printf words; kill -9 $$");

    assertThat(backend.socket().read(1)).isEmpty();
    assertThat(backend.awaitEnd(TIMEOUT_MILLIS)).isTrue();
    assertThat(backend.ending()).isEqualTo("failed with exit status 137");
    assertThat(backend.output()).startsWith("words").doesNotContain("137"); // "Killed" by dash
    backend.stop();
  }

  @Test
  void whatFailsIsNotStartedAgain() throws Exception {
    Path times = folder.resolve("times");
    Path go = folder.resolve("go");
    OwnBackend backend =
        restarted(
            "echo x >>" + times + "; while ! [ -e " + go + " ]; do sleep 0.01; done; exit 128");
    backend.leave();
    Files.createFile(go);

    assertThat(backend.awaitEnd(TIMEOUT_MILLIS)).isTrue();
    assertThat(times).hasContent("x");
    backend.stop();
  }

  /** The program that hangs and the shell that waits for it. */
  @Test
  void whatWouldBeStartedAgainIsStoppedWithItsShell() throws Exception {
    Path number = folder.resolve("pid");
    OwnBackend backend = restarted("printf '%s\\n%s\\n' $PPID $$ >" + number + "; exec sleep 1000");
    await(() -> Files.exists(number) && Files.readAllLines(number).size() == 2);
    backend.stop();

    for (String each : Files.readAllLines(number)) {
      await(() -> process(each).isEmpty());
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    for (int i = 0; i < TIMEOUT_MILLIS && !condition.holds(); i++) {
      Thread.sleep(1);
    }
    assertThat(condition.holds()).isTrue();
  }

  private static Optional<ProcessHandle> process(String number) {
    return ProcessHandle.of(Long.parseLong(number));
  }
}
