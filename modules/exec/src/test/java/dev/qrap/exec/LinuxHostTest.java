// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.core.host.HostException;
import dev.qrap.core.host.HostFile;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs.Program;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine as this process finds it: what it was given, files and programs. */
final class LinuxHostTest {

  private static final long STRANGER = 4711;

  @TempDir Path folder;

  private final LinuxHost host = new LinuxHost();

  @Test
  void snapshotHasTheLastArgumentsOfTheCommandLine() throws Exception {
    List<String> commandLine = strings("/proc/self/cmdline");
    int size = commandLine.size();

    assertThat(host.processContext(0).arguments()).isEmpty();
    assertThat(host.processContext(2).arguments()).isEqualTo(commandLine.subList(size - 2, size));
    assertThat(host.processContext(size).arguments()).isEqualTo(commandLine);
  }

  @Test
  void snapshotHasTheEnvironment() throws Exception {
    assertThat(host.processContext(0).environment()).isEqualTo(strings("/proc/self/environ"));
  }

  @Test
  void snapshotHasEveryDescriptorButTheJvmsOwn() throws Exception {
    Path file = Files.writeString(folder.resolve("inherited"), "");
    try (FileInputStream inherited = new FileInputStream(file.toFile())) {
      ProcessContext process = host.processContext(0);

      assertThat(inherited.read()).isEqualTo(-1);
      assertThat(process.descriptors())
          .contains(0, 1, 2)
          .containsAll(Descriptors.on(file.toString()).keySet())
          .doesNotContainAnyElementsOf(
              Descriptors.on(System.getProperty("java.home") + "/").keySet());
      assertThat(Descriptors.on(file.toString())).hasSize(1);
      assertThat(Descriptors.on(System.getProperty("java.home") + "/")).isNotEmpty();
    }
  }

  @Test
  void snapshotIsTakenAnew() throws Exception {
    Path file = Files.writeString(folder.resolve("inherited"), "");
    int descriptor;
    try (OpenFile open = OpenFile.forReading(file.toString())) {
      descriptor = open.descriptor();
      assertThat(host.processContext(0).descriptors()).doesNotContain(descriptor); // closed on exec
      Libc.check("", "fcntl", descriptor, Abi.F_SETFD, 0);
      assertThat(host.processContext(0).descriptors()).contains(descriptor);
    }
    assertThat(host.processContext(0).descriptors()).doesNotContain(descriptor);
  }

  @Test
  void whatWasClosedBeforeTheSnapshotIsNotPassedOn() throws Exception {
    int number = Descriptors.free();
    try (OpenFile open = OpenFile.forReading("/dev/null")) {
      Libc.check("", "dup2", open.descriptor(), number);
      host.processContext(0);
      Libc.check("", "close", number);
      host.processContext(0);
      Libc.check("", "dup2", open.descriptor(), number);

      host.execute("/no/such/program", List.of(), List.of());

      assertThat(Descriptors.isPassedOn(number)).isFalse();
      Libc.check("", "close", number);
    }
  }

  @Test
  void snapshotHasLimitUserAndArchitecture() throws Exception {
    ProcessContext process = host.processContext(0);

    assertThat(process.descriptorLimit())
        .isEqualTo(Integer.parseInt(output("sh", "-c", "ulimit -S -n")));
    assertThat(process.user()).isEqualTo(Long.parseLong(output("id", "-u")));
    assertThat(process.nobodyMapped()).isEqualTo(process.user() == 0 && allUsersAreMapped());
    assertThat(process.architecture()).isEqualTo(output("uname", "-m"));
  }

  @Test
  void filesAreReadAsBytes() throws Exception {
    byte[] bytes = {(byte) 0xff, 0, 'a', '\n', (byte) 0x80};
    Path file = Files.write(folder.resolve("file"), bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r---w-"));

    HostFile read = host.read(file.toString());

    assertThat(read.content()).isEqualTo("\u00ff\0a\n\u0080");
    assertThat(read.owner()).isEqualTo(ownUser());
    assertThat(read.mode()).isEqualTo(0642);
  }

  @Test
  void filesAreReadToTheEnd() throws Exception {
    String content = "0123456789abcdef".repeat(20_000);
    Path file = Files.writeString(folder.resolve("file"), content);

    assertThat(host.read(file.toString()).content()).isEqualTo(content);
  }

  @Test
  void namesOfFilesAreBytes() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "content");
    String name = folder + "/\u00ff\u00c3\u00a9\n";
    Libc.check(name, "rename", Libc.cString(file.toString()), Libc.cString(name));

    assertThat(host.read(name).content()).isEqualTo("content");

