// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.gvproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.FollowUp;
import dev.qrap.spi.Support;
import dev.qrap.testkit.BackendKindContract;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GvproxyKindTest extends BackendKindContract {

  @Override
  protected BackendKind extension() {
    return new GvproxyKind();
  }

  @Override
  protected List<SocketFacts> known() {
    return List.of(
        socket("/tmp/gvproxy.sock"),
        socket("/run/user/1000/my-gvproxy-1.sock"),
        socket("/run/a", "/usr/bin/gvproxy", "-listen-qemu", "unix:///run/a"),
        socket("/run/a", "gvproxy", "-listen", "unix:///run/b", "-listen-qemu", "unix:///run/a"));
  }

  @Test
  void itsServiceIsNoSocketForQemu() {
    assertThat(
            extension()
                .recognise(
                    socket(
                        "/run/gvproxy",
                        "gvproxy",
                        "-listen",
                        "unix:///run/gvproxy",
                        "-listen-qemu",
                        "unix:///run/a")))
        .isEqualTo(Recognition.NO);
  }

  @Test
  void anOptionWithoutAValueSaysNothingOfTheSocket() {
    assertThat(extension().recognise(socket("/run/a", "gvproxy", "-listen")))
        .isEqualTo(Recognition.YES);
  }

  /** passt is what most people use. */
  @Test
  void itIsAskedAfterPasst() {
    assertThat(extension().priority()).isNegative();
    assertThat(new GvproxyLocator().priority()).isNegative();
  }

  @Test
  void peopleReadTheRequestForAPort() {
    ForwardedPorts ports = new ForwardedPorts("a", false, "", 8080, 8080, "192.168.127.9", 80);
    assertThat(extension().support(ports))
        .isEqualTo(
            Support.yes(
                "a request to its service: POST /services/forwarder/expose"
                    + " {\"local\":\":8080\",\"remote\":\"192.168.127.9:80\","
                    + "\"protocol\":\"tcp\"}"));
  }

  @Test
  void anotherProgramWithItsNameInThePathIsNone() {
    assertThat(extension().recognise(socket("/tmp/gvproxy.sock", "/usr/bin/socat")))
        .isEqualTo(Recognition.NO);
  }

  @Test
  void theProbeAsksForTheGatewaysAddress() {
    byte[] bytes = extension().probe().request().getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "0000002affffffffffff02717261700008060001080006040001"
                + "02717261700000000000000000000000c0a87f01");
    assertThat(extension().probe().endsWithConnection()).isTrue();
  }

  @Test
  void portsAreAskedOfItsService() {
    StartCommand command =
        extension()
            .start(
                new NetworkRequest(
                    List.of(new ForwardedPorts("a", true, "::1", 5000, 5001, "", 53))),
                new Attachment.Path("/run/x", Protocol.FRAMES))
            .orElseThrow();
    assertThat(command.arguments())
        .containsExactly(
            "-ssh-port", "-1", "-listen-qemu", "unix:///run/x", "-listen", "unix:///run/x.service");
    assertThat(command.followUps())
        .extracting(FollowUp::purpose)
        .containsExactly("forward udp port 5000", "forward udp port 5001");
    assertThat(command.followUps().get(1).request())
        .startsWith("POST /services/forwarder/expose HTTP/1.1\r\n")
        .contains("\r\nContent-Length: 67\r\n")
        .endsWith(
            "\r\n\r\n{\"local\":\"[::1]:5001\",\"remote\":\"192.168.127.3:54\","
                + "\"protocol\":\"udp\"}");
  }
}
