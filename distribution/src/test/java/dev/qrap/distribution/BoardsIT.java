// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every machine of every QEMU that is installed. Without any option about the network, qrap gives
 * it a card on the connection, or says that it has no place for one, and then it has none. With
 * {@code -nic user}, it has the card that QEMU alone gives it, on the connection.
 */
final class BoardsIT {

  private static final int MACHINES_PER_SANDBOX = 10;
  private static final int LEAST_MACHINES = 150;
  private static final int MOST_THAT_CANNOT_START_IN_100 = 10;

  /** {@code pc-i440fx-7.2}. */
  private static final Pattern VERSION = Pattern.compile(".*-[0-9]+\\.[0-9]+");

  /** The versions of their machines are started too; elsewhere, only what has no version. */
  private static final Set<String> WITH_VERSIONS =
      Set.of(
          "qemu-system-x86_64",
          "qemu-system-aarch64",
          "qemu-system-riscv64",
          "qemu-system-s390x",
          "qemu-system-ppc64");

  /** What lets boards start that want something to run. */
  private static final List<List<String>> FIRMWARES =
      List.of(
          List.of(),
          List.of("-kernel", "/dev/null"),
          List.of("-bios", "/tmp/firmware"),
          List.of("-kernel", "/tmp/firmware"),
          List.of("-kernel", "/tmp/firmware", "-bios", "none"),
          List.of("-m", "2048"));

  /** All ways to a card that any profile knows. */
  private static final List<List<String>> CARDS =
      List.of(
          List.of("-net", "nic,netdev=qrap0"),
          List.of("-device", "virtio-net-pci,netdev=qrap0"),
          List.of("-device", "virtio-net-device,netdev=qrap0"),
          List.of("-device", "virtio-net-ccw,netdev=qrap0"),
          List.of("-device", "usb-net,netdev=qrap0"),
          List.of("-device", "e1000,netdev=qrap0"));

  /** Takes a card, but has no processor of its own that could use it. */
  private static final String NO_PROCESSOR = "x-remote";

  private static final String REFUSED = "no address for a network card";

  private enum Outcome {
    CARD,
    NO_CARD,
    RIGHTLY_REFUSED,
    WRONGLY_REFUSED,
    CANNOT_START
  }

  /**
   * A machine and what became of it.
   *
   * @param userAlone its cards with {@code -nic user} in QEMU alone
   * @param userByQrap the same by qrap
   */
  private record Board(
      InstalledQemu qemu,
      String machine,
      Outcome outcome,
      String words,
      String userAlone,
      String userByQrap) {

    static Board of(InstalledQemu qemu, String machine) {
      return new Board(qemu, machine, null, "", "", "");
    }

    Board with(Outcome became, String said) {
      return new Board(qemu, machine, became, said, userAlone, userByQrap);
    }

    Board withUser(String alone, String byQrap) {
      return new Board(qemu, machine, outcome, words, alone, byQrap);
    }

    @Override
    public String toString() {
      return qemu + " -machine " + machine + ": " + outcome + " " + words;
    }
  }

  @TempDir static Path folder;

  private static List<Board> boards;

  @BeforeAll
  static void startEach() throws Exception {
    Sandbox.withBackend().close(); // what is missing is found here, not in the pool
    Files.write(folder.resolve("firmware"), new byte[1 << 16]);
    List<Board> machines = new ArrayList<>();
    for (InstalledQemu qemu : InstalledQemu.all()) {
      for (String machine : machines(qemu)) {
        machines.add(Board.of(qemu, machine));
      }
    }
    boards = InParts.map(machines, MACHINES_PER_SANDBOX, BoardsIT::start);
    report();
  }

  private static List<String> machines(InstalledQemu qemu) {
    if (Files.isSymbolicLink(qemu.program())) {
      return List.of(); // the same under another name
    }
    return qemu.print("-machine", "help")
        .lines()
        .skip(1)
        .map(line -> line.replaceFirst(" .*", ""))
        .filter(machine -> !machine.isEmpty() && !machine.equals("none"))
        .filter(
            machine ->
                WITH_VERSIONS.contains(qemu.toString()) || !VERSION.matcher(machine).matches())
        .toList();
  }

