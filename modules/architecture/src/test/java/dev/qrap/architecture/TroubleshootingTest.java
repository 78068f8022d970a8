// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.qrap.core.LaunchException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/troubleshooting.md has every message of a launch, and no other. What a launch can say is
 * taken from the class files: a message is made of constants that have words, and of what is put
 * between them.
 */
final class TroubleshootingTest {

  private static final Path GUIDE = Path.of("../../docs/troubleshooting.md");
  private static final Path FAULTS = Path.of("../../distribution/src/test/resources/faults.txt");

  /** What stands in messages for any text. */
  private static final String ANY = "\u2026";

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`.*?`) \\|", Pattern.MULTILINE);
  private static final Pattern LETTER = Pattern.compile("[a-z]");

  /** Shorter parts could make any text. */
  private static final int LETTERS = 3;

  private static final Pattern WORDS = Pattern.compile("[a-z]{2,},? [a-z]{2,}");

  /** Speak in commands alone: the help of the settings, what looks at sockets. */
  private static final Set<String> OF_COMMANDS =
      Set.of("Keys", "KernelSocket", "UnixSocketDiag", "SocketInspector");

  /** The command line says more, but not in a launch. */
  private static final DescribedPredicate<JavaClass> SPEAKERS =
      Product.CORE
          .or(Product.EXEC)
          .or(Product.PLUGINS)
          .or(Product.CLI_OF_LAUNCH)
          .and(
              DescribedPredicate.describe(
                  "not of commands", type -> !OF_COMMANDS.contains(type.getSimpleName())));

  /** Why a plan is as it is: {@code qrap plan} alone says it. */
  private static final Set<String> OF_PLANS =
      Set.of(
          " becomes the connection",
          " of the card",
          " comes first",
          " is available, but ",
          ", which serves this guest best",
          ": no strategy is available that would serve this guest better",
          "exec=auto uses ",
          "the card needs it",
          "the connection to the backend needs it",
          " has no backend",
          " is has no backend",
          " is the last free root port, and another one stays free",
          " is the lowest device number that no device uses",
          " is the lowest root port that no device uses",
          " names a backend that is not on the line",
          " needs no network",
          " says that no network is wanted",
          " to a guest that ran before (-incoming, -loadvm)",
          "(no module)",
          ", recognised by filter ",
          ", which was removed",
          "-machine none",
          ": QEMU chooses a slot of pcie.0",
          "QEMU chooses a free device number",
          "QEMU chooses a free slot of pcie.0",
          "QEMU chooses a free slot of the first PCI bus",
          "QEMU chooses a slot beside its default devices",
          "QEMU chooses a slot, since not every device has an address",
          "QEMU chooses a virtio-mmio transport",
          "it has an ISA bus alone",
          "it is about the backend that was replaced",
          "it refers to ",
          "it takes a network card by USB alone",
          "no machine profile",
          "no machine profile knows it: the card that its board has, if any",
          "no machine: there is nothing to connect",
          "no network card is added",
          "no root port can be spared",
          "nothing is added",
          "that is QEMU's default",
          "there is no free root port from pci.3 on",
          " is left to QEMU, since QEMU 7.2 refuses it",
          "QEMU alone gives this guest no network card",
          "QEMU gets a copy of this file in which sections are changed",
          "a network card, with its backend",
          "the addresses of QEMU's user network",
          "the backend of the network card ",
          "the resolver ",
          "the network card that QEMU alone gives this guest, on a backend",
          "the connection to the backend",
          "the first network card, and it has no backend",
          "the highest slot of pci.0 that no device uses",
          "the hub on which ",
          "the lowest slot of pci.0 that no device uses",
          "with pcie=on, QEMU chooses a slot of pcie.0",
          "without pcie=on, a virtio-mmio transport");

  /**
   * Parts of what programs say, reasons that are kept from the user (java.util.logging's, the
   * cache's), what is only logged, and what only commands say.
   */
  private static final Set<String> OF_NOBODY =
      Set.of(
          "-netdev stream,",
          "QEMU emulator version ",
          "lets passt's sockets be under /tmp and /home",
          "on Debian 13 and later: apt install gvproxy",
          "on Debian: apt install passt",
          "start a passt for this guest with these options of passt(1)",
          "Failed to send ",
          "Supported machines are:",
          "class file version ",
          "does not end within ",
          "echo $$; left=10; until \"$@\"; status=$?; { echo && echo $status; } 2>/dev/null"
              + " || [ $status -le 128 ] || [ $((left -= 1)) -lt 0 ]; do sleep 1; done",
          "listens and has no client",
          "not a directory of this user's",
          "others can write to it",
          "there is no configuration");

  @Test
  void everyMessageIsExplained() throws IOException {
    String guide = String.join("\n", messages());
    Set<String> missing = new TreeSet<>();
    Set<String> constants = constants();
    constants.removeIf(constant -> constant.startsWith("Usage: ")); // one message, of many lines
    constants.removeIf(constant -> constant.startsWith("echo $$; ")); // for a shell
    for (String constant : constants) {
      for (String line : constant.split("\n", -1)) {
        if (WORDS.matcher(line).find() && !guide.contains(line.strip())) {
          missing.add(line);
        }
      }
    }
    assertThat(missing).containsAll(OF_PLANS);
    missing.removeAll(OF_PLANS);
    assertThat(missing).as("explain it in " + GUIDE + ", or say here why not").isEmpty();
  }

  @Test
  void everyMessageThatIsExplainedIsSaid() throws IOException {
    Set<String> parts = new TreeSet<>(constants());
    for (String constant : constants()) {
      constant.lines().map(String::strip).forEach(parts::add);
    }
    parts.removeIf(part -> part.length() < LETTERS && LETTER.matcher(part).find());
    List<String> faults = faults();
    List<String> unsaid = new ArrayList<>();
    for (String message : messages()) {
      for (String text : message.split(ANY, -1)) {
        // The system's words and the JVM's are in the faults.
        if (!isMadeOf(parts, text) && faults.stream().noneMatch(f -> f.contains(text))) {
          unsaid.add(message);
        }
      }
    }
    assertThat(unsaid).isEmpty();
  }

  /**
   * Lines of a message are given one by one, so that what ends a line within one is never qrap's
   * own ({@link LaunchException}).
   */
  @Test
  void noMessageEndsALineByItself() throws IOException {
    List<String> breaking = new ArrayList<>(constants());
    breaking.removeIf(text -> !text.contains("\n") || !WORDS.matcher(text).find());
    assertThat(breaking).allMatch(text -> text.startsWith("Usage: "));
  }

  /** Whatever is put between the words of a message, it stays one line that controls nothing. */
  @Test
  void noTextInAMessageControlsATerminalOrMakesALine() throws IOException {
    String hostile = "/tmp/x\nConnected to y\r\u001b[2J\u009b2J\u00c2\u009b2J\u00e2\u0080\u00ae";
    List<String> messages = messages();
    messages.removeIf(message -> !message.contains(ANY));
    assertThat(messages).hasSizeGreaterThan(100);
    for (String message : messages) {
      LaunchException failure = new LaunchException(message.replace(ANY, hostile));
      assertThat(failure.lines()).hasSize(1);
      assertThat(failure.getMessage().chars())
          .as(message)
          .noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0));
    }
  }

  /** Whether a text is some of the parts, one after the other. */
  private static boolean isMadeOf(Set<String> parts, String text) {
    boolean[] reached = new boolean[text.length() + 1];
    reached[0] = true;
    for (int start = 0; start < text.length(); start++) {
      for (String part : parts) {
        if (reached[start] && text.startsWith(part, start)) {
          reached[start + part.length()] = true;
        }
      }
    }
    return reached[text.length()];
  }

  @Test
  void whatIsSaidOfEveryFaultIsExplained() throws IOException {
    List<Pattern> messages = new ArrayList<>();
    for (String message : messages()) {
      messages.add(Pattern.compile(Pattern.quote(message).replace(ANY, "\\E.*\\Q")));
    }
    for (String line : faults()) {
      assertThat(messages).as(line).anyMatch(message -> message.matcher(line).find());
    }
  }

  /** The first column of the guide's tables. */
  private static List<String> messages() throws IOException {
    List<String> messages = new ArrayList<>();
    for (MatchResult cell : FIRST_CELL.matcher(Files.readString(GUIDE)).results().toList()) {
      CODE.matcher(cell.group(1)).results().forEach(span -> messages.add(span.group(1)));
    }
    assertThat(messages).as(GUIDE.toString()).hasSizeGreaterThan(80);
    messages.removeIf(ANY::equals);
    return messages;
  }

  /** What is said of the faults that tests stage. */
  private static List<String> faults() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(FAULTS));
    lines.removeIf(
        line ->
            line.isEmpty() || line.equals(ANY) || line.startsWith("#") || line.startsWith("=="));
    assertThat(lines).as(FAULTS.toString()).hasSizeGreaterThan(50);
    return lines;
  }

  private static Set<String> constants() throws IOException {
    Set<String> constants = new TreeSet<>();
    for (JavaClass speaker : Product.CLASSES.that(SPEAKERS)) {
      try (InputStream file = speaker.getSource().orElseThrow().getUri().toURL().openStream()) {
        constants.addAll(strings(file.readAllBytes()));
      }
    }
    constants.removeAll(OF_NOBODY);
    assertThat(constants).hasSizeGreaterThan(300);
    return constants;
  }

  /** The string constants of a class file (JVMS 4.4). */
  private static List<String> strings(byte[] file) throws IOException {
    Map<Integer, String> texts = new HashMap<>();
    List<Integer> strings = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
      in.skipBytes(8);
      int count = in.readUnsignedShort();
      for (int index = 1; index < count; index++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.put(index, in.readUTF());
          case 8 -> strings.add(in.readUnsignedShort());
          case 7, 16, 19, 20 -> in.skipBytes(2);
          case 15 -> in.skipBytes(3);
          case 5, 6 -> {
            in.skipBytes(8);
            index++; // takes two places
          }
          default -> in.skipBytes(4);
        }
      }
    }
    return strings.stream().map(texts::get).toList();
  }
}
