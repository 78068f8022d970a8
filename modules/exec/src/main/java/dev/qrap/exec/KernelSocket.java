// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import dev.qrap.core.host.HostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A UNIX stream socket as the kernel describes it: sock_diag(7), struct unix_diag_msg.
 *
 * <p>By its file, not by its path as in /proc/net/unix: that is what bind(2) was given, and so may
 * be relative, one of another mount namespace's, or shared with an older socket whose file was
 * removed. A connection that was accepted has the name and the file of the listener (all seen on
 * Linux 6.18, ext4).
 *
 * @param inode its own number, as in the links of /proc/PID/fd
 * @param stream whether it is for streams; one for datagrams neither listens nor is connected
 * @param listening whether it listens; otherwise it is connected
 * @param waiting how many clients wait to be accepted, where it listens
 * @param name what it was bound to; empty where it was not
 * @param fileInode the lower 32 bits of its file's number: the kernel passes no more
 * @param device the file's device, as in {@link FileStatus}; btrfs has others for its files
 */
record KernelSocket(
    long inode,
    boolean stream,
    boolean listening,
    int waiting,
    String name,
    int fileInode,
    long device) {

  /** States of a socket, from net/tcp_states.h. */
  static final int ESTABLISHED = 1;

  static final int LISTEN = 10;

  /** That of a socket for datagrams, and of one for streams of which nothing has come yet. */
  static final int CLOSE = 7;

  private static final int HEADER_BYTES = 16;
  private static final int MESSAGE_BYTES = 16;
  private static final int ATTRIBUTE_HEADER_BYTES = 4;
  private static final int ALIGNMENT = 4;

  private static final int FLAGS_START = 6;
  private static final int NLM_F_DUMP_INTR = 0x10;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;

  private static final int UNIX_DIAG_NAME = 0;
  private static final int UNIX_DIAG_VFS = 1;
  private static final int UNIX_DIAG_RQLEN = 4;

  private static final int MINOR_BITS = 20;

  /** Whether the first message of a part says that the list changed while it was made. */
  static boolean isInterrupted(ByteBuffer part) {
    int flags = part.order(ByteOrder.nativeOrder()).getShort(FLAGS_START);
    return (flags & NLM_F_DUMP_INTR) != 0;
  }

  /**
   * Reads the messages of a part of the kernel's answer.
   *
   * @param part in the machine's byte order
   * @param sockets gets what it tells
   * @return whether more parts follow
   * @throws HostException if the kernel answers with an error
   */
  static boolean read(ByteBuffer part, List<KernelSocket> sockets) throws HostException {
    ByteBuffer bytes = part.order(ByteOrder.nativeOrder());
    int start = 0;
    while (start + HEADER_BYTES <= bytes.limit()) {
      int length = bytes.getInt(start);
      int type = bytes.getShort(start + 4);
      int body = start + HEADER_BYTES;
      if (type == NLMSG_ERROR || type == NLMSG_DONE) {
        int errno = -bytes.getInt(body);
        if (errno != 0) {
          throw Libc.failure("sock_diag", "the kernel's UNIX sockets", errno);
        }
        return false;
      }
      boolean stream = bytes.get(body + 1) == Abi.SOCK_STREAM;
      if (!stream || bytes.get(body + 2) != CLOSE) {
        sockets.add(socket(bytes, body, start + length));
      }
      start += aligned(length);
    }
    return true;
  }

  private static KernelSocket socket(ByteBuffer bytes, int message, int end) {
    String name = "";
    int waiting = 0;
    int fileInode = 0;
    long device = 0;
    int start = message + MESSAGE_BYTES;
    while (start + ATTRIBUTE_HEADER_BYTES <= end) {
      int length = Short.toUnsignedInt(bytes.getShort(start));
      int value = start + ATTRIBUTE_HEADER_BYTES;
      switch (bytes.getShort(start + 2)) {
        case UNIX_DIAG_NAME -> name = name(bytes, value, start + length);
        case UNIX_DIAG_VFS -> {
          fileInode = bytes.getInt(value);
          int number = bytes.getInt(value + 4);
          long major = Integer.toUnsignedLong(number) >>> MINOR_BITS;
          device = (major << Integer.SIZE) | (number & ((1 << MINOR_BITS) - 1));
        }
        case UNIX_DIAG_RQLEN -> waiting = bytes.getInt(value);
        default -> {} // not asked for
      }
      start += aligned(length);
    }
    boolean listening = bytes.get(message + 2) == LISTEN;
    long inode = Integer.toUnsignedLong(bytes.getInt(message + 4));
    boolean stream = bytes.get(message + 1) == Abi.SOCK_STREAM;
    return new KernelSocket(
        inode, stream, listening, listening ? waiting : 0, name, fileInode, device);
  }

  private static String name(ByteBuffer bytes, int start, int end) {
    byte[] name = new byte[end - start];
    bytes.get(start, name);
    int length = name.length > 0 && name[name.length - 1] == 0 ? name.length - 1 : name.length;
    return new String(name, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static int aligned(int length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Whether it is bound to a file, or was accepted from one that is. The name stands in for the
   * device, and the device for the name of a file that was moved.
   *
   * @param path by which the file was found
   */
  boolean isOf(FileStatus file, String path) {
    return fileInode == (int) file.inode()
        && (device == file.device() || entry(name).equals(entry(path)));
  }

  /** The last part of a path. */
  private static String entry(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
