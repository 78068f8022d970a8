// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.core.host.FileVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of a user whose home is a folder of the test. */
final class UserCacheTest {

  private static final int STRANGER = 4711;

  @TempDir Path home;
  private Path folder;
  private Path file;
  private final LinuxHost host = new LinuxHost();

  @BeforeEach
  void paths() {
    folder = home.resolve(".cache");
    file = folder.resolve("qrap/a");
  }

  private String read() {
    return host.cached(folder.toString(), "a");
  }

  private void write(String content) {
    host.cache(folder.toString(), "a", content);
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void chmod(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  private static void giveAway(Path path) throws IOException {
    assumeTrue(OwnProcess.user() == 0, "only root can give files away");
    Files.setAttribute(path, "unix:uid", STRANGER);
  }

  private void assertNothingIsThere() throws IOException {
    assertThat(read()).isEmpty();
    write("new");
    assertThat(read()).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertThat(read()).isEmpty();
    write("one\u00ff\n");
    assertThat(read()).isEqualTo("one\u00ff\n");
    assertThat(Files.readAllBytes(file)).containsExactly('o', 'n', 'e', 0xff, '\n');
    write("two");
    assertThat(read()).isEqualTo("two");
    try (Stream<Path> entries = Files.list(file.getParent())) {
      assertThat(entries).containsExactly(file);
    }
    assertThat(rights(folder)).isEqualTo("rwx------");
    assertThat(rights(file.getParent())).isEqualTo("rwx------");
    assertThat(rights(file)).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCanWriteIsReplaced() throws IOException {
    write("old");
    chmod(file, "rw--w----");
    assertThat(read()).isEmpty();
    write("new");
    assertThat(read()).isEqualTo("new");
  }

  @Test
  void aStrangersFileIsReplaced() throws IOException {
    write("old");
    giveAway(file);
    assertThat(read()).isEmpty();
    write("new");
    assertThat(read()).isEqualTo("new");
  }

  @Test
  void aLinkIsReplacedAndNotFollowed() throws IOException {
    write("old");
    Path other = Files.writeString(home.resolve("other"), "other");
    chmod(other, "rw-------");
    Files.delete(file);
    Files.createSymbolicLink(file, other);
    assertThat(read()).isEmpty();
    write("new");
    assertThat(read()).isEqualTo("new");
    assertThat(other).hasContent("other");
  }

  @Test
  void aFileThatIsTooLongOrNoneIsNotRead() throws IOException {
    write("old");
    Files.write(file, new byte[100_000]);
    assertThat(read()).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(read()).isEmpty();
    write("new");
    assertThat(file).isEmptyDirectory();
    try (Stream<Path> entries = Files.list(file.getParent())) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void aFolderThatOthersCanWriteIsNotUsed() throws IOException {
    Files.createDirectories(file.getParent());
    chmod(file.getParent(), "rwxrwxrwx");
    assertNothingIsThere();
  }

  @Test
  void aStrangersFolderIsNotUsed() throws IOException {
    Files.createDirectories(file.getParent());
    giveAway(file.getParent());
    assertNothingIsThere();
  }

  @Test
  void aStrangersHomeGetsNothing() throws IOException {
    giveAway(home);
    assertNothingIsThere();
    assertThat(folder).doesNotExist();
    Files.createDirectory(folder);
    giveAway(folder);
    assertNothingIsThere();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkInPlaceOfAFolderIsNotFollowed() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    Files.createSymbolicLink(folder, other);
    assertNothingIsThere();
    Files.delete(folder);
    Files.createDirectory(folder);
    Files.createSymbolicLink(folder.resolve("qrap"), other);
    assertNothingIsThere();
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void whereNothingCanBeWrittenNothingHappens() {
    host.cache("/proc/nowhere", "a", "new");
    host.cache("/proc", "a", "new");
    assertThat(host.cached("/proc", "a")).isEmpty();
  }

  @Test
  void aVersionIsTheSizeAndTheTimeInNanoseconds() throws Exception {
    Path qemu = Files.writeString(home.resolve("qemu"), "12345");
    Files.setLastModifiedTime(qemu, FileTime.from(Instant.ofEpochSecond(1_700_000_000, 123)));
    Path link = Files.createSymbolicLink(home.resolve("kvm"), qemu);
    assertThat(host.version(link.toString()))
        .isEqualTo(new FileVersion(5, 1_700_000_000_000_000_123L));
  }
}
