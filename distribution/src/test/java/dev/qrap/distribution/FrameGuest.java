// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Dhcp.Answer;
import dev.qrap.distribution.Frames.Arp;
import dev.qrap.distribution.Frames.Packet;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A guest without a machine: frames on a connection of QEMU's ({@code -netdev stream}), each after
 * its length in four bytes. It answers whatever it is asked by ARP, so that any address of the
 * guest can be reached.
 *
 * <p>That something is not answered is found out without a limit of time: what is asked later, and
 * is known to be answered, is answered later.
 */
final class FrameGuest implements AutoCloseable {

  /** Far longer than any answer takes. */
  private static final int HANGS_SECONDS = 60;

  private static final String NO_ADDRESS = "0.0.0.0";

  /** The gateway of QEMU's own network; passt answers for every address. */
  private static final String IPV6_NEIGHBOUR = "fec0::2";

  private static final int DNS_PORT = 53;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private static final long FIRST_MAC = 0x5254_0077_0000L;

  /** Below those that the host chooses for its own programs. */
  private static final int FIRST_PORT = 30_000;

  private static final int PORTS = 16;

  private final SocketChannel channel;
  private final long mac;
  private final String linkLocal;
  private final List<byte[]> received = new ArrayList<>();
  private final boolean ipv4;
  private String address = NO_ADDRESS;
  private int transaction;
  private int port;

  /**
   * Finds out whether the network has IPv4.
   *
   * @param number another one for each guest of a test
   */
  FrameGuest(SocketChannel channel, int number) {
    this.channel = channel;
    this.mac = FIRST_MAC + number;
    // Of its own: passt takes the same port of the host, if it is free.
    this.port = FIRST_PORT + number * PORTS;
    this.linkLocal = "fe80::5054:ff:fe77:" + Integer.toHexString(number);
    Thread reader = new Thread(this::read, "frames " + number);
    reader.setDaemon(true);
    reader.start();
    // A backend that reads both at once may answer either first; what the second round asks is read
    // after the answer to the first.
    for (int neighbours = 1; neighbours <= 2; neighbours++) {
      discover();
      int least = neighbours;
      solicit(Frames.NEIGHBOUR_SOLICITATION, IPV6_NEIGHBOUR);
      await(
          () -> find(answer(least)).isPresent() || count(Frames.NEIGHBOUR_ADVERTISEMENT) >= least,
          "an answer of DHCP or of IPv6");
    }
    ipv4 = find(answer(1)).isPresent() || find(answer(2)).isPresent();
  }

  boolean hasIpv4() {
    return ipv4;
  }

  /** The hardware address of the neighbour that answered first. */
  synchronized long neighbour() {
    return Frames.sender(received.get(0));
  }

  boolean hasIpv6Router() {
    solicit(Frames.ROUTER_SOLICITATION, "");
    settle();
    return count(Frames.ROUTER_ADVERTISEMENT) > 0;
  }

  /** Takes a lease. */
  Answer lease() {
    Answer offer = await(answer(discover()), "an offer of DHCP");
    address = offer.address();
    transaction++;
    sendDhcp(Dhcp.request(transaction, mac, offer));
    return await(answer(transaction), "a lease");
  }

  /** The hardware address of an address of IPv4; empty if nobody answers. */
  Optional<Long> macOf(String target) {
    send(Frames.arp(new Arp(Frames.ARP_REQUEST, mac, address, 0, target)));
    settle();
    return find(
        frame ->
            Frames.readArp(frame)
                .filter(arp -> arp.operation() == Frames.ARP_REPLY && arp.sender().equals(target))
                .map(Arp::senderMac));
  }

  /** Whether a neighbour accepts a connection of TCP; otherwise it refuses it. */
  boolean accepts(String target, int targetPort) {
    port++;
    int own = port;
    Packet syn = new Packet(Frames.TCP, address, own, target, targetPort, Frames.SYN, NOTHING);
    send(Frames.syn(mac, macOf(target).orElseThrow(), syn));
    Packet answer =
        await(
            packet(each -> each.protocol() == Frames.TCP && each.targetPort() == own),
            "an answer of TCP by " + target + ":" + targetPort);
    return (answer.flags() & Frames.RST) == 0;
  }

