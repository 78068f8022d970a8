// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that somebody else wrote makes a line of a message, or controls the terminal
 * (docs/security.md, "Messages").
 */
final class ForgedMessagesIT {

  /** A line as qrap would write it, and sequences that clear a screen, in three encodings. */
  private static final String HOSTILE =
      "/tmp/x\nConnected to /tmp/forged\r\u001b[2J\u009b2J\u00c2\u009b2J";

  private static final String SHOWN =
      "/tmp/x\\x0aConnected to /tmp/forged\\x0d\\x1b[2J\\x9b2J\\xc2\\x9b2J";

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static void assertHarmless(Sandbox.Result result) {
    String said = result.stderr() + result.stdout();
    assertThat(said).contains(SHOWN);
    assertThat(said.replace("\n", "").chars()).noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0));
    assertThat(said.lines()).noneMatch(line -> line.startsWith("Connected to /tmp/forged"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QRAP_SOCKET",
        "QRAP_QEMU",
        "QRAP_TIMEOUT",
        "QRAP_NIC",
        "QRAP_MACHINE",
        "QRAP_LOCATOR",
        "QRAP_EXEC",
        "QRAP_BACKEND",
        "QRAP_EXCLUDE",
        "QRAP_FORWARD",
        "QRAP_SOCKET_OWNERS",
        "QRAP_START",
        "QRAP_LOG",
        "QRAP_PLUGIN_PATH",
        "PATH"
      })
  void a_variable(String name) {
    // A launch that knows no kind of that name says so only if it starts one.
    boolean starts = name.equals("QRAP_BACKEND");
    Sandbox.Call call = sandbox.qrap("-m", "64").with(name, HOSTILE);
    assertHarmless((starts ? call.with("QRAP_START", "always") : call).run());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m 64 -readconfig #",
        "5 #",
        "run --#",
        "run --timeout=# -- -S",
        "plan -- -name #",
        "plan -v --socket=# -- -m 64",
        "plugins new locator # /tmp/new",
        "plugins new locator org.example.a #",
        "sockets #",
        "doctor --socket=#",
        "help #"
      })
  void an_argument(String line) {
    List<String> arguments =
        Arrays.stream(line.split(" ", -1)).map(word -> word.replace("#", HOSTILE)).toList();
    assertHarmless(sandbox.qrap(arguments).run());
  }

  @Test
  void what_is_looked_at_one_by_one() {
    assertHarmless(
        sandbox.qrap("-m", "64").with("QRAP_SOCKET", HOSTILE).with("QRAP_LOG", "debug").run());
    assertHarmless(sandbox.qrap("sockets").with("QRAP_SOCKET", HOSTILE).run());
  }

  @Test
  void the_name_of_a_variable() {
    sandbox.backend();
    // A shell would drop it.
    List<String> line = List.of("-cp", "/nonexistent", "dev.qrap.cli.Main", "-m", "64");
    assertHarmless(sandbox.program("/tmp/image/bin/java", line).with("QRAP_" + HOSTILE, "x").run());
  }

  @Test
  void the_path_of_a_configuration() {
    String directory = "/tmp/.." + HOSTILE;
    String inShell = "\"$(printf '" + shell(directory) + "')/qrap\"";
    assertHarmless(
        sandbox
            .qrap("-m", "64")
            .with("XDG_CONFIG_HOME", directory)
            .after("mkdir -p " + inShell + "; echo x >" + inShell + "/qrap.properties")
            .run());
  }

  private static String shell(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      escaped.append(String.format("\\%03o", (int) text.charAt(i)));
    }
    return escaped.toString();
  }

  /** A backend that fails says why in its own words. */
  @Test
  void the_words_of_a_backend() {
    Path passt =
        sandbox.write("bin/passt", "#!/bin/sh\nprintf '" + shell(HOSTILE) + "\n' >&2\nexit 1\n");
    assertThat(passt.toFile().setExecutable(true)).isTrue();
    Sandbox.Result result = sandbox.qrap("run", "--start=always", "--", "-m", "64").run();
    String said = result.stderr();
    assertThat(said)
        .contains("\n  /tmp/x\n  Connected to /tmp/forged\\x0d\\x1b[2J\\x9b2J\\xc2\\x9b2J\n");
    assertThat(said.lines()).noneMatch(line -> line.startsWith("Connected to /tmp/forged"));
  }
}
