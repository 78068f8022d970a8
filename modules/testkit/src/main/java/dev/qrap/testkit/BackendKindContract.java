// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.StartCommand.FollowUp;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a {@link BackendKind} keeps to; each test is a clause.
 *
 * @since 0.2
 */
public abstract class BackendKindContract extends ExtensionContract<BackendKind> {

  /** One of each sort of feature, as users write them. */
  private static final List<NetworkFeature> FEATURES =
      List.of(
          new NetworkFeature.ForwardedPorts("hostfwd=tcp::8080-:80", false, "", 8080, 8080, "", 80),
          new NetworkFeature.ForwardedPorts(
              "forward=udp:127.0.0.1:5000-5002:53-55", true, "127.0.0.1", 5000, 5002, "", 53),
          new NetworkFeature.ForwardedPorts(
              "hostfwd=tcp::22-10.0.2.9:22", false, "", 22, 22, "10.0.2.9", 22),
          new NetworkFeature.Addresses(
              "net=10.0.2.0/24", "10.0.2.0/24", "10.0.2.2", "10.0.2.15", "10.0.2.3"),
          new NetworkFeature.OneFamily("ipv4=off", true),
          new NetworkFeature.OneFamily("ipv6=off", false),
          new NetworkFeature.SearchDomain("dnssearch=example.org", "example.org"),
          new NetworkFeature.HostName("hostname=toaster", "toaster"),
          new NetworkFeature.Isolation("restrict=on"),
          new NetworkFeature.Mtu("host_mtu=1400", 1400),
          new NetworkFeature.Other("tftp=/srv", "tftp", "/srv"));

  private static final String SOCKET = "/run/user/1000/qrap-a/b.socket";

  private static final List<Attachment> ATTACHMENTS =
      List.of(
          new Attachment.Descriptor(3),
          new Attachment.Path(SOCKET, Protocol.FRAMES),
          new Attachment.Path(SOCKET, Protocol.VHOST_USER),
          new Attachment.ByQemu());

  /** What programs write, and what none does. */
  private static final List<String> OUTPUTS =
      List.of("", "\n", "cannot listen: Address in use", "a\nb\nUsage: c\n", "\u0000\u00ff\n\n");

  private static final int LENGTH_BYTES = 4;

  /** Called by subclasses. */
  protected BackendKindContract() {
    super(BackendKind.class);
  }

  /**
   * Sockets on which a backend of this kind listens.
   *
   * @return for instance {@code List.of(socket("/tmp/acme.socket"))}; not empty
   */
  protected abstract List<SocketFacts> known();

  /**
   * A socket of which only this is known.
   *
   * @param path its path
   * @param commandLine the command line of who listens; nothing if it is not known
   * @return the socket; nobody listens on any other
   */
  protected static final SocketFacts socket(String path, String... commandLine) {
    return new Facts(path, List.of(), List.of(commandLine));
  }

  /**
   * A socket beside which another one has a listener.
   *
   * @param path its path
   * @param other the path of the other one
   * @return the socket
   */
  protected static final SocketFacts socketBeside(String path, String other) {
    return new Facts(path, List.of(other), List.of());
  }

  private record Facts(String path, List<String> listening, List<String> commandLine)
      implements SocketFacts {
    @Override
    public boolean isListening(String otherPath) {
      return listening.contains(otherPath);
    }
  }

  private static final List<SocketFacts> FOREIGN =
      List.of(
          socket("/run/user/1000/wayland-0"),
          socket("/run/a.socket", "/usr/bin/something-else", "--listen", "/run/a.socket"),
          socket("relative"),
          socket("/"),
          socketBeside("/run/b.socket", "/run/c.socket"));

  /** It recognises what it is for. */
  @Test
  protected final void recognisesWhatItIsFor() {
    assertFalse(known().isEmpty(), "what is it for?");
    for (SocketFacts socket : known()) {
      assertEquals(Recognition.YES, extension().recognise(socket), socket::toString);
    }
  }

  /** What it cannot know to be of its kind is not. */
  @Test
  protected final void leavesForeignSocketsAlone() {
    for (SocketFacts socket : FOREIGN) {
      Recognition recognition = extension().recognise(socket);
      assertNotNull(recognition, () -> "null for " + socket);
      assertNotEquals(Recognition.YES, recognition, socket::toString);
    }
  }

  /** The answers depend on the arguments and the settings alone. */
  @Test
  protected final void answersTheSameTwice() {
    BackendKind asked = extension();
    for (BackendKind again : List.of(asked, extension())) {
      assertEquals(asked.protocol(), again.protocol());
      assertEquals(asked.probe(), again.probe());
      assertEquals(asked.program(), again.program());
      for (SocketFacts socket : known()) {
        assertEquals(asked.recognise(socket), again.recognise(socket));
      }
      for (NetworkFeature feature : FEATURES) {
        assertEquals(asked.support(feature), again.support(feature));
      }
      for (Attachment attachment : ATTACHMENTS) {
        assertEquals(
            asked.start(NetworkRequest.NOTHING, attachment),
            again.start(NetworkRequest.NOTHING, attachment));
      }
    }
  }

