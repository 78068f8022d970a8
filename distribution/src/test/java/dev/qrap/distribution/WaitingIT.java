// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.testkit.FakeBackend;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who watches is told what qrap waits for; a log is not. */
final class WaitingIT {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void on_a_terminal_is_one_line_that_changes_and_goes() throws Exception {
    Tools.require("script");
    sandbox.keep(FakeBackend.busy(sandbox.path("passt_1.socket"), 2));
    sandbox
        .program("/usr/bin/script", List.of("-qec", Sandbox.QRAP + " -m 64", "/tmp/typescript"))
        .run()
        .exec();

    String shown = Files.readString(sandbox.path("typescript"), ISO_8859_1);
    String busy = "qrap: /tmp/passt_1.socket: busy with another client, attempt ";
    assertThat(shown)
        .contains(
            CLEAR_LINE
                + (busy + "1 of 51" + CLEAR_LINE)
                + (busy + "2 of 51" + CLEAR_LINE)
                + "Connected to /tmp/passt_1.socket");
  }

  @Test
  void on_a_pipe_is_nothing() {
    sandbox.keep(FakeBackend.busy(sandbox.path("passt_1.socket"), 2));
    Sandbox.Result result = sandbox.qrap("-m", "64").run();
    result.exec();
    assertThat(result.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
  }
}
