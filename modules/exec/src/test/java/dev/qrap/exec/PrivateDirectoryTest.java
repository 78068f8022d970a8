// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directories of sockets to which QEMU connects later. */
final class PrivateDirectoryTest {

  @TempDir Path folder;

  private String make() throws HostException {
    return new LinuxHost().makeLastingDirectory(folder + "/qrap", "17.");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void thePlaceAndTheDirectoryAreThisUsersAlone() throws Exception {
    Path first = Path.of(make());
    Path second = Path.of(make());

    assertThat(first).isNotEqualTo(second).hasParent(folder.resolve("qrap"));
    assertThat(first.getFileName().toString()).startsWith("17.");
    assertThat(mode(folder.resolve("qrap"))).isEqualTo("rwx------");
    assertThat(mode(first)).isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwx---r--", "rwxrwx---", "rwx--x--x"})
  void aPlaceThatOthersCanUseIsRefused(String mode) throws Exception {
    Path place = Files.createDirectory(folder.resolve("qrap"));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(mode));
    assertRefused();
  }

  @Test
  void aLinkIsRefusedAlsoToAPlaceOfOnesOwn() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(folder.resolve("qrap"), own);
    assertRefused();
    assertThat(own).isEmptyDirectory();
  }

  @Test
  void aFileIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("qrap"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertRefused();
  }

  private void assertRefused() {
    assertThatExceptionOfType(HostException.class)
        .isThrownBy(this::make)
        .matches(failure -> failure.is(Errno.NONE))
        .withMessageContaining("it is not a directory that only this user can use (mode 0700)");
  }

  @Test
  void aPlaceThatCannotBeMadeIsAFailure() {
    assertThatExceptionOfType(HostException.class)
        .isThrownBy(() -> new LinuxHost().makeLastingDirectory(folder + "/not/there", "17."))
        .matches(failure -> failure.is(Errno.ENOENT));
  }

  @Test
  void theProcessIsThisOne() {
    assertThat(new LinuxHost().process()).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void aProgramIsAskedToEnd() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "1000").start();
    new LinuxHost().end(sleeper.pid());
    assertThat(sleeper.waitFor()).isEqualTo(128 + 15);
  }
}
