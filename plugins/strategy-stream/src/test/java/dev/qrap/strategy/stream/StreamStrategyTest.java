// SPDX-License-Identifier: Apache-2.0
package dev.qrap.strategy.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.testkit.ExecStrategyContract;
import dev.qrap.testkit.QemuFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamStrategyTest extends ExecStrategyContract {

  private static final Property SERVER = Property.truth("server", false);
  private static final Property TYPE = Property.text("addr.type", "unix");

  /** Before {@code stream}; from QEMU's documentation. */
  private static final String QEMU_6_2 =
      """
      -netdev socket,id=str[,fd=h][,listen=[host]:port][,connect=host:port]
                      configure a network backend to connect to another network
      -netdev vhost-user,id=str,chardev=dev[,vhostforce=on|off]
      """;

  /** As Debian's 7.2.22 says it; {@code %s} is where later ones say more. */
  private static final String STREAM =
      """
      -netdev socket,id=str[,fd=h][,listen=[host]:port][,connect=host:port]
      -netdev stream,id=str[,server=on|off],addr.type=inet,addr.host=host,addr.port=port[,to=maxport][,numeric=on|off][,keep-alive=on|off][,mptcp=on|off][,addr.ipv4=on|off][,addr.ipv6=on|off]%1$s
      -netdev stream,id=str[,server=on|off],addr.type=unix,addr.path=path[,abstract=on|off][,tight=on|off]%1$s
      -netdev stream,id=str[,server=on|off],addr.type=fd,addr.str=file-descriptor%1$s
      -netdev dgram,id=str,local.type=unix,local.path=path[,remote.type=unix,remote.path=path]
      """;

  private static final String QEMU_7_2 = STREAM.formatted("");

  /** What is added here is from QEMU's documentation. */
  private static final String QEMU_8_0 = STREAM.formatted("[,reconnect=seconds]");

  /** What is added here is from QEMU's documentation. */
  private static final String QEMU_9_2 = STREAM.formatted("[,reconnect-ms=milliseconds]");

  @Override
  protected ExecStrategy extension() {
    return new StreamStrategy();
  }

  private static Guest saying(String help) {
    return QemuFacts.guest(QemuFacts.qemu("/usr/bin/qemu-system-x86_64", "x86_64", help));
  }

  private static Netdev stream(Property... further) {
    List<Property> settings = new ArrayList<>(List.of(SERVER, TYPE));
    settings.addAll(List.of(further));
    return new Netdev("stream", "addr.path", settings);
  }

  private void works(String help, boolean recommended, Property... further) {
    ExecStrategy stream = extension();
    assertThat(stream.available(saying(help))).isEqualTo(Availability.YES);
    assertThat(stream.recommended(saying(help))).isEqualTo(recommended);
    assertThat(stream.netdev(saying(help))).isEqualTo(stream(further));
  }

  @Test
  void itNeedsAPathAndComesLast() {
    assertThat(extension().need()).isEqualTo(Need.SOCKET_PATH);
    assertThat(extension().priority()).isNegative();
  }

  @Test
  void qemu72ConnectsOnce() {
    works(QEMU_7_2, false);
  }

  @Test
  void qemu80ReconnectsAfterSeconds() {
    works(QEMU_8_0, true, Property.number("reconnect", 1));
  }

  @Test
  void qemu92ReconnectsAfterMilliseconds() {
    works(QEMU_9_2, true, Property.number("reconnect-ms", 1000));
  }

  @Test
  void oneThatKnowsBothGetsTheNewerOne() {
    works(
        STREAM.formatted("[,reconnect=seconds][,reconnect-ms=milliseconds]"),
        true,
        Property.number("reconnect-ms", 1000));
  }

  @Test
  void anotherStreamsReconnectIsNotTheSockets() {
    for (String ofAnother : List.of("file-descriptor", "[,addr.ipv6=on|off]")) {
      works(QEMU_7_2.replace(ofAnother, ofAnother + "[,reconnect=seconds]"), false);
    }
  }

  @Test
  void theLineOfTheSocketMayStandAnywhereInTheHelp() {
    String line = "-netdev stream,id=str,addr.type=unix,addr.path=path[,reconnect=seconds]";
    for (String help : List.of(line, line + "\n", "-netdev user\n" + line)) {
      works(help, true, Property.number("reconnect", 1));
    }
  }

  @Test
  void streamsToOtherPlacesAreNoStreamsToASocket() {
    String help = QEMU_7_2.replace("addr.type=unix", "addr.type=vsock");
    assertThat(extension().available(saying(help)).yes()).isFalse();
  }

  @Test
  void qemu62CannotDoIt() {
    assertThat(extension().available(saying(QEMU_6_2)).reason())
        .isEqualTo(
            "this QEMU has no -netdev stream to a UNIX socket, which needs QEMU 7.2 or later;"
                + " exec=descriptor works with every QEMU");
  }

  @Test
  void oneThatDoesNotAnswerIsNotTrusted() {
    assertThat(extension().available(saying("")).reason())
        .isEqualTo(
            "QEMU does not say what it can do (-help); exec=descriptor works with every QEMU");
  }
}
