// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.FakeHost.Peer;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.Processes;
import dev.qrap.core.testing.SpokenLines;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.SocketCandidate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class SocketSearchTest {

  private final FakeHost host = new FakeHost();
  private final SpokenLines reporter = new SpokenLines(true);

  private final FakeCatalog plugins = new FakeCatalog().with(Kind.BACKEND, new FakePlugins.Passt());

  private SocketSearch search(int timeoutMillis) {
    return search(timeoutMillis, SocketSearch.BUSY_ATTEMPTS);
  }

  private SocketSearch search(int timeoutMillis, int busyAttempts) {
    LaunchContext context =
        new LaunchContext(
            host, Processes.of(List.of()), Settings.defaults(LaunchForm.BARE, List.of()), reporter);
    return new SocketSearch(
        context,
        new Backends(plugins.catalog(), "", BackendHost.BARE),
        Protocol.FRAMES,
        timeoutMillis,
        busyAttempts);
  }

  /** A search for a socket that the user named. */
  private String named(int timeoutMillis) throws LaunchException {
    SocketSearch search = search(timeoutMillis, SocketSearch.UNTIL_TIMEOUT);
    List<SocketCandidate> candidates = List.of(new SocketCandidate("/a"));
    return search.find(candidates).orElseThrow(search::failure).path();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY_AT_ONCE", "BUSY_AFTER_PROBE", "FULL"})
  void aNamedOneIsWaitedForUntilTheTimeout(Peer peer) throws LaunchException {
    host.socket("/a", times(90, peer, Peer.ANSWERING));
    assertThat(named(100_000)).isEqualTo("/a");

    host.socket("/a", peer);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> named(5000))
        .withMessageStartingWith("no network backend answered in time; gave up at /a:\n  /a: ");
  }

  @Test
  void aNamedOneThatIsSilentIsAskedOnceAndWaitedFor() {
    host.socket("/a", Peer.SILENT);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> named(5000))
        .withMessageStartingWith("no network backend answers:\n  /a: no answer within 5000 ms\n");
    assertThat(host.calls("connect")).hasSize(1);
    assertThat(reporter.waits()).contains("/a: no answer yet").endsWith("");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSING", "DEAD", "UNTRUSTED"})
  void whatCannotBecomeGoodIsNotWaitedFor(Peer peer) {
    host.socket("/a", peer, Peer.ANSWERING);
    assertThatExceptionOfType(LaunchException.class).isThrownBy(() -> named(5000));
    assertThat(host.calls("pause")).isEmpty();
  }

  private SocketSearch.Found find(int timeoutMillis, String... paths) throws LaunchException {
    List<SocketCandidate> candidates = Arrays.stream(paths).map(SocketCandidate::new).toList();
    SocketSearch search = search(timeoutMillis);
    return search.find(candidates).orElseThrow(search::failure);
  }

  private String found(String... paths) throws LaunchException {
    return find(30_000, paths).path();
  }

  private void assertNoBackend(String message, String... paths) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> found(paths))
        .withMessage(
            "no network backend answers:"
                + message
                + "\nLet qrap start one (qrap run, or the setting start=if-none), start one yourself, or name its socket (the setting socket=)");
  }

  /** A peer some times and then another one for ever. */
  private static Peer[] times(int times, Peer peer, Peer last) {
    Peer[] meets = new Peer[times + 1];
    Arrays.fill(meets, peer);
    meets[times] = last;
    return meets;
  }

  @Test
  void theFirstThatAnswersWins() throws LaunchException {
    host.socket("/b", Peer.ANSWERING).socket("/c", Peer.ANSWERING);
    SocketSearch.Found found = find(30_000, "/a", "/b", "/c");
    assertThat(found.path()).isEqualTo("/b");
    assertThat(host.calls()).containsExactly("find /a", "find /b", "connect /b 500");
    assertThat(host.sent()).containsExactly("probe".getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"IDLE", "ANSWERING", "NO_DESCRIPTOR_LEFT"})
  void whateverIsWrongWithOneTheNextIsTried(Peer peer) throws LaunchException {
    host.socket("/a", peer).socket("/b", Peer.ANSWERING);
    assertThat(found("/a", "/b")).isEqualTo("/b");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSING", "SILENT", "FULL", "DEAD", "UNTRUSTED"})
  void onlyABusyOneIsTriedAgain(Peer peer) throws LaunchException {
    host.socket("/a", peer, Peer.ANSWERING).socket("/b", Peer.ANSWERING);
    assertThat(found("/a", "/b")).isEqualTo("/b");
    assertThat(host.calls()).containsOnlyOnce("find /a");
    assertThat(host.calls("pause")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY_AT_ONCE", "BUSY_AFTER_PROBE"})
  void aBusyOneIsTriedFiftyOneTimes(Peer busy) throws LaunchException {
    host.socket("/a", times(51, busy, Peer.ANSWERING)).socket("/b", Peer.ANSWERING);
    assertThat(found("/a", "/b")).isEqualTo("/b");
    assertThat(host.calls("connect /a")).hasSize(51).containsOnly("connect /a 500");
    assertThat(host.calls("pause")).hasSize(50).containsOnly("pause 50");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUSY_AT_ONCE", "BUSY_AFTER_PROBE"})
  void aBusyOneMayAnswerAtTheLastAttempt(Peer busy) throws LaunchException {
    host.socket("/a", times(50, busy, Peer.ANSWERING));
    assertThat(found("/a", "/b")).isEqualTo("/a");
    assertThat(host.calls("connect")).hasSize(51);
  }

  @Test
  void everyConnectionIsClosedButTheWinner() throws LaunchException {
    host.socket("/a", Peer.BUSY_AT_ONCE, Peer.BUSY_AFTER_PROBE, Peer.CLOSING)
        .socket("/b", Peer.SILENT)
        .socket("/c", Peer.DEAD)
        .socket("/d", Peer.ANSWERING);
    assertThat(found("/a", "/b", "/c", "/d")).isEqualTo("/d");
    assertThat(host.calls("close")).containsExactly("close /a", "close /a", "close /a", "close /b");
    assertThat(host.calls("discard")).isEmpty();
  }

  @Test
  void theTimeoutEndsTheSearchAndShortensTheLastCall() {
    host.socket("/a", Peer.SILENT).socket("/b", Peer.SILENT).socket("/c", Peer.ANSWERING);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> find(800, "/a", "/b", "/c"))
        .withMessage(
            """
            no network backend answered in time; gave up at /c:
              /a: no answer within 500 ms
              /b: no answer within 300 ms
            The setting timeout= (seconds) says how long to try""");
    assertThat(host.calls("connect")).containsExactly("connect /a 500", "connect /b 300");
  }

  @Test
  void theTimeoutAlsoEndsTheWaitForABusyOne() {
    host.socket("/a", Peer.BUSY_AT_ONCE).socket("/b", Peer.ANSWERING);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> find(1000, "/a", "/b"))
        .withMessage(
            """
            no network backend answered in time; gave up at /a:
              /a: busy with another client
            The setting timeout= (seconds) says how long to try""");
    assertThat(host.calls("connect")).hasSize(20).endsWith("connect /a 50");
  }

  @Test
  void theSearchEndsWhereNoDescriptorIsLeft() {
    host.socket("/a", Peer.DEAD).socket("/b", Peer.NO_DESCRIPTOR_LEFT).socket("/c", Peer.ANSWERING);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> found("/a", "/b", "/c"))
        .withMessage(
            "no descriptor is left to look for a backend: socket /b: refused (EMFILE); raise the"
                + " limit of descriptors (ulimit -n), or start qrap with fewer open");
  }

  @Test
  void theErrorSaysWhatIsWrongWithEach() {
    host.socket("/b", Peer.BUSY_AFTER_PROBE)
        .socket("/c", Peer.CLOSING)
        .socket("/d", Peer.SILENT)
        .socket("/e", Peer.FULL)
        .socket("/f", Peer.DEAD)
        .socket("/g", Peer.UNTRUSTED);
    assertNoBackend(
        "\n  /a: refused (open: ENOENT)"
            + "\n  /b: busy with another client"
            + "\n  /c: closed the connection without an answer"
            + "\n  /d: no answer within 500 ms"
            + "\n  /e: not accepting connections within 500 ms"
            + "\n  /f: refused (connect: ECONNREFUSED)"
            + "\n  /g: user 1234 owns it, who is not trusted",
        "/a",
        "/b",
        "/c",
        "/d",
        "/e",
        "/f",
        "/g");
  }

  @Test
  void thoseInARowThatFailAlikeShareALine() {
    host.socket("/4", Peer.DEAD).socket("/6", Peer.SILENT).socket("/7", Peer.SILENT);
    String[] paths = IntStream.rangeClosed(1, 99).mapToObj(i -> "/" + i).toArray(String[]::new);
    assertNoBackend(
        "\n  /1 .. /3: refused (open: ENOENT)"
            + "\n  /4: refused (connect: ECONNREFUSED)"
            + "\n  /5: refused (open: ENOENT)"
            + "\n  /6 .. /7: no answer within 500 ms"
            + "\n  /8 .. /99: refused (open: ENOENT)",
        paths);
  }

  @Test
  void theErrorNeverHasMoreThanTwelveLines() {
    String[] paths = IntStream.rangeClosed(1, 99).mapToObj(i -> "/" + i).toArray(String[]::new);
    for (int i = 0; i < paths.length; i += 2) {
      host.socket(paths[i], Peer.DEAD);
    }
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> found(paths))
        .satisfies(error -> assertThat(error.getMessage().lines()).hasSizeLessThanOrEqualTo(12))
        .withMessageContaining(
            "\n  /7: refused (connect: ECONNREFUSED)"
                + "\n  ... and others that failed in other ways (log=debug lists all)\n");
  }

  private String path(String... paths) throws LaunchException {
    SocketSearch search = search(30_000);
    return search
        .findPath(Arrays.stream(paths).map(SocketCandidate::new).toList())
        .orElseThrow(search::failure);
  }

  @Test
  void whereThePathIsEnoughNobodyIsUsedUp() throws LaunchException {
    host.socket("/b", Peer.DEAD).socket("/c", Peer.IDLE).socket("/d", Peer.IDLE);
    assertThat(path("/a", "/b", "/c", "/d")).isEqualTo("/c");
    assertThat(host.calls("connect")).containsExactly("connect /b 500");
    assertThat(reporter.details())
        .endsWith("/c: listens and has no client (attempt 1, at 1000000 ms)");
  }

  @Test
  void aBusyOneIsWaitedForUntilItIsIdle() throws LaunchException {
    host.socket("/a", Peer.BUSY_AT_ONCE, Peer.BUSY_AFTER_PROBE, Peer.IDLE);
    assertThat(path("/a", "/b")).isEqualTo("/a");
    assertThat(host.calls("connect")).hasSize(2);
    assertThat(reporter.waits()).endsWith("");
  }

  @Test
  void oneThatOnlySeemsToBeInUseIsAskedAndLeft() throws LaunchException {
    host.socket("/a", Peer.ANSWERING);
    assertThat(path("/a")).isEqualTo("/a");
    assertThat(host.calls()).containsExactly("find /a", "connect /a 500", "discard /a");
  }

  /** A link on the way could lead elsewhere by the time QEMU follows it. */
  @ParameterizedTest
  @EnumSource(names = {"IDLE", "ANSWERING"})
  void qemuGetsThePathWithoutLinks(Peer peer) throws LaunchException {
    host.socket("/link/a", peer).link("/link", "/real");
    assertThat(path("/link/a")).isEqualTo("/real/a");
  }

  @Test
  void thePathWithoutLinksMustFitIntoAnAddress() {
    String tooLong = "/" + "d".repeat(106);
    host.socket("/link/a", Peer.IDLE).link("/link", tooLong);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> path("/link/a"))
        .withMessageContaining("/link/a: QEMU itself needs a path of at most 107 bytes");
  }

  @Test
  void thePathWithoutLinksMayFillAnAddress() throws LaunchException {
    String longest = "/" + "d".repeat(104);
    host.socket("/link/a", Peer.IDLE).link("/link", longest);
    assertThat(path("/link/a")).hasSize(107).isEqualTo(longest + "/a");
  }

  @Test
  void aSocketThatTakesDatagramsIsNamedAsSuch() {
    host.socket("/a", Peer.DATAGRAMS);
    assertNoBackend("\n  /a: it " + SocketStatus.TAKES_DATAGRAMS, "/a");
  }

  @Test
  void whatIsWaitedForIsSaidUntilItIsOver() throws LaunchException {
    host.socket("/a", Peer.BUSY_AT_ONCE, Peer.BUSY_AFTER_PROBE, Peer.CLOSING)
        .socket("/b", Peer.SILENT)
        .socket("/c", Peer.ANSWERING);
    assertThat(found("/a", "/b", "/c")).isEqualTo("/c");
    assertThat(reporter.waits())
        .containsExactly(
            "/a: busy with another client, attempt 1 of 51",
            "/a: busy with another client, attempt 2 of 51",
            "/b: no answer within 500 ms",
            "");
  }

  @Test
  void withoutWaitingNothingIsSaid() throws LaunchException {
    host.socket("/b", Peer.ANSWERING);
    assertThat(found("/a", "/b")).isEqualTo("/b");
    assertThat(reporter.waits()).isEmpty();
  }

  @Test
  void inDetailEveryAttemptIsSaid() throws LaunchException {
    host.socket("/a", Peer.BUSY_AT_ONCE, Peer.ANSWERING);
    assertThat(found("/z", "/a")).isEqualTo("/a");
    assertThat(reporter.details())
        .containsExactly(
            "/z: refused (open: ENOENT) (attempt 1, at 1000000 ms)",
            "/a: busy with another client (attempt 1, at 1000000 ms)",
            "/a: answered (attempt 2, at 1000050 ms)");
    assertThat(reporter.said()).isEmpty();
  }

  private void withKind(Protocol protocol, boolean endsWithConnection) {
    Probe probe = new Probe("hello", endsWithConnection);
    plugins.with(Kind.BACKEND, new FakePlugins.Found("special", "/s", protocol, probe));
  }

  @Test
  void whatSpeaksAnotherProtocolIsNeverConnectedTo() throws LaunchException {
    withKind(Protocol.VHOST_USER, false);
    host.socket("/s", Peer.ANSWERING).socket("/b", Peer.ANSWERING);
    assertThat(found("/s", "/b")).isEqualTo("/b");
    assertThat(path("/s", "/b")).isEqualTo("/b");
    assertThat(host.calls("connect /s")).isEmpty();
    assertNoBackend(
        "\n  /s: a backend of the kind special listens there, which speaks vhost-user, and QEMU"
            + " would speak plain Ethernet frames",
        "/s");
  }

  @Test
  void eachKindGetsItsOwnProbe() throws LaunchException {
    withKind(Protocol.FRAMES, true);
    host.socket("/s", Peer.CLOSING).socket("/b", Peer.ANSWERING);
    assertThat(find(30_000, "/s", "/b").endsWithConnection()).isFalse();
    assertThat(host.sent().stream().map(bytes -> new String(bytes, ISO_8859_1)))
        .containsExactly("hello", "probe");
  }

  /** Only who has connected sees the process, and nothing was sent by then. */
  @Test
  void theProcessThatListensTellsMoreThanThePath() throws LaunchException {
    withKind(Protocol.VHOST_USER, false);
    host.socket("/a", Peer.ANSWERING).commandLine("/a", "special").socket("/b", Peer.ANSWERING);
    assertThat(found("/a", "/b")).isEqualTo("/b");
    assertThat(host.calls("close")).containsExactly("close /a");
    assertThat(host.sent()).hasSize(1);
  }

  @Test
  void oneThatEndsWithItsConnectionIsNotConnectedToForItsPath() throws LaunchException {
    withKind(Protocol.FRAMES, true);
    host.socket("/s", Peer.ANSWERING).socket("/b", Peer.ANSWERING);
    assertThat(path("/s", "/b")).isEqualTo("/b");
    assertThat(host.calls("connect /s")).isEmpty();
    assertThat(find(30_000, "/s").endsWithConnection()).isTrue();
  }
}
