// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static dev.qrap.core.host.SocketStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.host.SocketStatus;
import dev.qrap.core.host.SocketStatus.State;
import dev.qrap.core.launch.Launch.SeenSocket;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SocketListTest {

  private static final SocketList LIST =
      new SocketList(
          List.of(
              seen("/tmp/a", State.IN_USE, 65534, 4711, "passt.avx2", "", "passt"),
              seen("/tmp/\u001b[1m\n", State.UNTRUSTED, 7, 8, "x\u0007", "no \"u\"", ""),
              seen("/tmp/\u00ff", State.MISSING, UNKNOWN, UNKNOWN, "", "", ""),
              seen("/tmp/v", State.LISTENING, 0, UNKNOWN, "", "", "vhost-user")));

  private static SeenSocket seen(
      String path, State state, long owner, long pid, String program, String detail, String kind) {
    boolean usable = state == State.LISTENING && !kind.equals("vhost-user");
    return new SeenSocket(
        new SocketStatus(path, state, owner, pid, program, List.of(), detail), kind, usable, "");
  }

  @Test
  void theTablesColumnsAreAligned_andNoNameSteersATerminal() {
    assertThat(LIST.table())
        .isEqualTo(
            """
            SOCKET            STATE      KIND        OWNER  PID   PROGRAM     DETAIL
            /tmp/a            in use     passt       65534  4711  passt.avx2
            /tmp/\\x1b[1m\\x0a  untrusted  -           7      8     x\\x07       no "u"
            /tmp/\u00ff            missing    -           -      -     -
            /tmp/v            listening  vhost-user  0      -     -           %s
            """
                .formatted("a launch passes it over: it does not speak plain Ethernet frames"));
  }

  @Test
  void programsGetInJsonWhatIsKnown() {
    assertThat(LIST.json())
        .isEqualTo(
            "[{\"socket\":\"/tmp/a\",\"state\":\"in use\",\"kind\":\"passt\",\"owner\":65534,\"pid\":4711,"
                + "\"program\":\"passt.avx2\"},"
                + "{\"socket\":\"/tmp/\\u001b[1m\\u000a\",\"state\":\"untrusted\",\"owner\":7,"
                + "\"pid\":8,\"program\":\"x\\u0007\",\"detail\":\"no \\\"u\\\"\"},"
                + "{\"socket\":\"/tmp/\\udcff\",\"state\":\"missing\"},"
                + "{\"socket\":\"/tmp/v\",\"state\":\"listening\",\"kind\":\"vhost-user\",\"owner\":0,"
                + "\"detail\":\"a launch passes it over: it does not speak plain Ethernet frames\"}]\n");
  }

  @Test
  void whyQemuDoesNotGetAPathIsSaid() {
    SeenSocket seen = seen("/tmp/a", State.LISTENING, 0, 1, "p", "", "passt");
    SocketList list =
        new SocketList(
            List.of(new SeenSocket(seen.status(), "passt", false, "others may move it")));
    assertThat(list.usable()).isFalse();
    assertThat(list.table()).contains("  QEMU does not get its path: others may move it\n");
    assertThat(list.json())
        .contains("\"detail\":\"QEMU does not get its path: others may move it\"");
  }

  @Test
  void onlyAListeningOneIsUsable() {
    assertThat(LIST.usable()).isFalse();
    for (State state : State.values()) {
      SocketList one = new SocketList(List.of(seen("/a", state, 0, 1, "p", "", "passt")));
      assertThat(one.usable()).isEqualTo(state == State.LISTENING);
      assertThat(one.table()).contains(state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }
}
