// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Messages of DHCP (RFC 2131), with the options (RFC 2132, 3397) that matter to a guest. */
final class Dhcp {

  static final int CLIENT_PORT = 68;
  static final int SERVER_PORT = 67;

  static final int NETMASK = 1;
  static final int ROUTER = 3;
  static final int RESOLVER = 6;
  static final int HOST_NAME = 12;
  static final int DOMAIN_NAME = 15;
  static final int SERVER = 54;
  static final int TFTP_SERVER = 66;
  static final int SEARCH = 119;

  private static final int REQUESTED = 50;
  private static final int TYPE = 53;
  private static final int PARAMETERS = 55;
  private static final int DISCOVER = 1;
  private static final int REQUEST = 3;
  private static final int PAD = 0;
  private static final int END = 255;
  private static final int COOKIE = 0x63825363;
  private static final int OPTIONS_START = 240;

  /** A length from here on is the place of labels, RFC 1035. */
  private static final int POINTER = 0xc0;

  private static final byte[] ASKED = {
    NETMASK, ROUTER, RESOLVER, HOST_NAME, DOMAIN_NAME, SERVER, TFTP_SERVER, SEARCH
  };

  private Dhcp() {}

  /**
   * What a server answers.
   *
   * @param transaction which question it answers
   * @param address what it gives to the guest
   * @param options the bytes of each option
   * @param bootFile empty if it names none
   */
  record Answer(int transaction, String address, Map<Integer, byte[]> options, String bootFile) {

    /** The addresses in an option; none if it is not there. */
    List<String> addresses(int option) {
      ByteBuffer value = ByteBuffer.wrap(options.getOrDefault(option, new byte[0]));
      List<String> addresses = new ArrayList<>();
      for (int start = 0; start + 4 <= value.limit(); start += 4) {
        addresses.add(Frames.text(value, start));
      }
      return addresses;
    }

    /** The text of an option; empty if it is not there. */
    String text(int option) {
      return new String(options.getOrDefault(option, new byte[0]), US_ASCII);
    }

    /**
     * The domains that are searched. Each is a list of labels, of which the end may be elsewhere.
     */
    List<String> domains() {
      byte[] value = options.getOrDefault(SEARCH, new byte[0]);
      List<String> domains = new ArrayList<>();
      int start = 0;
      while (start < value.length) {
        StringBuilder domain = new StringBuilder();
        start = domain(value, start, domain);
        domains.add(domain.toString());
      }
      return domains;
    }

    /** Reads a domain, and returns what is behind it. */
    private static int domain(byte[] value, int start, StringBuilder domain) {
      int length = value[start] & 0xff;
      if (length >= POINTER) {
        domain(value, (length - POINTER) << 8 | (value[start + 1] & 0xff), domain);
        return start + 2;
      }
      if (length == 0) {
        return start + 1;
      }
      domain.append(new String(value, start + 1, length, US_ASCII)).append('.');
      return domain(value, start + 1 + length, domain);
    }
  }

  static ByteBuffer discover(int transaction, long mac) {
    return message(transaction, mac, new byte[] {TYPE, 1, DISCOVER});
  }

  /** Takes what was offered. */
  static ByteBuffer request(int transaction, long mac, Answer offer) {
    ByteBuffer options = ByteBuffer.allocate(15).put(new byte[] {TYPE, 1, REQUEST});
    options.put((byte) REQUESTED).put((byte) 4).put(Frames.address(offer.address()));
    options.put((byte) SERVER).put((byte) 4).put(offer.options().get(SERVER));
    return message(transaction, mac, options.array());
  }

  private static ByteBuffer message(int transaction, long mac, byte[] options) {
    ByteBuffer message = ByteBuffer.allocate(OPTIONS_START + 80);
    message.putInt(0x01010600).putInt(transaction).putShort(10, (short) 0x8000);
    message.putLong(28, mac << 16);
    message.position(OPTIONS_START - 4).putInt(COOKIE).put(options);
    message.put((byte) PARAMETERS).put((byte) ASKED.length).put(ASKED).put((byte) END);
    return message.flip();
  }

  /** The answer in a packet; empty if it is none. */
  static Optional<Answer> read(Frames.Packet packet) {
    ByteBuffer message = packet.data();
    if (packet.targetPort() != CLIENT_PORT || message.limit() < OPTIONS_START) {
      return Optional.empty();
    }
    Map<Integer, byte[]> options = new TreeMap<>();
    message.position(OPTIONS_START);
    while (message.hasRemaining()) {
      int option = message.get() & 0xff;
      if (option == END) {
        break;
      }
      if (option != PAD) {
        byte[] value = new byte[message.get() & 0xff];
        message.get(value);
        options.put(option, value);
      }
    }
    byte[] file = new byte[128];
    message.get(108, file);
    String bootFile = new String(file, US_ASCII).replaceFirst("\0.*", "");
    return Optional.of(new Answer(message.getInt(4), Frames.text(message, 16), options, bootFile));
  }
}
