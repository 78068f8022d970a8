// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Backend;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.BoardNic;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.Reference;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plugins may answer. */
final class AnswersTest {

  private static final String NO_LINE =
      "returned a text for people that is empty or has a line feed or another control character";

  private static final Property BUS = Property.text("bus", "pci.0");
  private static final Nic CARD = new Nic("e1000", Nic.Attachment.NONE, "");

  private static void refused(String message, ThrowingCallable check) {
    assertThatExceptionOfType(WrongAnswer.class).isThrownBy(check).withMessage(message);
  }

  private static Placement card(List<Property> address, List<Property> settings) {
    return new NicPlacement("e1000", address, settings, "why not");
  }

  @Test
  void aCardHasAnAddressAndSettings() {
    Placement card = card(List.of(BUS), List.of(Property.text("rombar", "")));
    assertThat(Answers.placement(card)).isSameAs(card);
    assertThat(Answers.placement(new BoardNic("it has one"))).isEqualTo(new BoardNic("it has one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "id", "netdev"})
  void whatQrapWritesOfACardIsNotThePlugins(String key) {
    String message = "returned the property '" + key + "', which qrap itself writes";
    List<Property> wrong = List.of(BUS, Property.text(key, "x"));
    refused(message, () -> Answers.placement(card(wrong, List.of())));
    refused(message, () -> Answers.placement(card(List.of(), wrong)));
  }

  @Test
  void aCardHasEachPropertyOnce() {
    String message = "returned the property 'bus' twice";
    refused(message, () -> Answers.placement(card(List.of(BUS, BUS), List.of())));
    refused(message, () -> Answers.placement(card(List.of(), List.of(BUS, BUS))));
    refused(message, () -> Answers.placement(card(List.of(BUS), List.of(BUS))));
  }

  @Test
  void aPropertyHasAKey() {
    refused(
        "returned a property without a key",
        () -> Answers.placement(card(List.of(Property.text("", "x")), List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\u0100", "\uffff"})
  void aPropertyIsMadeOfBytesThatAnArgumentCanHave(String text) {
    refused(
        "returned the property 'x' with a character that no argument can have",
        () -> Answers.placement(card(List.of(Property.text("x", text)), List.of())));
    refused(
        "returned the property '" + text + "' with a character that no argument can have",
        () -> Answers.placement(card(List.of(), List.of(Property.text(text, "")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u001b[2J", "\t", "\u007f"})
  void aReasonIsALine(String reason) {
    refused(NO_LINE, () -> Answers.placement(new NoPlacement(reason)));
    refused(NO_LINE, () -> Answers.placement(new BoardNic(reason)));
    refused(
        NO_LINE, () -> Answers.placement(new NicPlacement("e1000", List.of(), List.of(), reason)));
    refused(NO_LINE, () -> Answers.availability(Availability.no(reason)));
  }

  @Test
  void aReasonMayHaveAnyOtherByte() {
    assertThat(Answers.availability(Availability.no("caf\u00c3\u0083")).yes()).isFalse();
    assertThat(Answers.availability(Availability.YES).yes()).isTrue();
  }

  @Test
  void nullIsNoAnswer() {
    refused("returned null", () -> Answers.placement(null));
    refused("returned null", () -> Answers.availability(null));
    refused("returned null", () -> Answers.availability(new Availability(null)));
    refused("returned null", () -> Answers.netdev(null, Need.NONE));
    refused("returned null", () -> Answers.parts(null, option("-nic", "user")));
    refused(
        "returned a list with null in it",
        () -> Answers.parts(Arrays.asList(CARD, null), option("-nic", "user")));
  }

  private static Netdev stream(String... keys) {
    List<Property> settings = Arrays.stream(keys).map(key -> Property.text(key, "x")).toList();
    return new Netdev("stream", "addr.path", settings);
  }

  @Test
  void aNetdevSaysTheConnectionAndTheRestOnce() {
    Netdev stream = stream("addr.type", "server");
    assertThat(Answers.netdev(stream, Need.SOCKET_PATH)).isSameAs(stream);
    refused(
        "returned the property 'server' twice",
        () -> Answers.netdev(stream("server", "x", "server"), Need.SOCKET_PATH));
    refused(
        "returned a property without a key", () -> Answers.netdev(stream(""), Need.SOCKET_PATH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "type", "addr.path"})
  void whatQrapWritesOfABackendIsNotThePlugins(String key) {
    refused(
        "returned the property '" + key + "', which qrap itself writes",
        () -> Answers.netdev(stream("server", key), Need.CONNECTED_DESCRIPTOR));
  }

  @Test
  void theConnectionIsNotTheIdOfTheBackend() {
    refused(
        "returned the property 'id', which qrap itself writes",
        () -> Answers.netdev(new Netdev("socket", "id", List.of()), Need.CONNECTED_DESCRIPTOR));
  }

  @Test
  void theConnectionIsSaidIfThereIsOne() {
    Netdev user = new Netdev("user", "", List.of());
    assertThat(Answers.netdev(user, Need.NONE)).isSameAs(user);
    refused(
        "leaves the connection out: neither it nor netdev names a connectionKey, and need returned"
            + " SOCKET_PATH",
        () -> Answers.options(List.of(), user, Need.SOCKET_PATH));
    String unneeded = "returned a connectionKey, and its method need returned NONE";
    refused(unneeded, () -> Answers.netdev(stream(), Need.NONE));
    refused(unneeded, () -> Answers.options(List.of(chardev("path")), user, Need.NONE));
    refused(
        "returned a second connectionKey; one place is the connection",
        () -> Answers.options(List.of(chardev("path")), stream(), Need.SOCKET_PATH));
    List<AddedOption> options = List.of(chardev("path"), chardev(""));
    assertThat(Answers.options(options, user, Need.SOCKET_PATH)).isEqualTo(options);
    assertThat(Answers.options(List.of(), stream(), Need.SOCKET_PATH)).isEmpty();
    assertThat(Answers.options(List.of(), user, Need.NONE)).isEmpty();
  }

  private static AddedOption chardev(String connectionKey, Property... properties) {
    return new AddedOption("chardev", "socket", connectionKey, List.of(properties));
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "driver", "qom-type", "path"})
  void whatQrapWritesOfAnOptionIsNotThePlugins(String key) {
    Netdev user = new Netdev("user", "", List.of());
    List<AddedOption> options = List.of(chardev("path", Property.text(key, "x")));
    refused(
        "returned the property '" + key + "', which qrap itself writes",
        () -> Answers.options(options, user, Need.SOCKET_PATH));
  }

  @Test
  void theConnectionIsNotTheTypeOfAnOption() {
    Netdev user = new Netdev("user", "", List.of());
    refused(
        "returned the property 'type', which qrap itself writes",
        () -> Answers.options(List.of(chardev("type")), user, Need.SOCKET_PATH));
  }

  @Test
  void beforeACardAreDevicesWithoutAConnection() {
    NicPlacement card = new NicPlacement("e1000", List.of(BUS), List.of(), "why not");
    AddedOption port = new AddedOption("device", "pcie-root-port", "", List.of());
    assertThat(Answers.placement(card.behind(List.of(port)))).isEqualTo(card.behind(List.of(port)));
    String message = "returned an option before the card that is no plain device";
    refused(message, () -> Answers.placement(card.behind(List.of(chardev("")))));
    AddedOption connected = new AddedOption("device", "x", "path", List.of());
    refused(message, () -> Answers.placement(card.behind(List.of(connected))));
    AddedOption twice = new AddedOption("device", "x", "", List.of(BUS, BUS));
    refused(
        "returned the property 'bus' twice", () -> Answers.placement(card.behind(List.of(twice))));
  }

  @Test
  void theKeyForTheBackendIsNotThePlugins() {
    NicPlacement card =
        new NicPlacement(
            "e1000", List.of(), List.of(Property.text("wire", "x")), List.of(), "wire", "so");
    refused(
        "returned the property 'wire', which qrap itself writes", () -> Answers.placement(card));
  }

  @Test
  void theTypeOfAMachineIsNotThePlugins() {
    List<Property> shared = List.of(Property.text("memory-backend", "mem0"));
    assertThat(Answers.machineProperties(shared)).isEqualTo(shared);
    refused(
        "returned the property 'type', which qrap itself writes",
        () -> Answers.machineProperties(List.of(Property.text("type", "pc"))));
    refused("returned null", () -> Answers.machineProperties(null));
  }

  private static PluginSetting setting(String name, String description) {
    return new PluginSetting(name, "COLOUR", "", description);
  }

  @Test
  void settingsHaveDifferentNamesThatPeopleCanWrite() {
    List<PluginSetting> good = List.of(setting("colour", "a"), setting("colour-2", "b"));
    assertThat(Answers.settings(good)).isEqualTo(good);
    for (String name : List.of("Colour", "a.b", "2", "a b")) {
      refused(
          "returned the setting '"
              + name
              + "', whose name is not made of lower-case letters, digits and hyphens",
          () -> Answers.settings(List.of(setting(name, "a"))));
    }
    refused(
        "returned the setting 'colour' twice",
        () -> Answers.settings(List.of(setting("colour", "a"), setting("colour", "b"))));
    refused(NO_LINE, () -> Answers.settings(List.of(setting("colour", "a\nb"))));
  }

  @Test
  void whatABackendSaysIsMadeOfBytesAndLines() {
    NetworkFeature plain = new NetworkFeature.HostName("hostname=a", "a");
    NetworkFeature lines = new NetworkFeature.HostName("hostname=a\nb", "a\nb");
    assertThat(Answers.support(Support.yes("-H a\nb"), lines).possible()).isTrue();
    refused(NO_LINE, () -> Answers.support(Support.yes("-H a\nb"), plain));
    refused(
        "returned a request with a character that is no byte",
        () -> Answers.probe(new Probe("\u0100", false)));
    assertThat(Answers.probe(new Probe("\0\u00ff", false)).request()).hasSize(2);
    refused(NO_LINE, () -> Answers.program(Optional.of(new BackendProgram("a", "", "b\nc"))));
    refused(
        "returned a text with a character that no argument can have",
        () -> Answers.program(Optional.of(new BackendProgram("a\0", "", "b"))));
    refused(
        "returned a text with a character that no argument can have",
        () -> Answers.program(Optional.of(new BackendProgram("a", "--\0", "b"))));
    refused(NO_LINE, () -> Answers.confinement(Optional.of(new Confinement("/a", "b\nc"))));
    refused(
        "returned a text with a character that no argument can have",
        () -> Answers.start(Optional.of(started("a\0b", "do it"))));
    refused(NO_LINE, () -> Answers.start(Optional.of(started("a", "do\nit"))));
    refused("returned null", () -> Answers.start(null));
    assertThat(Answers.start(Optional.empty())).isEmpty();
    assertThat(Answers.program(Optional.empty())).isEmpty();
    assertThat(Answers.confinement(Optional.empty())).isEmpty();
  }

  private static StartCommand started(String argument, String purpose) {
    return new StartCommand(
        List.of(argument),
        StartCommand.Lifetime.STAYS_IN_FOREGROUND,
        List.of(new StartCommand.FollowUp("/s", "", "", purpose)));
  }

  private static QemuOption option(String... line) {
    return CommandLine.parse(List.of(line)).options().get(0);
  }

  private static Backend backend(Set<String> keptKeys, String... written) {
    List<NetworkFeature> features = new ArrayList<>();
    for (String feature : written) {
      features.add(new NetworkFeature.Isolation(feature));
    }
    return new Backend("user", "", Backend.Provision.HOST, keptKeys, new NetworkRequest(features));
  }

  @Test
  void anOptionHasOneCardAndOneBackend() {
    QemuOption nic = option("-nic", "user");
    Backend backend = backend(Set.of());
    Reference reference = new Reference(Reference.Subject.NETDEV, "n0");
    List<NetworkPart> all = List.of(CARD, backend, reference, reference);
    assertThat(Answers.parts(all, nic)).isEqualTo(all);
    refused(
        "returned two cards for one option",
        () -> Answers.parts(List.of(CARD, backend, CARD), nic));
    refused(
        "returned two backends for one option",
        () -> Answers.parts(List.of(backend, CARD, backend), nic));
  }

  @Test
  void theTypeOfABackendIsNotKept() {
    refused(
        "returned the property 'type', which qrap itself writes",
        () -> Answers.parts(List.of(backend(Set.of("id", "type"))), option("-nic", "user")));
  }

  /** What is asked for quotes the option, and a user may write anything. */
  @Test
  void whatIsAskedForIsALineUnlessTheOptionIsNone() {
    List<NetworkPart> plain = List.of(backend(Set.of(), "hostname=a"));
    List<NetworkPart> lines = List.of(backend(Set.of(), "hostname=a\nb"));
    assertThat(Answers.parts(plain, option("-nic", "user,hostname=a"))).isEqualTo(plain);
    assertThat(Answers.parts(lines, option("-nic", "user,hostname=a\nb"))).isEqualTo(lines);
    refused(NO_LINE, () -> Answers.parts(lines, option("-nic", "user,hostname=a")));
  }
}