  /** {@link Probe#request}: bytes; to what reads frames, whole frames after their lengths. */
  @Test
  protected final void probesWithWholeFrames() {
    Probe probe = extension().probe();
    assertNotNull(probe, "no probe");
    assertBytes(probe.request());
    int start = 0;
    while (extension().protocol() == Protocol.FRAMES && start < probe.request().length()) {
      assertTrue(start + LENGTH_BYTES < probe.request().length(), "a length without a frame");
      int length = 0;
      for (int i = start; i < start + LENGTH_BYTES; i++) {
        length = length << 8 | probe.request().charAt(i);
      }
      start += LENGTH_BYTES + length;
      assertTrue(length > 0 && start <= probe.request().length(), "a frame that is cut off");
    }
  }

  /** It has an answer for every feature, which people read in one line. */
  @Test
  protected final void saysWhatItSupportsInALineEach() {
    for (NetworkFeature feature : FEATURES) {
      Support support = extension().support(feature);
      assertNotNull(support, () -> "null for " + feature);
      assertTrue(Lines.isOne(support.text()), () -> "not a line: " + support);
    }
  }

  /** {@link BackendKind#program()}: there is one exactly if there is a way to start it. */
  @Test
  protected final void startsItsProgram() {
    boolean starts = false;
    for (Attachment attachment : ATTACHMENTS) {
      Optional<StartCommand> command = extension().start(NetworkRequest.NOTHING, attachment);
      assertNotNull(command, () -> "null for " + attachment);
      starts |= command.isPresent();
    }
    assertEquals(extension().program().isPresent(), starts, "a program, and a way to start it");
  }

  /** The program must be told how it is connected. */
  @Test
  protected final void tellsTheProgramItsAttachment() {
    for (Attachment attachment : ATTACHMENTS) {
      Optional<StartCommand> command = extension().start(NetworkRequest.NOTHING, attachment);
      if (command.isPresent()) {
        String told =
            attachment instanceof Attachment.Path path
                ? path.path()
                : attachment instanceof Attachment.Descriptor descriptor
                    ? String.valueOf(descriptor.number())
                    : ""; // QEMU tells it
        assertTrue(
            told.isEmpty()
                || command.get().arguments().stream().anyMatch(word -> word.contains(told)),
            () -> "does not name " + told + ": " + command.get());
        command.get().arguments().forEach(BackendKindContract::assertBytes);
      }
    }
  }

  /** {@link Attachment.Path#protocol}: a program that speaks both must be told which. */
  @Test
  protected final void startsAProgramThatSpeaksWhatItIsAskedFor() {
    NetworkRequest nothing = NetworkRequest.NOTHING;
    Optional<StartCommand> frames =
        extension().start(nothing, new Attachment.Path(SOCKET, Protocol.FRAMES));
    Optional<StartCommand> vhostUser =
        extension().start(nothing, new Attachment.Path(SOCKET, Protocol.VHOST_USER));
    assertTrue(
        vhostUser.isEmpty() || !vhostUser.equals(frames),
        () -> "the same program for both protocols: " + vhostUser);
  }

  /** Who says that a feature is possible says it to the program too. */
  @Test
  protected final void tellsTheProgramWhatItSupports() {
    for (NetworkFeature feature : FEATURES) {
      Support support = extension().support(feature);
      if (support != null && support.possible()) { // null breaks another clause
        for (Attachment attachment : ATTACHMENTS) {
          NetworkRequest request = new NetworkRequest(List.of(feature));
          Optional<StartCommand> with = extension().start(request, attachment);
          if (with.isPresent()) {
            assertNotEquals(
                extension().start(NetworkRequest.NOTHING, attachment), with, feature::toString);
          }
        }
      }
    }
  }

  /** {@link FollowUp}: its socket is one that the backend may make. */
  @Test
  protected final void asksOnlyItsOwnSockets() {
    for (Attachment attachment : ATTACHMENTS) {
      Optional<StartCommand> command =
          extension().start(new NetworkRequest(supported()), attachment);
      for (FollowUp followUp :
          command.isPresent() ? command.get().followUps() : List.<FollowUp>of()) {
        assertTrue(
            attachment instanceof Attachment.Path path && followUp.path().startsWith(path.path()),
            () -> "not beside the backend's socket: " + followUp.path());
        assertBytes(followUp.request());
        assertTrue(Lines.isOne(followUp.purpose()), () -> "not a line: " + followUp.purpose());
      }
    }
  }

  /** A program may write anything. */
  @Test
  protected final void copesWithAnyOutput() {
    for (String output : OUTPUTS) {
      String complaint = extension().complaint(output);
      assertNotNull(complaint, () -> "null for '" + output + "'");
      complaint
          .lines()
          .forEach(line -> assertTrue(output.contains(line), () -> "not its own: " + line));
    }
  }

  private List<NetworkFeature> supported() {
    List<NetworkFeature> supported = new ArrayList<>();
    for (NetworkFeature feature : FEATURES) {
      Support support = extension().support(feature);
      if (support != null && support.possible()) {
        supported.add(feature);
      }
    }
    return supported;
  }

  private static void assertBytes(String text) {
    assertTrue(text.chars().allMatch(c -> c <= 0xff), () -> "not one byte a char: " + text);
  }
}
