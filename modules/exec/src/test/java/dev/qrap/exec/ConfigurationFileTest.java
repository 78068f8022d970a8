// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.HostFile;
import dev.qrap.core.host.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read as a configuration (docs/security.md, "Configuration"). */
final class ConfigurationFileTest {

  private static final int STRANGER = 4711;

  @TempDir Path folder;

  private final LinuxHost host = new LinuxHost();

  private HostFile read(Path path) throws Exception {
    return host.readConfiguration(path.toString(), new Trust(ownUser(), false, Set.of()));
  }

  private HostException failure(Path path) {
    return catchThrowableOfType(HostException.class, () -> read(path));
  }

  @Test
  void aFileIsReadWithItsOwnerAndItsMode() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "timeout=1\n");
    Libc.check("mode", "chmod", Libc.cString(file.toString()), 0640);

    assertThat(read(file)).isEqualTo(new HostFile("timeout=1\n", ownUser(), 0640));
  }

  @Test
  void ownLinksAreFollowed() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("real")).resolve("file"), "x");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    Path link = Files.createSymbolicLink(folder.resolve("file"), folder.resolve("link/file"));

    assertThat(read(link).content()).isEqualTo("x");
  }

  @Test
  void aStrangersLinkIsNotFollowed() throws Exception {
    assumeTrue(ownUser() == 0, "only root can give files away");
    Path secret = Files.writeString(folder.resolve("secret"), "root:x");
    Path link = Files.createSymbolicLink(folder.resolve("link"), secret);
    Path above = Files.createSymbolicLink(folder.resolve("above"), folder);
    give(link);
    give(above);

    for (Path path : new Path[] {link, above.resolve("secret")}) {
      assertThat(failure(path).errno().name()).isEmpty();
      assertThat(failure(path).reason())
          .isEqualTo(
              "a symbolic link in its path belongs to user 4711, who is not trusted; give the path"
                  + " without the link");
    }
    assertThat(Descriptors.on(folder.toString())).isEmpty();
  }

  private static void give(Path link) throws IOException {
    Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void whatIsNotThereIsEnoent() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("missing"));

    assertThat(failure(folder.resolve("missing")).errno().name()).isEqualTo("ENOENT");
    assertThat(failure(folder.resolve("link")).errno().name()).isEqualTo("ENOENT");
  }

  @Test
  void onlyARegularFileIsOne() throws Exception {
    Path fifo = folder.resolve("fifo");
    Libc.check("fifo", "mkfifo", Libc.cString(fifo.toString()), 0600);

    for (Path path : new Path[] {fifo, folder, Path.of("/dev/zero")}) {
      assertThat(failure(path)).hasMessage("read " + path + ": not a regular file");
    }
  }

  @Test
  void aHugeFileIsNone() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[1024 * 1024]);
    assertThat(read(file).content()).hasSize(1024 * 1024);
    Files.write(file, new byte[1024 * 1024 + 1]);

    assertThat(failure(file).reason()).isEqualTo("it has more than 1048576 bytes");
    assertThat(host.read(file.toString()).content()).hasSize(1024 * 1024 + 1);
  }

  private static long ownUser() throws IOException {
    return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }
}