    Libc.check(name, "unlink", (Object) Libc.cString(name)); // Java could not
  }

  @Test
  void aLinkIsReadAsItsBytes() throws Exception {
    String link = folder + "/link";
    output("sh", "-c", "ln -s \"$(printf 'a/caf\\303\\251')\" \"$0\"", link);
    assertThat(host.linkTarget(link)).isEqualTo("a/caf\u00c3\u00a9");
    assertThat(host.linkTarget(folder.toString())).isEmpty();
    assertThat(host.linkTarget(folder + "/missing")).isEmpty();
  }

  @Test
  void linksToFilesAreFollowed() throws Exception {
    Files.writeString(folder.resolve("file"), "content");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

    assertThat(host.read(link.toString()).content()).isEqualTo("content");
  }

  @Test
  void theOwnerOfAFileIsSaid() throws Exception {
    assumeRoot();
    Path file = Files.writeString(folder.resolve("file"), "");
    Files.setAttribute(file, "unix:uid", (int) STRANGER);

    assertThat(host.read(file.toString()).owner()).isEqualTo(STRANGER);
  }

  @Test
  void aMissingFileIsEnoent() {
    HostException failure = readFailure(folder.resolve("missing"));

    assertThat(failure.errno().name()).isEqualTo("ENOENT");
    assertThat(failure).hasMessageContaining(folder.resolve("missing").toString());
  }

  @Test
  void aDirectoryIsNotRead() {
    assertThat(readFailure(folder)).hasMessage("read " + folder + ": not a regular file");
  }

  @Test
  void aFifoIsNotWaitedFor() throws Exception {
    Path fifo = folder.resolve("fifo");
    Libc.check("fifo", "mkfifo", Libc.cString(fifo.toString()), 0600);

    assertThat(readFailure(fifo)).hasMessage("read " + fifo + ": not a regular file");
  }

  @Test
  void nothingStaysOpenOfWhatWasRead() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    host.read(file.toString());
    readFailure(folder);
    host.processContext(0);

    assertThat(Descriptors.on(folder.toString())).isEmpty();
    assertThat(Descriptors.on("/proc/")).isEmpty();
  }

  @Test
  void whatIsOpenedIsNotPassedOn() throws Exception {
    try (OpenFile file = OpenFile.forReading("/dev/null")) {
      assertThat(Descriptors.isPassedOn(file.descriptor())).isFalse();
    }
  }

  @Test
  void anExecutableFileIsAProgram() throws Exception {
    Path program = file("program", "rwx------");

    assertThat(host.program(program.toString())).isEqualTo(Program.EXECUTABLE);
    assertThat(host.program(link("to-program", "program"))).isEqualTo(Program.EXECUTABLE);
  }

  @Test
  void whatIsThereButCannotBeExecutedIsDenied() throws Exception {
    file("text", "rw-r--r--");

    assertThat(host.program(folder + "/text")).isEqualTo(Program.DENIED);
    assertThat(host.program(link("to-text", "text"))).isEqualTo(Program.DENIED);
    assertThat(host.program(folder.toString())).isEqualTo(Program.DENIED);
  }

  @Test
  void whatIsNotThereIsMissing() throws Exception {
    file("text", "rw-r--r--");

    assertThat(host.program(folder + "/missing")).isEqualTo(Program.MISSING);
    assertThat(host.program(folder + "/missing/program")).isEqualTo(Program.MISSING);
    assertThat(host.program(folder + "/text/program")).isEqualTo(Program.MISSING);
    assertThat(host.program(link("dangling", "missing"))).isEqualTo(Program.MISSING);
    assertThat(host.program(link("loop", "loop"))).isEqualTo(Program.MISSING);
    assertThat(host.program("")).isEqualTo(Program.MISSING);
  }

  @Test
  void aProgramOfSomebodyElseIsDenied() throws Exception {
    assumeRoot();
    Path program = file("program", "rwx------");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

    // The user id that files are accessed with, of this thread alone: setfsuid(2).
    Libc.call("setfsuid", (int) STRANGER);
    try {
      assertThat(host.program(program.toString())).isEqualTo(Program.DENIED);
      assertThat(host.program(closed + "/program")).isEqualTo(Program.DENIED);
    } finally {
      Libc.call("setfsuid", 0);
    }
    assertThat(host.program(program.toString())).isEqualTo(Program.EXECUTABLE);
  }

  @Test
  void theClockGoesOnWhileItWaits() {
    long before = host.milliseconds();
    host.pause(2);

    assertThat(host.milliseconds()).isGreaterThan(before);
  }

  private Path file(String name, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private String link(String name, String target) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), Path.of(target)).toString();
  }

  private HostException readFailure(Path path) {
    return catchThrowableOfType(HostException.class, () -> host.read(path.toString()));
  }

  private static void assumeRoot() throws IOException {
    assumeTrue(ownUser() == 0, "only root can give files away");
  }

  private static long ownUser() throws IOException {
    return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  private static boolean allUsersAreMapped() throws IOException {
    return Files.readString(Path.of("/proc/self/uid_map")).matches("\\s*0\\s+0\\s+4294967295\\s*");
  }

  private static List<String> strings(String file) throws IOException {
    String content = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    return List.of(content.substring(0, content.length() - 1).split("\0", -1));
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).strip();
  }
}
