// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.passt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.BackendKind;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.testkit.BackendKindContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PasstVhostUserKindTest extends BackendKindContract {

  @Override
  protected BackendKind extension() {
    return new PasstVhostUserKind();
  }

  @Override
  protected List<SocketFacts> known() {
    return List.of(
        socketBeside("/tmp/passt_1.socket", "/tmp/passt_1.socket.repair"),
        socket("/run/a", "passt", "-f", "--vhost-user", "-s", "/run/a"));
  }

  /** What is sent to it as a frame ends it. */
  @Test
  void itSpeaksVhostUserAndIsAskedNothing() {
    assertThat(extension().protocol()).isEqualTo(Protocol.VHOST_USER);
    assertThat(extension().probe().request()).isEmpty();
  }

  @Test
  void whatItCannotKnowItLeavesToOthers() {
    assertThat(extension().recognise(socket("/tmp/passt_1.socket"))).isEqualTo(Recognition.NO);
  }
}
