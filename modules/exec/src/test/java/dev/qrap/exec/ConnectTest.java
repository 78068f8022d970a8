// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.core.host.BackendSocket;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which sockets are connected to (docs/security.md, "The backend's socket"), and what is said of
 * the others.
 */
final class ConnectTest {

  private static final int TIMEOUT = 10_000;
  private static final int STRANGER = 4711;

  @TempDir Path folder;

  @Test
  void ownSocketsAreTrusted() throws Exception {
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      connect(backend.path(), ownAlone()).close();
    }
  }

  @Test
  void aSocketsPathMayBeRelative() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      connect(here.relativize(backend.path()), ownAlone()).close();
    }
  }

  @Test
  void aSocketsPathMayBeLongerThanAnAddress() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("d".repeat(100)).resolve("e".repeat(90)));
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      Path moved = Files.move(backend.path(), deep.resolve("socket"));

      BackendSocket socket = connect(moved, ownAlone());
      socket.send(new byte[] {1});
      assertThat(socket.awaitAnswer()).isTrue();
      socket.discard();
    }
  }

  @Test
  void manySocketsOfAFolderAreTriedByOneHost() throws Exception {
    LinuxHost host = new LinuxHost();
    Path other = Files.createDirectory(folder.resolve("other"));
    try (FakeBackend first = FakeBackend.answering(folder.resolve("1"));
        FakeBackend second = FakeBackend.answering(folder.resolve("2"));
        FakeBackend third = FakeBackend.answering(other.resolve("1"))) {
      for (FakeBackend backend : new FakeBackend[] {first, second, third, first}) {
        BackendSocket socket = Reach.connect(host, backend.path().toString(), ownAlone(), TIMEOUT);
        socket.send(new byte[] {1});
        assertThat(socket.awaitAnswer()).isTrue();
        socket.discard();
      }
      assertThat(first.probes()).hasSize(2);
      assertThat(second.probes()).hasSize(1);
      assertThat(third.probes()).hasSize(1);
    }
  }

  @Test
  void aMissingSocketIsEnoent() throws Exception {
    assertThat(failure(folder.resolve("missing"), ownAlone()).errno().name()).isEqualTo("ENOENT");
    assertThat(failure(folder.resolve("missing/socket"), ownAlone()).errno().name())
        .isEqualTo("ENOENT");
    assertThat(failure("", ownAlone()).errno().name()).isEqualTo("ENOENT");
    assertThat(failure(folder + "/", ownAlone()).errno().name()).isEqualTo("ENOENT");
  }

  @Test
  void aSocketThatNobodyListensOnIsEconnrefused() throws Exception {
    Path path = folder.resolve("stale");
    listen(path).close();

    HostException failure = failure(path, ownAlone());

    assertThat(failure.errno().name()).isEqualTo("ECONNREFUSED");
    assertThat(failure.call()).isEqualTo("connect");
    assertThat(failure.subject()).isEqualTo(path.toString());
  }

  @Test
  void whatIsNoSocketIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path fifo = folder.resolve("fifo");
    Libc.check("fifo", "mkfifo", Libc.cString(fifo.toString()), 0600);

    assertThat(failure(file, ownAlone())).hasMessage("use " + file + ": not a socket");
    assertThat(failure(fifo, ownAlone())).hasMessage("use " + fifo + ": not a socket");
    assertThat(failure(folder, ownAlone())).hasMessage("use " + folder + ": not a socket");
    assertThat(failure(file, ownAlone()).errno()).isEqualTo(Errno.NONE);
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(failure(file + "/socket", ownAlone()).errno().name()).isEqualTo("ENOTDIR");
  }

  @Test
  void aSymbolicLinkIsRefused() throws Exception {
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      Path link = Files.createSymbolicLink(folder.resolve("link"), backend.path());

      assertThat(failure(link, ownAlone()))
          .hasMessage("use " + link + ": a symbolic link, which is not followed");
    }
  }

  @Test
  void aSymbolicLinkToAFolderIsFollowed() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (FakeBackend backend = FakeBackend.answering(real.resolve("socket"))) {
      assertThat(backend.path()).exists();
      connect(link.resolve("socket"), ownAlone()).close();
    }
  }

  @Test
  void aStrangersSocketIsRefusedBeforeItIsUsedUp() throws Exception {
    assumeRoot();
    Path path = folder.resolve("socket");
    try (ServerSocketChannel server = listen(path)) {
      own(path, STRANGER);

      assertThat(failure(path, ownAlone()))
          .hasMessage(
              "use "
                  + path
                  + ": it belongs to user 4711, who is not trusted;"
                  + " the setting socket.owners can change that");
      server.configureBlocking(false);
      assertThat(server.accept()).isNull();
    }
  }

  /** A stranger exchanges the socket for his own, or for a link to it, as fast as he can. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSocketThatIsExchangedMeanwhileIsNeverTheStrangers(boolean byLink) throws Exception {
    assumeRoot();
    Path path = folder.resolve("socket");
    Path own = folder.resolve("own");
    Path strangers = folder.resolve("strangers");
    AtomicBoolean over = new AtomicBoolean();
    try (ServerSocketChannel ownServer = listen(own);
        ServerSocketChannel strangersServer = listen(strangers)) {
      own(strangers, STRANGER);
      strangersServer.configureBlocking(false);
      Thread accepting = new Thread(() -> acceptAll(ownServer));
      Thread exchanging = new Thread(() -> exchange(path, own, strangers, byLink, over));
      accepting.start();
      exchanging.start();
      LinuxHost host = new LinuxHost();
      int connected = 0;
      int refused = 0;
      for (int attempt = 0; attempt < 10_000; attempt++) {
        try {
          Reach.connect(host, path.toString(), ownAlone(), TIMEOUT).close();
          connected++;
        } catch (HostException e) {
          refused++;
        }
      }
      over.set(true);
      exchanging.join();

      assertThat(strangersServer.accept()).as("connections to the stranger").isNull();
      assertThat(connected).isPositive();
      assertThat(refused).isPositive();
    }
  }

  private static void acceptAll(ServerSocketChannel server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  private static void exchange(
      Path path, Path own, Path strangers, boolean byLink, AtomicBoolean over) {
    Path next = path.resolveSibling("next");
    try {
      for (boolean turn = false; !over.get(); turn = !turn) {
        if (turn && byLink) {
          Files.createSymbolicLink(next, strangers);
        } else {
          Files.createLink(next, turn ? strangers : own);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStrangersSocketIsAcceptedWhereTheUserTrustsHim() throws Exception {
    assumeRoot();
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      own(backend.path(), STRANGER);

      connect(backend.path(), new Trust(0, false, Set.of((long) STRANGER))).close();
      assertThat(failure(backend.path(), new Trust(0, true, Set.of(4712L))).errno())
          .isEqualTo(Errno.NONE);
    }
  }

  @Test
  void nobodysSocketIsAcceptedWhereNobodyIsTrusted() throws Exception {
    assumeRoot();
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      own(backend.path(), (int) Trust.NOBODY);

      connect(backend.path(), new Trust(0, true, Set.of())).close();
      assertThat(failure(backend.path(), ownAlone()))
          .hasMessageContaining("it belongs to user 65534, who is not trusted");
    }
  }

  @Test
  void whoListensMustBeTrustedToo() throws Exception {
    assumeRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    ChildJvm jvm = ChildJvm.in(folder.resolve("classes"));
    Path path = folder.resolve("socket");
    Process stranger =
        jvm.start("setpriv --reuid=4711 --clear-groups \"$@\"", Listener.class, path.toString());
    try {
      assertThat(stranger.getInputStream().read()).isEqualTo('!');
      own(path, 0);

      assertThat(failure(path, ownAlone()))
          .hasMessage(
              "use "
                  + path
                  + ": user 4711 listens there, who is not trusted;"
                  + " the setting socket.owners can change that");
      connect(path, new Trust(0, false, Set.of((long) STRANGER))).close();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void aFolderOfAStrangerIsRefused() throws Exception {
    assumeRoot();
    Path above = Files.createDirectory(folder.resolve("above"));
    Path below = Files.createDirectory(above.resolve("below"));
    try (FakeBackend backend = FakeBackend.answering(below.resolve("socket"))) {
      own(below, STRANGER);
      assertThat(failure(backend.path(), ownAlone()))
          .hasMessage(
              "use "
                  + below
                  + "/: the directory or one above belongs to user 4711, who is not trusted;"
                  + " the setting socket.owners can change that");

      own(below, 0);
      own(above, STRANGER);
      assertThat(failure(backend.path(), ownAlone()))
          .hasMessageContaining("the directory or one above belongs to user 4711");

      connect(backend.path(), new Trust(0, false, Set.of((long) STRANGER))).close();
    }
  }

  @Test
  void aStickyFolderOfAStrangerIsAccepted() throws Exception {
    assumeRoot();
    Path sticky = Files.createDirectory(folder.resolve("sticky"));
    try (FakeBackend backend = FakeBackend.answering(sticky.resolve("socket"))) {
      own(sticky, STRANGER);
      Libc.check("sticky", "chmod", Libc.cString(sticky.toString()), 01777);

      connect(backend.path(), ownAlone()).close();
    }
  }

  @Test
  void aFullQueueIsEagainAfterTheTimeout() throws Exception {
    Path path = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path), 1);
      LinuxHost host = new LinuxHost();
      HostException failure = null;
      while (failure == null) {
        failure =
            catchThrowableOfType(
                HostException.class,
                () -> Reach.connect(host, path.toString(), ownAlone(), 1).close());
      }
      assertThat(failure.errno().name()).isEqualTo("EAGAIN");
      assertThat(failure.call()).isEqualTo("connect");
    }
  }

  @Test
  void aFolderThatCannotBeLookedUpFromIsRefusedAndClosed() throws Exception {
    assumeRoot();
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path below = Files.createDirectory(closed.resolve("below"));
    Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (OpenFile place = OpenFile.place(below.toString())) {
      // The user id that files are accessed with, of this thread alone: setfsuid(2).
      Libc.call("setfsuid", STRANGER);
      HostException failure;
      try {
        failure = failure("/proc/self/fd/" + place.descriptor() + "/socket", ownAlone());
      } finally {
        Libc.call("setfsuid", 0);
      }
      assertThat(failure.errno().name()).isEqualTo("EACCES");
      assertThat(Descriptors.on(closed.toString())).containsOnlyKeys(place.descriptor());
    }
  }

  @Test
  void nothingStaysOpenOfWhatFailed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path stale = folder.resolve("stale");
    listen(stale).close();
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    try (FakeBackend backend = FakeBackend.answering(foreign.resolve("socket"))) {
      boolean root = ownUser() == 0;
      if (root) {
        own(foreign, STRANGER);
      }
      Map<Integer, String> before = Descriptors.on("socket:");

      failure(file, ownAlone());
      failure(stale, ownAlone());
      failure(folder.resolve("missing"), ownAlone());
      if (root) {
        failure(backend.path(), ownAlone());
      }

      // The host keeps the folder, three hosts found theirs; and the socket that was refused.
      assertThat(Descriptors.on(folder.toString()))
          .hasSize(3)
          .doesNotContainValue(stale.toString());
      assertThat(Descriptors.socketsSince(before)).hasSize(1);
    }
  }

  @Test
  void aSocketThatWasRefusedIsConnectedToTheNextOne() throws Exception {
    LinuxHost host = new LinuxHost();
    try (FakeBackend backend = FakeBackend.answering(folder.resolve("socket"))) {
      int refused = refused(host);
      String socket = Descriptors.target(refused);

      BackendSocket connection = Reach.connect(host, backend.path().toString(), ownAlone(), 2500);

      assertThat(Descriptors.target(refused)).isEqualTo(socket);
      assertThat(timeoutMillis(refused)).isEqualTo(2500);
      answers(connection);
      assertThat(Descriptors.target(refused)).isNotEqualTo(socket);
    }
  }

  /** Several cards have a connection each, of which one may get the number of such a socket. */
  @Test
  void aSocketThatWasRefusedMakesRoomForAConnection() throws Exception {
    LinuxHost host = new LinuxHost();
    try (FakeBackend one = FakeBackend.answering(folder.resolve("one"));
        FakeBackend other = FakeBackend.answering(folder.resolve("other"))) {
      BackendSocket first = Reach.connect(host, one.path().toString(), ownAlone(), TIMEOUT);

      first.send(new byte[] {1});
      assertThat(first.awaitAnswer()).isTrue(); // the other end is a socket of this process too

      first.handOver(refused(host));
      BackendSocket second = Reach.connect(host, other.path().toString(), ownAlone(), TIMEOUT);

      answers(second);
      assertThat(first.awaitAnswer()).isTrue();
      first.discard();
    }
  }

  private static void answers(BackendSocket connection) throws HostException {
    connection.send(new byte[] {1});
    assertThat(connection.awaitAnswer()).isTrue();
    connection.discard();
  }

  /** Is refused twice, and returns the descriptor of the one socket that is left. */
  private int refused(LinuxHost host) throws Exception {
    Map<Integer, String> before = Descriptors.on("socket:");
    refused(host, "1");
    Set<Integer> first = Descriptors.socketsSince(before);
    refused(host, "2");
    assertThat(Descriptors.socketsSince(before)).hasSize(1).isEqualTo(first);
    return first.iterator().next();
  }

  private void refused(LinuxHost host, String name) throws Exception {
    Path path = folder.resolve(name);
    listen(path).close();
    HostException failure =
        catchThrowableOfType(
            HostException.class, () -> Reach.connect(host, path.toString(), ownAlone(), TIMEOUT));
    assertThat(failure.is(Errno.ECONNREFUSED)).isTrue();
  }

  /** How long sending may take: SO_SNDTIMEO, which connecting goes by too. */
  private static long timeoutMillis(int descriptor) throws HostException {
    long[] timeval = new long[2];
    int[] bytes = {2 * Long.BYTES};
    Libc.check(
        "timeout", "getsockopt", descriptor, Abi.SOL_SOCKET, Abi.SO_SNDTIMEO, timeval, bytes);
    return timeval[0] * 1000 + timeval[1] / 1000;
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(path));
  }

  private static BackendSocket connect(Path path, Trust trust) throws HostException {
    return Reach.connect(new LinuxHost(), path.toString(), trust, TIMEOUT);
  }

  private static HostException failure(Path path, Trust trust) {
    return failure(path.toString(), trust);
  }

  private static HostException failure(String path, Trust trust) {
    HostException failure =
        catchThrowableOfType(
            HostException.class, () -> Reach.connect(new LinuxHost(), path, trust, TIMEOUT));
    assertThat(failure).as(path).isNotNull();
    return failure;
  }

  private static Trust ownAlone() throws IOException {
    return new Trust(ownUser(), false, Set.of());
  }

  private static void own(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user);
  }

  private static void assumeRoot() throws IOException {
    assumeTrue(ownUser() == 0, "only root can give files away");
  }

  private static int ownUser() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }
}