  private static List<Board> start(List<Board> machines) {
    List<Board> done = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.withBackend()) {
      Files.copy(folder.resolve("firmware"), sandbox.path("firmware"));
      for (Board board : machines) {
        done.add(start(sandbox, board));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return done;
  }

  private static Board start(Sandbox sandbox, Board board) {
    String words = "";
    for (List<String> firmware : FIRMWARES) {
      List<String> line = new ArrayList<>(List.of("-machine", board.machine));
      line.addAll(firmware);
      RealQemu ran =
          RealQemu.launch(sandbox, board.qemu.program().toString(), null, line, List.of());
      words = ran.complaint();
      if (words.contains(REFUSED)) {
        return withUser(sandbox, board, refused(sandbox, board), "");
      }
      if (ran.result().status() == 0) {
        boolean card = ran.cards().stream().anyMatch(BoardsIT::isConnected);
        Outcome outcome = card ? Outcome.CARD : Outcome.NO_CARD;
        return withUser(sandbox, board, outcome, ran.texts().toString());
      }
    }
    return board.with(Outcome.CANNOT_START, words);
  }

  /** Starts it with {@code -nic user} by the first firmware with which it starts. */
  private static Board withUser(Sandbox sandbox, Board board, Outcome outcome, String words) {
    String qemu = board.qemu.program().toString();
    for (List<String> firmware : FIRMWARES) {
      List<String> line = new ArrayList<>(List.of("-machine", board.machine, "-nic", "user"));
      line.addAll(firmware);
      RealQemu alone =
          RealQemu.launch(arguments -> sandbox.program(qemu, arguments), "", null, line, List.of());
      if (alone.result().status() == 0) {
        // A socket that is named is waited for, also if this machine is busy.
        RealQemu byQrap =
            RealQemu.launch(
                arguments -> sandbox.qrap(arguments).with("QRAP_SOCKET", "/tmp/passt_1.socket"),
                qemu,
                null,
                line,
                List.of());
        return board.with(outcome, words).withUser(cards(alone), cards(byQrap));
      }
    }
    return board.with(outcome, words);
  }

  /** Whatever a guest sees of its cards, and what each is connected to; or why it did not start. */
  private static String cards(RealQemu ran) {
    List<String> cards = new ArrayList<>();
    ran.cards().forEach(card -> cards.add(card.mac() + " " + card.text()));
    return ran.result().status() == 0 ? "cards " + cards : ran.complaint();
  }

  private static boolean isConnected(RealQemu.Card card) {
    return card.netdev().equals("qrap0") && card.backends().equals(List.of("socket"));
  }

  /** Tries all ways to a card, past qrap. */
  private static Outcome refused(Sandbox sandbox, Board board) {
    Outcome outcome = Outcome.CANNOT_START;
    for (List<String> card : CARDS) {
      for (List<String> firmware : FIRMWARES) {
        List<String> line = new ArrayList<>(List.of("-machine", board.machine));
        line.addAll(firmware);
        line.addAll(card);
        line.addAll(List.of("-netdev", "user,id=qrap0"));
        RealQemu ran =
            RealQemu.launch(
                arguments -> sandbox.program(board.qemu.program().toString(), arguments),
                "",
                null,
                line,
                List.of());
        if (ran.result().status() == 0 || ran.result().stderr().contains("-device")) {
          outcome = Outcome.RIGHTLY_REFUSED;
          if (!ran.cards().isEmpty() && !board.machine.equals(NO_PROCESSOR)) {
            return Outcome.WRONGLY_REFUSED;
          }
          break; // it starts with this firmware, or does not take this device with any
        }
      }
    }
    return outcome;
  }

  private static void report() throws IOException {
    StringBuilder list = new StringBuilder();
    boards.forEach(board -> list.append(board).append('\n'));
    Files.writeString(Path.of("target", "boards.txt"), list);
    for (Outcome outcome : Outcome.values()) {
      System.out.println(with(outcome).size() + " machines: " + outcome);
    }
    with(Outcome.CANNOT_START).forEach(System.out::println);
  }

  private static List<Board> with(Outcome outcome) {
    return boards.stream().filter(board -> board.outcome == outcome).toList();
  }

  /** As they stand in the source. */
  private static String names(List<Board> boards) {
    SortedSet<String> names = new TreeSet<>();
    boards.forEach(board -> names.add("          \"" + board.machine + "\""));
    return String.join(",\n", names);
  }

  @Test
  void have_a_card_on_the_connection_unless_they_are_refused() {
    List<Board> without = with(Outcome.NO_CARD);
    assertThat(without)
        .as("a profile must know these; BoardsProfile, if they take no card:\n%s", names(without))
        .isEmpty();
  }

  @Test
  void are_refused_only_if_they_take_no_card() {
    assertThat(with(Outcome.RIGHTLY_REFUSED)).isNotEmpty();
    List<Board> wrongly = with(Outcome.WRONGLY_REFUSED);
    assertThat(wrongly)
        .as("these take a card, and BoardsProfile must not refuse them:\n%s", names(wrongly))
        .isEmpty();
  }

  @Test
  void have_the_card_that_qemu_alone_gives_them_if_it_is_asked_for() {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Board board : boards) {
      if (!board.userAlone.isEmpty()) {
        compared += board.userAlone.contains("=user") ? 1 : 0;
        String expected = board.userAlone.replace("=user", "=socket");
        if (!board.userByQrap.equals(expected)) {
          differences.add(
              board.qemu
                  + " -machine "
                  + board.machine
                  + ": "
                  + board.userByQrap
                  + ", not "
                  + expected);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).as("machines that have a card").isGreaterThan(LEAST_MACHINES);
  }

  @Test
  void can_be_started_for_the_most_part() {
    assertThat(boards).hasSizeGreaterThan(LEAST_MACHINES);
    assertThat(with(Outcome.CANNOT_START).size() * 100 / boards.size())
        .isLessThan(MOST_THAT_CANNOT_START_IN_100);
  }
}
