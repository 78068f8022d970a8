// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Asks the kernel for the UNIX sockets of this network namespace: sock_diag(7), netlink(7). */
final class UnixSocketDiag {

  private static final String SUBJECT = "the kernel's UNIX sockets";

  private static final int REQUEST_BYTES = 40;
  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short NLM_F_REQUEST_DUMP = 0x301;
  private static final int UDIAG_SHOW_NAME_VFS_RQLEN = 0x13;

  /** More than the kernel puts into one part. */
  private static final int PART_BYTES = 64 * 1024;

  /** Sockets come and go all the time on a busy machine; then the last list must do. */
  private static final int ATTEMPTS = 3;

  private UnixSocketDiag() {}

  /**
   * All that listen or are connected, and those for datagrams.
   *
   * @throws HostException if the kernel does not say: one without CONFIG_UNIX_DIAG
   */
  static List<KernelSocket> read() throws HostException {
    List<KernelSocket> sockets = new ArrayList<>();
    boolean whole = readWhole(sockets);
    for (int attempt = 1; attempt < ATTEMPTS && !whole; attempt++) {
      sockets.clear();
      whole = readWhole(sockets);
    }
    return sockets;
  }

  /** Reads all; false if sockets came and went meanwhile, so that some may be missing. */
  private static boolean readWhole(List<KernelSocket> sockets) throws HostException {
    int type = Abi.SOCK_RAW | Abi.SOCK_CLOEXEC;
    int descriptor = Libc.check(SUBJECT, "socket", Abi.AF_NETLINK, type, Abi.NETLINK_SOCK_DIAG);
    try {
      Libc.check(SUBJECT, "send", descriptor, request(), Abi.size(REQUEST_BYTES), 0);
      byte[] part = new byte[PART_BYTES];
      boolean whole = true;
      int length;
      do {
        length = Libc.check(SUBJECT, "recv", descriptor, part, Abi.size(part.length), 0);
        whole &= !KernelSocket.isInterrupted(ByteBuffer.wrap(part, 0, length));
      } while (KernelSocket.read(ByteBuffer.wrap(part, 0, length), sockets));
      return whole;
    } finally {
      Libc.call("close", descriptor);
    }
  }

  /** A struct nlmsghdr and a struct unix_diag_req. */
  private static byte[] request() {
    ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES).order(ByteOrder.nativeOrder());
    request.putInt(REQUEST_BYTES).putShort(SOCK_DIAG_BY_FAMILY).putShort(NLM_F_REQUEST_DUMP);
    request.position(16).put((byte) Abi.AF_UNIX);
    int states = 1 << KernelSocket.ESTABLISHED | 1 << KernelSocket.LISTEN | 1 << KernelSocket.CLOSE;
    request.putInt(20, states);
    request.putInt(28, UDIAG_SHOW_NAME_VFS_RQLEN);
    return request.array();
  }
}
