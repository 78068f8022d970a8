// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Ethernet frames as {@link FrameGuest} writes and reads them: ARP (RFC 826), UDP and TCP over IPv4
 * (RFC 791, 768, 9293) and ICMP over IPv6 (RFC 8200, 4861).
 */
final class Frames {

  static final int TCP = 6;
  static final int UDP = 17;

  /** The flags of TCP that matter here. */
  static final int SYN = 0x02;

  static final int RST = 0x04;
  static final int ACK = 0x10;

  static final int ROUTER_SOLICITATION = 133;
  static final int ROUTER_ADVERTISEMENT = 134;
  static final int NEIGHBOUR_SOLICITATION = 135;
  static final int NEIGHBOUR_ADVERTISEMENT = 136;

  static final int ARP_REQUEST = 1;
  static final int ARP_REPLY = 2;

  /** The hardware address of all; such an address is the last six bytes. */
  static final long BROADCAST = 0xffff_ffff_ffffL;

  private static final int ARP = 0x0806;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int ICMPV6 = 58;
  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int UDP_HEADER = 8;
  private static final int TCP_HEADER = 20;
  private static final long MULTICAST = 0x3333_0000_0000L;

  private Frames() {}

  /**
   * Who asks or answers whom.
   *
   * @param operation {@link #ARP_REQUEST} or {@link #ARP_REPLY}
   * @param targetMac of a request: 0
   */
  record Arp(int operation, long senderMac, String sender, long targetMac, String target) {}

  /**
   * What stands in a datagram of UDP or a segment of TCP.
   *
   * @param flags those of TCP; 0 for UDP
   * @param data of UDP; empty for TCP
   */
  record Packet(
      int protocol,
      String source,
      int sourcePort,
      String target,
      int targetPort,
      int flags,
      ByteBuffer data) {}

  static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  /** The address of IPv4 that stands there. */
  static String text(ByteBuffer from, int start) {
    StringBuilder text = new StringBuilder();
    for (int i = start; i < start + 4; i++) {
      text.append(i == start ? "" : ".").append(from.get(i) & 0xff);
    }
    return text.toString();
  }

