// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Dhcp.Answer;
import dev.qrap.distribution.Frames.Packet;
import dev.qrap.distribution.Root.Program;
import dev.qrap.distribution.Root.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a guest sees of its network, with random options of QEMU's own network: the same by QEMU
 * alone and under {@code qrap run}, or the card stays there, or a line says what is lost. What
 * differs beyond that stands in docs/coming-from-user.md, and in {@link #change}.
 *
 * <p>The guests are made of frames: the processor is halted, and the hub of each card has a
 * connection to the test ({@link FrameGuest}).
 */
final class UserNetworkFramesIT {

  /** The same options each time; another seed is for who looks for more. */
  private static final long SEED = 16;

  /** By where the resolver of the host is; each has a QEMU of its own. */
  private static final List<String> HOST_RESOLVERS =
      List.of("127.0.0.1", "127.0.0.53", "192.0.2.10");

  /** Of one QEMU. */
  private static final int CARDS = 16;

  private static final int CASES = CARDS * HOST_RESOLVERS.size();
  private static final int CANDIDATES = 8 * CASES;

  /** Starts QEMU with the options of each line, and prints the numbers of those that it takes. */
  private static final String TAKEN =
      """
      line=0
      taken=0
      while [ $taken -lt %d ] && IFS= read -r options; do
          if echo quit | qemu-system-x86_64 -machine none -nodefaults -display none -monitor stdio \
              -netdev "user,id=n0,$options" >/dev/null 2>&1
          then
              echo $line
              taken=$((taken + 1))
          fi
          line=$((line + 1))
      done </tmp/options
      """
          .formatted(CASES);

  /** A processor that starts in this file halts at once: it is full of the instruction HLT. */
  private static final String HALT = "/tmp/halt.bin";

  private static final int BIOS_SIZE = 0x10000;
  private static final byte HLT = (byte) 0xf4;

  private static final String SCRIPTS = "/tmp/distribution/src/test/sh/";
  private static final String NAME = "toast.example";

  /** With what the hardware addresses of QEMU's own network begin: before IPv4, before IPv6. */
  private static final Set<Long> SLIRP_MACS = Set.of(0x5255L, 0x5256L);

  private static final String ROUTER = "router";
  private static final String RESOLVER = "resolver";

  /** What is asked of QEMU's own network, and the ports of the host that it forwards. */
  private record Case(String options, List<String> ports) {

    static List<Case> random() {
      UserNetworkOptions random = new UserNetworkOptions(SEED);
      List<Case> cases = new ArrayList<>();
      for (int i = 0; i < CANDIDATES; i++) {
        int first = random.lastPort() + 1;
        String options = random.next();
        IntStream ports = IntStream.rangeClosed(first, random.lastPort());
        cases.add(new Case(options, ports.mapToObj(String::valueOf).toList()));
      }
      return cases;
    }

    String netdev(int card) {
      return "-netdev user,id=n" + card + "," + options;
    }
  }

  /**
   * What the guest of a card sees.
   *
   * @param slirp whether QEMU's own network is there
   * @param seen by what it is
   */
  private record Card(boolean slirp, Map<String, String> seen) {}

  /** The cards of one QEMU, and what was said on standard error. */
  private record Guests(List<Card> cards, String said) {

    List<String> resolvers() {
      return cards.stream().map(card -> card.seen.getOrDefault(RESOLVER, "")).toList();
    }
  }

  static List<String> releases() {
    return Root.releases();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void a_guest_sees_what_it_saw_or_a_line_says_what_it_does_not(String release) throws IOException {
    try (Root root = Root.start(release)) {
      root.require("qemu-system-x86_64", "passt", "busybox", "perl");
      prepare(root);
      boolean old = !root.as(User.ROOT).run("passt", "--help").output().contains("--dns-host");
      List<Case> cases = taken(root);
      List<String> faults = new ArrayList<>();
      int connected = 0;
      int ports = 0;
      for (int start = 0; start < CASES; start += CARDS) {
        List<Case> some = cases.subList(start, start + CARDS);
        String resolver = HOST_RESOLVERS.get(start / CARDS);
        root.as(User.ROOT).run("sh", "-c", "echo nameserver " + resolver + " >/etc/resolv.conf");
        List<String> nowhere = Collections.nCopies(CARDS, "");
        Guests alone = look(root, some, nowhere, "qemu-system-x86_64");
        List<String> resolvers = old ? nowhere : alone.resolvers();
        Guests run = look(root, some, resolvers, "qrap", "run", "qemu-system-x86_64");
        for (int i = 0; i < CARDS; i++) {
          Card card = run.cards.get(i);
          Map<String, String> expected = new TreeMap<>(alone.cards.get(i).seen);
          String netdev = some.get(i).netdev(i);
          boolean stays = run.said.contains(netdev + " stays on QEMU's own network");
          if (card.slirp && !stays) {
            stays = isLeftToQemu(root, netdev, i);
          }
          if (!stays) {
            change(expected, netdev, run.said, old, resolver);
            connected++;
            ports += (int) expected.keySet().stream().filter(UserNetworkFramesIT::isPort).count();
          }
          if (stays != card.slirp || !expected.equals(card.seen)) {
            String said =
                String.join(
                    "\n  ", run.said.lines().filter(line -> line.contains(netdev)).toList());
            faults.add("\n" + netdev + "\n  " + expected + "\n  " + card + "\n  " + said);
          }
        }
      }
      String counts = "seed %d, %s: %d cards on passt, with %d ports that reach the guest";
      String counted = counts.formatted(SEED, release, connected, ports);
      System.out.println(counted);
      assertThat(faults).as(counted).isEmpty();
      // Otherwise the comparison would mean little.
      assertThat(List.of(connected, CASES - connected, ports))
          .as(counted)
          .allMatch(count -> count > CASES / 5);
    }
  }

  /** Whether the plan says so: QEMU 7.2 refuses some of what QEMU 10.0 takes, as port 0x. */
  private static boolean isLeftToQemu(Root root, String netdev, int card) {
    List<String> plan = new ArrayList<>(List.of("qrap", "plan", "run", "qemu-system-x86_64"));
    plan.addAll(List.of(netdev.split(" ", 2)));
    plan.addAll(List.of("-nodefaults", "-device", "e1000,netdev=n" + card));
    Tools.Ended ended = root.as(User.ORDINARY).run(plan.toArray(new String[0]));
    return ended.output().contains(netdev + " is left to QEMU");
  }

  private static boolean isPort(String seen) {
    return seen.startsWith("tcp ") || seen.startsWith("udp ");
  }

  /** Lets what QEMU's own network shows be what passt shows, as far as that is documented. */
  private static void change(
      Map<String, String> seen, String netdev, String said, boolean old, String hostResolver) {
    for (String name : List.of("hostname", "domainname")) {
      if (said.contains(netdev + ": " + name + "=")) {
        seen.put(name, "");
      }
    }
    if (seen.containsKey(RESOLVER)) {
      boolean loopback = hostResolver.startsWith("127.");
      String passts = old ? seen.get(ROUTER) : seen.get(RESOLVER);
      seen.put(RESOLVER, loopback ? passts : hostResolver);
    }
  }

  private static void prepare(Root root) throws IOException {
    byte[] halt = new byte[BIOS_SIZE];
    Arrays.fill(halt, HLT);
    Files.write(root.path(HALT), halt);
    root.serve();
    String network =
        "ip address add 2001:db8::10/64 dev host0 nodad; ip route add default via fe80::1 dev host0";
    Tools.Ended ended = root.as(User.ROOT).run("sh", "-ec", network);
    assertThat(ended.status()).as(ended.output()).isZero();
    for (String address : HOST_RESOLVERS) {
      root.as(User.ROOT).start(SCRIPTS + "dns", "53", address);
    }
    String listening = "[ $(grep -c ':0035 ' /proc/net/udp) -eq " + HOST_RESOLVERS.size() + " ]";
    Root.await(
        () -> root.as(User.ROOT).run("sh", "-c", listening).status() == 0, "the resolvers listen");
  }

  /** The first ones of random options that QEMU takes. */
  private static List<Case> taken(Root root) throws IOException {
    List<Case> cases = Case.random();
    Files.write(root.path("/tmp/options"), cases.stream().map(Case::options).toList());
    List<Case> taken =
        root.as(User.ORDINARY)
            .run("sh", "-c", TAKEN)
            .output()
            .lines()
            .map(line -> cases.get(Integer.parseInt(line)))
            .toList();
    assertThat(taken).hasSize(CASES);
    return taken;
  }

  /**
   * Starts QEMU with a card for each of some options, and lets the guests look.
   *
   * @param resolvers where they ask for a name, too; empty: nowhere
   */
  private static Guests look(
      Root root, List<Case> cases, List<String> resolvers, String... beginning) throws IOException {
    List<String> line = new ArrayList<>(List.of(beginning));
    line.addAll(List.of("-M", "q35", "-accel", "tcg", "-m", "32", "-bios", HALT));
    line.addAll(List.of("-nodefaults", "-display", "none"));
    List<ServerSocketChannel> servers = new ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      String socket = "/tmp/wire." + i;
      servers.add(listen(root.path(socket)));
      line.addAll(List.of(cases.get(i).netdev(i).split(" ", 2)));
      line.addAll(List.of("-device", "virtio-net-pci,romfile=,netdev=c" + i));
      line.addAll(List.of("-netdev", "stream,id=s" + i + ",addr.type=unix,addr.path=" + socket));
      for (String end : List.of("a" + i + ",netdev=n" + i, "b" + i + ",netdev=s" + i, "c" + i)) {
        line.addAll(List.of("-netdev", "hubport,hubid=" + i + ",id=" + end));
      }
    }
    Program program = root.as(User.ORDINARY).start(line.toArray(new String[0]));
    List<FrameGuest> guests = new ArrayList<>();
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      guests.add(new FrameGuest(accept(servers.get(i), program), i));
    }
    for (int i = 0; i < CARDS; i++) {
      FrameGuest guest = guests.get(i);
      Map<String, String> seen = new TreeMap<>();
      seen.put("IPv6", "" + guest.hasIpv6Router());
      if (guest.hasIpv4()) {
        look(guest, resolvers.get(i), seen);
        reach(root, cases.get(i), guest, seen);
      }
      cards.add(new Card(SLIRP_MACS.contains(guest.neighbour() >> 32), seen));
    }
    program.stop("TERM");
    for (int i = 0; i < CARDS; i++) {
      guests.get(i).close();
      Files.delete(root.path("/tmp/wire." + i));
    }
    Root.await(
        () -> root.running().stream().noneMatch(name -> name.startsWith("passt")),
        "the end of passt");
    return new Guests(cards, program.said());
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket)).configureBlocking(false);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    return server;
  }

  private static SocketChannel accept(ServerSocketChannel server, Program program)
      throws IOException {
    List<SocketChannel> accepted = new ArrayList<>();
    Root.await(
        () -> {
          try {
            SocketChannel channel = server.accept();
            return channel == null ? !program.isAlive() : accepted.add(channel);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        "QEMU connects");
    server.close();
    assertThat(accepted).as(program::said).hasSize(1);
    return accepted.get(0);
  }

  private static void look(FrameGuest guest, String resolver, Map<String, String> seen) {
    Answer lease = guest.lease();
    seen.put("address", lease.address());
    seen.put("address is somebody else's", "" + guest.macOf(lease.address()).isPresent());
    seen.put("netmask", "" + lease.addresses(Dhcp.NETMASK));
    seen.put("server", "" + lease.addresses(Dhcp.SERVER));
    seen.put("hostname", lease.text(Dhcp.HOST_NAME));
    seen.put("domainname", lease.text(Dhcp.DOMAIN_NAME));
    seen.put("search", "" + lease.domains());
    seen.put("boot", lease.bootFile() + " " + lease.text(Dhcp.TFTP_SERVER));
    for (String router : lease.addresses(Dhcp.ROUTER)) {
      seen.put(ROUTER, router);
      seen.put("page of the host", "" + guest.accepts(router, Root.PORT));
      seen.put("closed port of the host", "" + guest.accepts(router, Root.PORT + 1));
    }
    for (String named : lease.addresses(Dhcp.RESOLVER)) {
      seen.put(RESOLVER, named);
      if (named.equals("0.0.0.0")) {
        continue; // with dns=0.0.0.0, and nobody answers there
      }
      seen.put("name", guest.resolve(named, NAME));
      seen.put(
          "name by QEMU's resolver", guest.resolve(resolver.isEmpty() ? named : resolver, NAME));
    }
  }

  /** Connects to the ports of the host. */
  private static void reach(Root root, Case each, FrameGuest guest, Map<String, String> seen) {
    List<String> command = new ArrayList<>(List.of(SCRIPTS + "reach"));
    command.addAll(each.ports);
    Tools.Ended reached = root.as(User.ORDINARY).run(command.toArray(new String[0]));
    assertThat(reached.status()).as(reached.output()).isZero();
    for (String line : reached.output().lines().toList()) {
      int last = line.lastIndexOf(' ');
      int protocol = line.startsWith("tcp") ? Frames.TCP : Frames.UDP;
      Packet arrival = guest.arrival(protocol, Integer.parseInt(line.substring(last + 1)));
      seen.put(
          line.substring(0, last),
          arrival.source() + " to " + arrival.target() + ":" + arrival.targetPort());
    }
  }
}
