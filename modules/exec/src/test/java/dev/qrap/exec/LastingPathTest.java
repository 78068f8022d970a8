// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.Trust;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which path QEMU gets if it connects to a socket by itself (docs/security.md, "If QEMU connects by
 * itself").
 */
final class LastingPathTest {

  private static final int STRANGER = 4711;

  @TempDir Path folder;

  private Path real;

  @BeforeEach
  void socketInAFolder() throws IOException {
    real = Files.createDirectory(folder.resolve("real"));
    listen(real);
  }

  private static Path listen(Path place) throws IOException {
    Path path = place.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
    }
    return path;
  }

  @Test
  void aPathWithoutLinksStaysAsItIs() throws Exception {
    assertThat(lasting(real.resolve("socket"))).isEqualTo(real + "/socket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"link/socket", "real/../link/./socket", "second//socket", "up/../socket"})
  void ownLinksAreFollowedAndGone(String path) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("second"), folder.resolve("link"));
    Files.createDirectory(real.resolve("below"));
    Files.createSymbolicLink(folder.resolve("up"), real.resolve("below"));

    assertThat(lasting(folder.resolve(path))).isEqualTo(real + "/socket");
  }

  @Test
  void aSocketIsExclusiveIfNobodyElseCanWriteToItsDirectory() throws Exception {
    LinuxHost host = new LinuxHost();
    Trust own = new Trust(OwnProcess.user(), false, Set.of());
    String path = real.resolve("socket").toString();
    assertThat(host.isExclusive(path, own)).isTrue();
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(host.isExclusive(path, own)).isFalse();
    assertThat(host.isExclusive("/tmp/socket", own)).isFalse();
    assertThat(host.isExclusive("/nowhere/socket", own)).isFalse();
  }

  @Test
  void aRelativePathBecomesAbsolute() throws Exception {
    Path relative = Path.of("").toAbsolutePath().relativize(real.resolve("socket"));

    assertThat(lasting(relative)).isEqualTo(real + "/socket");
  }

  @Test
  void aLinkOfAStrangerIsNotFollowed() throws Exception {
    assumeRoot();
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);

    assertThat(refusal(link.resolve("socket")))
        .isEqualTo(
            "a symbolic link in its path belongs to user 4711, who is not trusted; give the path"
                + " without the link");
    assertThat(host().lastingPath(link + "/socket", new Trust(0, false, Set.of(4711L))))
        .isEqualTo(real + "/socket");
  }

  @Test
  void linksWithoutEndAreRefused() throws Exception {
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

    assertThat(failure(folder.resolve("loop/socket")).errno().name()).isEqualTo("ELOOP");
  }

  @ParameterizedTest
  @ValueSource(ints = {0777, 0770, 0707, 02775})
  void aDirectoryThatOthersCanWriteToIsRefused(int mode) throws Exception {
    change(real, mode);

    assertThat(refusal(real.resolve("socket")))
        .isEqualTo(
            "QEMU itself would use the path, and others can write to the directory "
                + (real + "; chmod go-w it, or say exec=descriptor"));
  }

  @Test
  void soIsOneAboveIt() throws Exception {
    Path below = Files.createDirectory(real.resolve("below"));
    Path socket = listen(below);
    change(real, 0777);

    assertThat(refusal(socket)).contains("others can write to the directory " + real + ";");
  }

  @Test
  void aStickyDirectoryOfATrustedUserIsAccepted() throws Exception {
    change(real, 01777);

    assertThat(lasting(real.resolve("socket"))).isEqualTo(real + "/socket");
  }

  @ParameterizedTest
  @ValueSource(ints = {01777, 01755, 0755})
  void aDirectoryOfAStrangerIsRefusedStickyOrNot(int mode) throws Exception {
    assumeRoot();
    change(real, mode);
    Files.setAttribute(real, "unix:uid", STRANGER);

    assertThat(refusal(real.resolve("socket")))
        .isEqualTo(
            "QEMU itself would use the path, and the directory "
                + (real + " belongs to user 4711, who is not trusted; move the socket")
                + ", or say exec=descriptor");
  }

  @Test
  void theSocketItselfIsNoLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), real.resolve("socket"));

    assertThat(refusal(link)).isEqualTo("a symbolic link, which is not followed");
  }

  @Test
  void nothingStaysOpen() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    lasting(folder.resolve("link/socket"));
    failure(folder.resolve("link/missing/socket"));
    change(real, 0777);
    refusal(folder.resolve("link/socket"));

    assertThat(Descriptors.on(folder.toString())).isEmpty();
  }

  private static void change(Path path, int mode) throws HostException {
    Libc.check("mode", "chmod", Libc.cString(path.toString()), mode);
  }

  private static LinuxHost host() {
    return new LinuxHost();
  }

  private static String lasting(Path path) throws Exception {
    return host().lastingPath(path.toString(), ownAlone());
  }

  private static HostException failure(Path path) {
    return catchThrowableOfType(HostException.class, () -> lasting(path));
  }

  private static String refusal(Path path) {
    HostException failure = failure(path);
    assertThat(failure.errno().name()).isEmpty();
    return failure.reason();
  }

  private static Trust ownAlone() throws IOException {
    return new Trust(ownUser(), false, Set.of());
  }

  private static long ownUser() throws IOException {
    return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  private static void assumeRoot() throws IOException {
    assumeTrue(ownUser() == 0, "only root can give files away");
  }
}
