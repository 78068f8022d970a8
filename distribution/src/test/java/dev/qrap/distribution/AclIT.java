// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A POSIX access control list lets one other user write. Its mask then stands in the mode in place
 * of the group's bits, so that qrap's checks of the mode see it (docs/security.md).
 */
final class AclIT {

  private static final String STRANGER = "4711";

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @BeforeEach
  void needsAcls() {
    assumeTrue(Tools.isRoot(), "only root can be two users");
    Tools.require("setfacl", "setpriv");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** Lets the stranger write, and sees that he can. */
  private void open(String inTmp) throws IOException {
    Path path = sandbox.path(inTmp);
    Tools.run(
        path.getParent(), List.of("setfacl", "-m", "u:" + STRANGER + ":rwx", path.toString()));
    assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(0);
    Tools.run(
        Path.of("/"),
        List.of(
            "setpriv",
            "--reuid=" + STRANGER,
            "--regid=" + STRANGER,
            "--clear-groups",
            "test",
            "-w",
            path.toString()));
  }

  private void close(String inTmp) {
    Path path = sandbox.path(inTmp);
    Tools.run(path.getParent(), List.of("chmod", "go-w", path.toString()));
  }

  private Path directory(String inTmp) throws IOException {
    Path directory = Files.createDirectory(sandbox.path(inTmp));
    Tools.run(directory, List.of("chmod", "755", directory.toString()));
    return directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jars", "jars/there.jar"})
  void no_jar_is_loaded_that_the_stranger_can_write(String opened) throws Exception {
    Path jars = directory("jars");
    PluginJar.locator("org.example.a", "", "/tmp/there").write(jars.resolve("there.jar"));
    Tools.run(jars, List.of("chmod", "644", "there.jar"));
    assertThat(plugins()).contains("org.example.a.there");

    open(opened);
    assertThat(plugins())
        .doesNotContain("org.example.a.there")
        .contains("written by others (chmod go-w)");

    // What the message advises takes the right away from the list too.
    close(opened);
    assertThat(plugins()).contains("org.example.a.there");
  }

  private String plugins() {
    Sandbox.Result result =
        sandbox.qrap("plugins").inStickyTmp().with("QRAP_PLUGIN_PATH", "/tmp/jars").run();
    return result.stdout() + result.stderr();
  }

  @Test
  void root_reads_no_configuration_that_the_stranger_can_write() throws IOException {
    sandbox.backend();
    sandbox.write("home/.config/qrap/qrap.properties", "timeout=5\n");
    Path file = sandbox.path("home/.config/qrap/qrap.properties");
    Tools.run(file.getParent(), List.of("chmod", "644", file.toString()));
    sandbox.qrap("-m", "64").run().exec();

    open("home/.config/qrap/qrap.properties");
    Sandbox.Result result = sandbox.qrap("-m", "64").run();
    assertThat(result.started()).isEmpty();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr()).contains("home/.config/qrap/qrap.properties");
  }

  @Test
  void qemu_gets_no_path_in_a_directory_that_the_stranger_can_write() throws IOException {
    directory("shared");
    sandbox.keep(FakeBackend.answering(sandbox.path("shared/a.socket")));
    assertThat(byPath().stderr()).contains("QEMU connects to /tmp/shared/a.socket by itself");

    open("shared");
    Sandbox.Result result = byPath();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr()).contains("others can write to the directory /tmp/shared");
  }

  private Sandbox.Result byPath() {
    return sandbox
        .qrap("-version-is-no-option")
        .inStickyTmp()
        .with("QRAP_EXEC", "stream")
        .with("QRAP_QEMU", "qemu-system-x86_64")
        .with("QRAP_SOCKET", "/tmp/shared/a.socket")
        .run();
  }

  @Test
  void a_cache_that_the_stranger_can_write_is_not_used() throws IOException {
    directory("shared");
    sandbox.keep(FakeBackend.answering(sandbox.path("shared/a.socket")));
    byPath();
    Path cache = sandbox.path("home/.cache/qrap");
    Path help;
    try (var files = Files.list(cache)) {
      help = files.findFirst().orElseThrow();
    }
    Files.delete(help);
    byPath();
    assertThat(help).exists();

    Files.delete(help);
    Tools.run(cache, List.of("chmod", "711", cache.getParent().toString()));
    open("home/.cache/qrap");
    byPath();
    assertThat(help).doesNotExist();
  }
}
