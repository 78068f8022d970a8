// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What QEMUs say. 7.2's lines were printed by it, those of newer ones are in QEMU's manual. */
final class QemuTextTest {

  private static final String UNIX =
      "\n-netdev stream,id=str[,server=on|off],addr.type=unix,addr.path=path[,abstract=on|off]"
          + "[,tight=on|off]";

  private static final String SOCKET =
      """

      -netdev socket,id=str[,fd=h][,listen=[host]:port][,connect=host:port]
                      configure a network backend to connect to another network
      """;

  private static final String CHARDEV =
      "\n-chardev socket,id=id,path=path[,server=on|off][,wait=on|off][,telnet=on|off]"
          + "[,websocket=on|off][,reconnect=seconds]\n";

  private static QemuText text(String help) {
    return new QemuText(
        "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright (c)\n", help);
  }

  @Test
  void versionIsTheRestOfItsLine() {
    assertThat(text(SOCKET).version()).isEqualTo("7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)");
    assertThat(new QemuText("warning: x\nQEMU emulator version 8.0.0", SOCKET).version())
        .isEqualTo("8.0.0");
  }

  @Test
  void whatSaysOneOfBothIsNoQemu() {
    assertThat(text(SOCKET).isQemu()).isTrue();
    assertThat(text("usage: -netdev").isQemu()).isFalse();
    assertThat(new QemuText("passt 1", SOCKET).isQemu()).isFalse();
  }

  @Test
  void olderThan72() {
    QemuText text = text(SOCKET + CHARDEV);
    assertThat(text.hasStream()).isFalse();
    assertThat(text.reconnect()).isEmpty();
  }

  @Test
  void of72() {
    QemuText text = text(SOCKET + UNIX + CHARDEV);
    assertThat(text.hasStream()).isTrue();
    assertThat(text.reconnect()).isEmpty();
  }

  @Test
  void of80() {
    assertThat(text(SOCKET + UNIX + "[,reconnect=seconds]" + CHARDEV).reconnect())
        .isEqualTo("reconnect");
  }

  @Test
  void of92() {
    String inet = "\n-netdev stream,id=str[,server=on|off],addr.type=inet,addr.host=host";
    assertThat(text(SOCKET + inet + UNIX + "[,reconnect-ms=milliseconds]").reconnect())
        .isEqualTo("reconnect-ms");
    String both = "[,reconnect=seconds][,reconnect-ms=milliseconds]\n";
    assertThat(text(SOCKET + UNIX + both).reconnect()).isEqualTo("reconnect-ms");
  }
}