  /** The address of a name, as a neighbour resolves it (RFC 1035). */
  String resolve(String resolver, String name) {
    port++;
    int own = port;
    ByteBuffer question = ByteBuffer.allocate(512).putShort((short) own).putShort((short) 0x0100);
    question.putShort((short) 1).position(12);
    for (String label : name.split("\\.", -1)) {
      question.put((byte) label.length()).put(label.getBytes(US_ASCII));
    }
    question.put((byte) 0).putShort((short) 1).putShort((short) 1);
    Packet asked = new Packet(Frames.UDP, address, own, resolver, DNS_PORT, 0, question.flip());
    // What is in another network is reached through the same neighbour, dns=8.8.8.8 too.
    send(Frames.udp(mac, macOf(resolver).orElse(neighbour()), asked));
    Packet answer =
        await(
            packet(each -> each.source().equals(resolver) && each.targetPort() == own),
            "an answer of the resolver " + resolver);
    return Frames.text(answer.data(), answer.data().limit() - 4);
  }

  /** What a program of the host has sent from a port. */
  Packet arrival(int protocol, int sourcePort) {
    return await(
        packet(each -> each.protocol() == protocol && each.sourcePort() == sourcePort),
        "what port " + sourcePort + " of the host has sent");
  }

  /** Returns when all is answered that was asked before and is answered at all. */
  private void settle() {
    for (int round = 0; round < 2; round++) {
      if (ipv4) {
        await(answer(discover()), "an offer of DHCP");
      } else {
        long before = count(Frames.NEIGHBOUR_ADVERTISEMENT);
        solicit(Frames.NEIGHBOUR_SOLICITATION, IPV6_NEIGHBOUR);
        await(() -> count(Frames.NEIGHBOUR_ADVERTISEMENT) > before, "an answer of IPv6");
      }
    }
  }

  /** Asks for an offer, and returns which one it is. */
  private int discover() {
    transaction++;
    sendDhcp(Dhcp.discover(transaction, mac));
    return transaction;
  }

  private void sendDhcp(ByteBuffer message) {
    String all = "255.255.255.255";
    send(
        Frames.udp(
            mac,
            Frames.BROADCAST,
            new Packet(
                Frames.UDP, NO_ADDRESS, Dhcp.CLIENT_PORT, all, Dhcp.SERVER_PORT, 0, message)));
  }

  private void solicit(int type, String target) {
    send(Frames.solicitation(mac, linkLocal, type, target));
  }

  private static Function<byte[], Optional<Answer>> answer(int transaction) {
    return frame ->
        Frames.readPacket(frame)
            .flatMap(Dhcp::read)
            .filter(answer -> answer.transaction() == transaction);
  }

  private static Function<byte[], Optional<Packet>> packet(Predicate<Packet> wanted) {
    return frame -> Frames.readPacket(frame).filter(wanted);
  }

  private synchronized <T> Optional<T> find(Function<byte[], Optional<T>> wanted) {
    return received.stream().flatMap(frame -> wanted.apply(frame).stream()).findFirst();
  }

  private synchronized long count(int type) {
    return received.stream().filter(frame -> Frames.isIcmpv6(frame, type)).count();
  }

  private <T> T await(Function<byte[], Optional<T>> wanted, String what) {
    await(() -> find(wanted).isPresent(), what);
    return find(wanted).orElseThrow();
  }

  private synchronized void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + HANGS_SECONDS * 1_000_000_000L;
    try {
      while (!condition.getAsBoolean()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        assertThat(left).as("waited in vain: " + what).isPositive();
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void send(byte[] frame) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).flip();
    synchronized (channel) {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(Arp asked) {
    if (asked.operation() == Frames.ARP_REQUEST) {
      String own = asked.target();
      String neighbour = asked.sender();
      send(Frames.arp(new Arp(Frames.ARP_REPLY, mac, own, asked.senderMac(), neighbour)));
    }
  }

  /** Reads until the connection ends. After that, no frame comes, and waiting for one fails. */
  private void read() {
    try (DataInputStream input = new DataInputStream(Channels.newInputStream(channel))) {
      while (true) {
        byte[] frame = new byte[input.readInt()];
        input.readFully(frame);
        Frames.readArp(frame).ifPresent(this::answer);
        synchronized (this) {
          received.add(frame);
          notifyAll();
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // QEMU has ended, or the test.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
