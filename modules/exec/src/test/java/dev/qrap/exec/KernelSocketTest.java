// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.qrap.core.host.HostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers as the kernel gives them: struct nlmsghdr, struct unix_diag_msg, attributes. */
final class KernelSocketTest {

  private static final int SOCKET = 20;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int ENOENT = 2;

  /** Device 253:1 as the kernel's dev_t. */
  private static final int DEVICE = (253 << 20) | 1;

  private static final long SAME_DEVICE = (253L << 32) | 1;

  private final ByteBuffer answer = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
  private final List<KernelSocket> sockets = new ArrayList<>();

  private boolean read() throws HostException {
    return KernelSocket.read(answer.flip(), sockets);
  }

  private void message(int type, byte[] body) {
    answer.putInt(16 + body.length).putShort((short) type).putShort((short) 2).putLong(0);
    answer.put(body);
    answer.position((answer.position() + 3) / 4 * 4);
  }

  private void number(int type, int value) {
    message(type, bytes(value));
  }

  private static byte[] bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private void socket(int type, int state, int inode, String name, int waiting) {
    ByteBuffer body = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    body.put((byte) 1).put((byte) type).put((byte) state).put((byte) 0).putInt(inode).putLong(0);
    attribute(body, 0, name.getBytes(ISO_8859_1));
    attribute(body, 1, bytes(77, DEVICE));
    attribute(body, 4, bytes(waiting, 0));
    byte[] trimmed = new byte[body.position()];
    body.flip().get(trimmed);
    message(SOCKET, trimmed);
  }

  private static void attribute(ByteBuffer body, int type, byte[] value) {
    body.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    body.position((body.position() + 3) / 4 * 4);
  }

  private static FileStatus file(long inode, long device) {
    return new FileStatus(0, 0140755, inode, device, 0, 0);
  }

  @Test
  void aListenerAndItsClientAreRead() throws HostException {
    socket(1, 10, 4711, "/tmp/p.socket\0", 2);
    socket(1, 1, -1, "/tmp/p.socket\0", 46);
    number(DONE, 0);
    assertThat(read()).isFalse();
    assertThat(sockets)
        .containsExactly(
            new KernelSocket(4711, true, true, 2, "/tmp/p.socket", 77, SAME_DEVICE),
            new KernelSocket(4294967295L, true, false, 0, "/tmp/p.socket", 77, SAME_DEVICE));
  }

  @Test
  void aNameIsBytes() throws HostException {
    socket(1, 10, 1, "rel \n \u00ff\u00e4 x\0", 0);
    socket(1, 10, 2, "/" + "a".repeat(107), 0); // as long as sun_path: no NUL
    socket(1, 10, 3, "\0abstract", 0);
    assertThat(read()).isTrue();
    assertThat(sockets)
        .extracting(KernelSocket::name)
        .containsExactly("rel \n \u00ff\u00e4 x", "/" + "a".repeat(107), "\0abstract");
  }

  @Test
  void socketsOfOtherTypesSaySo() throws HostException {
    socket(2, 7, 1, "/run/log\0", 0);
    socket(5, 10, 2, "/run/seq\0", 0);
    assertThat(read()).isTrue();
    assertThat(sockets).extracting(KernelSocket::stream).containsExactly(false, false);
  }

  /** One that neither listens nor is connected is nothing to anybody. */
  @Test
  void aStreamThatIsNothingYetIsNone() throws HostException {
    socket(1, 7, 1, "/run/p.socket\0", 0);
    assertThat(read()).isTrue();
    assertThat(sockets).isEmpty();
  }

  @Test
  void anErrorHasItsName() {
    number(ERROR, -ENOENT);
    assertThatThrownBy(this::read).isInstanceOf(HostException.class).hasMessageContaining("ENOENT");
  }

  @Test
  void aSocketIsOfTheFileThatItIsBoundTo() {
    KernelSocket socket = new KernelSocket(1, true, true, 0, "sub/p.socket", 77, SAME_DEVICE);
    assertThat(socket.isOf(file(77, SAME_DEVICE), "/tmp/p.socket")).isTrue();
    assertThat(socket.isOf(file(77, SAME_DEVICE), "/tmp/moved.socket")).isTrue();
    assertThat(socket.isOf(file(77, 50), "/tmp/p.socket")).as("btrfs").isTrue();
    assertThat(socket.isOf(file(77 + (1L << 32), SAME_DEVICE), "/tmp/p.socket")).isTrue();
    assertThat(socket.isOf(file(77, 50), "/tmp/q.socket")).isFalse();
    assertThat(socket.isOf(file(78, SAME_DEVICE), "/tmp/p.socket")).as("replaced").isFalse();
  }
}
