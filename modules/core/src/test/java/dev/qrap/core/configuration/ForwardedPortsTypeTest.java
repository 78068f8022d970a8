// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForwardedPortsTypeTest {

  @ParameterizedTest
  @CsvSource({
    "tcp:8080:80, false, '', 8080, 8080, 80",
    "udp:53, true, '', 53, 53, 53",
    "0080:90, false, '', 80, 80, 90",
    "9090:80, false, '', 9090, 9090, 80",
    "1:1, false, '', 1, 1, 1",
    "tcp:1-1:2-2, false, '', 1, 1, 2",
    "tcp:1-65535, false, '', 1, 65535, 1",
    "tcp:8090-8091:80-81, false, '', 8090, 8091, 80",
    "tcp:127.0.0.1:8081:80, false, 127.0.0.1, 8081, 8081, 80",
    "udp:127.0.0.1:53, true, 127.0.0.1, 53, 53, 53",
    "tcp:[::1]:8081:80, false, ::1, 8081, 8081, 80",
  })
  void portsAreRead(String text, boolean udp, String address, int first, int last, int guest) {
    assertThat(new ForwardedPortsType().parse(text))
        .isEqualTo(new ForwardedPorts("forward=" + text, udp, address, first, last, "", guest));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 'it must begin with tcp:, udp: or a port'",
    "sctp:80, 'it must begin with tcp:, udp: or a port'",
    "'', 'it must begin with tcp:, udp: or a port'",
    "/80, 'it must begin with tcp:, udp: or a port'",
    ":80, 'it must begin with tcp:, udp: or a port'",
    "tcp:8/:80, ports are numbers from 1 to 65535",
    "tcp:80:0, ports are numbers from 1 to 65535",
    "tcp:1-2:0-1, ports are numbers from 1 to 65535",
    "tcp:80:81;, ports are numbers from 1 to 65535",
    "tcp:, ports are numbers from 1 to 65535",
    "tcp:0, ports are numbers from 1 to 65535",
    "tcp:65536, ports are numbers from 1 to 65535",
    "tcp:99999999999, ports are numbers from 1 to 65535",
    "tcp:http, ports are numbers from 1 to 65535",
    "tcp:+80, ports are numbers from 1 to 65535",
    "tcp:80:, ports are numbers from 1 to 65535",
    "tcp:80:81:82, ports are numbers from 1 to 65535",
    "tcp:127.0.0.1, ports are numbers from 1 to 65535",
    "tcp:127.0.0.1:, ports are numbers from 1 to 65535",
    "tcp:[::1]8080, ports are numbers from 1 to 65535",
    "tcp:80-90-95, ports are numbers from 1 to 65535",
    "tcp:80-79, 'a range must go up, and both must be as long'",
    "tcp:80-81:80, 'a range must go up, and both must be as long'",
  })
  void whatIsNoneIsAnError(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ForwardedPortsType().parse(text))
        .withMessage("each must be like tcp:8080:80 or udp:53: " + message);
  }
}