  private static ByteBuffer ethernet(long from, long to, int type, int size) {
    ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + size);
    putMac(putMac(frame, to), from);
    return frame.putShort((short) type);
  }

  private static ByteBuffer putMac(ByteBuffer frame, long mac) {
    return frame.putShort((short) (mac >> 32)).putInt((int) mac);
  }

  private static byte[] bytes(ByteBuffer frame) {
    byte[] bytes = new byte[frame.limit()];
    frame.get(0, bytes);
    return bytes;
  }

  static byte[] arp(Arp arp) {
    long to = arp.operation == ARP_REQUEST ? BROADCAST : arp.targetMac;
    ByteBuffer frame = ethernet(arp.senderMac, to, ARP, 28);
    frame.putShort((short) 1).putShort((short) IPV4).put((byte) 6).put((byte) 4);
    putMac(frame.putShort((short) arp.operation), arp.senderMac).put(address(arp.sender));
    return bytes(putMac(frame, arp.targetMac).put(address(arp.target)));
  }

  static byte[] udp(long from, long to, Packet packet) {
    int length = UDP_HEADER + packet.data.remaining();
    ByteBuffer frame = ipv4(from, to, packet, length);
    frame.putShort((short) length).putShort((short) 0); // its checksum may be left out
    return bytes(frame.put(packet.data.duplicate()));
  }

  /** A segment that opens a connection. */
  static byte[] syn(long from, long to, Packet packet) {
    ByteBuffer frame = ipv4(from, to, packet, TCP_HEADER);
    frame.putInt(1).putInt(0).putShort((short) (0x5000 | SYN)).putShort((short) 0xffff).putInt(0);
    int start = ETHERNET_HEADER + IPV4_HEADER;
    long sum = TCP + TCP_HEADER + sum(frame, start - 8, 8 + TCP_HEADER);
    return bytes(frame.putShort(start + 16, checksum(sum)));
  }

  /** Up to the ports. */
  private static ByteBuffer ipv4(long from, long to, Packet packet, int length) {
    ByteBuffer frame = ethernet(from, to, IPV4, IPV4_HEADER + length);
    frame.putShort((short) 0x4500).putShort((short) (IPV4_HEADER + length)).putInt(0);
    frame.put((byte) 64).put((byte) packet.protocol).putShort((short) 0);
    frame.put(address(packet.source)).put(address(packet.target));
    long sum = sum(frame, ETHERNET_HEADER, IPV4_HEADER);
    frame.putShort(ETHERNET_HEADER + 10, checksum(sum));
    return frame.putShort((short) packet.sourcePort).putShort((short) packet.targetPort);
  }

  /**
   * A solicitation of ICMPv6.
   *
   * @param target whom it is about; empty if it is about every router
   */
  static byte[] solicitation(long from, String source, int type, String target) {
    boolean routers = target.isEmpty();
    String group = routers ? "ff02::2" : "ff02::1:ff00:0";
    byte[] to = address(group);
    if (!routers) {
      System.arraycopy(address(target), 13, to, 13, 3);
    }
    long mac = MULTICAST | (ByteBuffer.wrap(to).getInt(12) & 0xffff_ffffL);
    int length = routers ? 8 : 24;
    ByteBuffer frame = ethernet(from, mac, IPV6, IPV6_HEADER + length);
    frame.putInt(0x60000000).putShort((short) length).put((byte) ICMPV6).put((byte) 255);
    frame.put(address(source)).put(to).put((byte) type).put((byte) 0).putShort((short) 0).putInt(0);
    if (!routers) {
      frame.put(address(target));
    }
    int start = ETHERNET_HEADER + IPV6_HEADER;
    long sum = ICMPV6 + length + sum(frame, start - 32, 32 + length);
    return bytes(frame.putShort(start + 2, checksum(sum)));
  }

  static Optional<Arp> readArp(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    if (type(frame) != ARP) {
      return Optional.empty();
    }
    int start = ETHERNET_HEADER;
    return Optional.of(
        new Arp(
            frame.getShort(start + 6),
            mac(frame, start + 8),
            text(frame, start + 14),
            mac(frame, start + 18),
            text(frame, start + 24)));
  }

  static Optional<Packet> readPacket(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    int protocol = type(frame) == IPV4 ? frame.get(ETHERNET_HEADER + 9) : 0;
    if (protocol != TCP && protocol != UDP) {
      return Optional.empty();
    }
    int start = ETHERNET_HEADER + 4 * (frame.get(ETHERNET_HEADER) & 0x0f);
    byte[] data = new byte[protocol == TCP ? 0 : frame.getShort(start + 4) - UDP_HEADER];
    frame.get(start + UDP_HEADER, data);
    return Optional.of(
        new Packet(
            protocol,
            text(frame, ETHERNET_HEADER + 12),
            frame.getShort(start) & 0xffff,
            text(frame, ETHERNET_HEADER + 16),
            frame.getShort(start + 2) & 0xffff,
            protocol == TCP ? frame.get(start + 13) : 0,
            ByteBuffer.wrap(data)));
  }

  /** The hardware address of the sender. */
  static long sender(byte[] bytes) {
    return mac(ByteBuffer.wrap(bytes), 6);
  }

  /** Whether it is a message of ICMPv6 of a type. */
  static boolean isIcmpv6(byte[] bytes, int type) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    return type(frame) == IPV6
        && frame.get(ETHERNET_HEADER + 6) == ICMPV6
        && (frame.get(ETHERNET_HEADER + IPV6_HEADER) & 0xff) == type;
  }

  private static int type(ByteBuffer frame) {
    return frame.getShort(12) & 0xffff;
  }

  private static long mac(ByteBuffer frame, int start) {
    return (frame.getShort(start) & 0xffffL) << 32 | (frame.getInt(start + 2) & 0xffff_ffffL);
  }

  /** The Internet's sum, RFC 1071; the length is even. */
  private static long sum(ByteBuffer from, int start, int length) {
    long sum = 0;
    for (int i = start; i < start + length; i += 2) {
      sum += from.getShort(i) & 0xffff;
    }
    return sum;
  }

  private static short checksum(long sum) {
    long folded = (sum & 0xffff) + (sum >> 16);
    return (short) ~((folded & 0xffff) + (folded >> 16));
  }
}
