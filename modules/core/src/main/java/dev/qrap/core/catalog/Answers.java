// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Backend;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.StartCommand;
import dev.qrap.spi.Support;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What plugins may answer, beyond what the types of the SPI check themselves. Each method returns
 * the answer if the rules of {@code dev.qrap.spi} allow it, and throws a {@link WrongAnswer}
 * otherwise.
 */
final class Answers {

  /** What qrap itself writes of an option, see {@link AddedOption#properties()}. */
  private static final List<String> OF_OPTIONS = List.of("type", "driver", "qom-type");

  /** What qrap itself writes of a card, beside the key for the backend. */
  private static final List<String> OF_CARDS = List.of("driver", "id");

  /** What qrap itself writes of a backend, see {@link Netdev#settings()}. */
  private static final List<String> OF_BACKENDS = List.of("type", "id");

  /** What qrap itself, or the user, writes of a machine. */
  private static final List<String> OF_MACHINES = List.of("type");

  private static final int HIGHEST_BYTE = 0xff;

  private Answers() {}

  /** The settings that a plugin has; people write their names. */
  static List<PluginSetting> settings(List<PluginSetting> answer) {
    List<PluginSetting> settings = WrongAnswer.list(answer);
    for (int i = 0; i < settings.size(); i++) {
      String name = settings.get(i).name();
      if (!PluginNames.isWellFormed(name) || name.indexOf('.') >= 0) {
        throw new WrongAnswer(
            "returned the setting '"
                + name
                + "', whose name is not made of lower-case letters, digits and hyphens");
      }
      for (int other = 0; other < i; other++) {
        if (settings.get(other).name().equals(name)) {
          throw new WrongAnswer("returned the setting '" + name + "' twice");
        }
      }
      checkLine(settings.get(i).label());
      checkLine(settings.get(i).description());
    }
    return settings;
  }

  /** Of an option, a filter knows several references, but one card and one backend. */
  static List<NetworkPart> parts(List<NetworkPart> answer, QemuOption option) {
    List<NetworkPart> parts = WrongAnswer.list(answer);
    if (parts.isEmpty()) {
      return parts; // as most are
    }
    int cards = 0;
    int backends = 0;
    for (NetworkPart part : parts) {
      if (part instanceof Nic) {
        cards++;
      } else if (part instanceof Backend backend) {
        backends++;
        checkKept(backend);
        checkWritten(backend, option);
      }
    }
    if (cards > 1 || backends > 1) {
      throw new WrongAnswer(
          "returned two " + (cards > 1 ? "cards" : "backends") + " for one option");
    }
    return parts;
  }

  static Placement placement(Placement answer) {
    Placement placement = WrongAnswer.notNull(answer);
    checkLine(placement.reason());
    if (placement instanceof NicPlacement nic) {
      checkKeys(nic.address(), OF_CARDS, nic.netdevKey());
      checkKeys(nic.settings(), OF_CARDS, nic.netdevKey());
      for (Property property : nic.settings()) {
        if (has(nic.address(), property.key(), nic.address().size())) {
          throw twice(property.key());
        }
      }
      for (AddedOption before : nic.before()) {
        checkOption(before);
        if (!before.name().equals("device") || !before.connectionKey().isEmpty()) {
          throw new WrongAnswer("returned an option before the card that is no plain device");
        }
      }
    }
    return placement;
  }

  static Availability availability(Availability answer) {
    String reason = WrongAnswer.notNull(WrongAnswer.notNull(answer).reason());
    if (hasControl(reason)) {
      throw noLine();
    }
    return answer;
  }

  /**
   * Checks what a strategy makes QEMU's backend say.
   *
   * @param need what the strategy's method {@code need} answered
   */
  static Netdev netdev(Netdev answer, Need need) {
    Netdev netdev = WrongAnswer.notNull(answer);
    String key = netdev.connectionKey();
    if (need == Need.NONE && !key.isEmpty()) {
      throw unneeded();
    }
    if (OF_BACKENDS.contains(key)) {
      throw reserved(key);
    }
    checkKeys(netdev.settings(), OF_BACKENDS, key);
    return netdev;
  }

  /**
   * Checks what a strategy adds to the line. If it needs a connection, one place is the connection.
   *
   * @param netdev what the strategy's method {@code netdev} answered
   * @param need what the strategy's method {@code need} answered
   */
  static List<AddedOption> options(List<AddedOption> answer, Netdev netdev, Need need) {
    List<AddedOption> options = WrongAnswer.list(answer);
    int connections = netdev.connectionKey().isEmpty() ? 0 : 1;
    for (AddedOption option : options) {
      checkOption(option);
      connections += option.connectionKey().isEmpty() ? 0 : 1;
    }
    if (need == Need.NONE && connections > 0) {
      throw unneeded();
    }
    if (need != Need.NONE && connections == 0) {
      throw new WrongAnswer(
          "leaves the connection out: neither it nor netdev names a connectionKey, and need"
              + " returned "
              + need);
    }
    if (connections > 1) {
      throw new WrongAnswer("returned a second connectionKey; one place is the connection");
    }
    return options;
  }

  /** What a strategy says of the machine. */
  static List<Property> machineProperties(List<Property> answer) {
    List<Property> properties = WrongAnswer.list(answer);
    checkKeys(properties, OF_MACHINES, "");
    return properties;
  }

  static Probe probe(Probe answer) {
    Probe probe = WrongAnswer.notNull(answer);
    byte[] bytes = probe.request().getBytes(StandardCharsets.ISO_8859_1);
    if (!new String(bytes, StandardCharsets.ISO_8859_1).equals(probe.request())) {
      throw new WrongAnswer("returned a request with a character that is no byte");
    }
    return probe;
  }

  /** What is supported may quote what the user wrote. */
  static Support support(Support answer, NetworkFeature feature) {
    Support support = WrongAnswer.notNull(answer);
    if (hasControl(support.text()) && !hasControl(feature.written())) {
      throw noLine();
    }
    return support;
  }

  static Optional<BackendProgram> program(Optional<BackendProgram> answer) {
    if (WrongAnswer.notNull(answer).isPresent()) {
      checkArgument(answer.get().name());
      checkArgument(answer.get().versionOption());
      checkLine(answer.get().installation());
    }
    return answer;
  }

  static Optional<Confinement> confinement(Optional<Confinement> answer) {
    if (WrongAnswer.notNull(answer).isPresent()) {
      checkLine(answer.get().effect());
    }
    return answer;
  }

  static Optional<StartCommand> start(Optional<StartCommand> answer) {
    if (WrongAnswer.notNull(answer).isPresent()) {
      for (String argument : answer.get().arguments()) {
        checkArgument(argument);
      }
      for (StartCommand.FollowUp followUp : answer.get().followUps()) {
        checkLine(followUp.purpose());
      }
    }
    return answer;
  }

  private static void checkOption(AddedOption option) {
    if (OF_OPTIONS.contains(option.connectionKey())) {
      throw reserved(option.connectionKey());
    }
    checkKeys(option.properties(), OF_OPTIONS, option.connectionKey());
  }

  private static WrongAnswer unneeded() {
    return new WrongAnswer("returned a connectionKey, and its method need returned NONE");
  }

  private static void checkArgument(String text) {
    if (!isArgument(text)) {
      throw new WrongAnswer("returned a text with a character that no argument can have");
    }
  }

  private static void checkKept(Backend backend) {
    if (backend.keptKeys().contains("type")) {
      throw reserved("type");
    }
  }

  /** What the user asked for quotes the option, and then has the user's control characters. */
  private static void checkWritten(Backend backend, QemuOption option) {
    for (NetworkFeature feature : backend.request().features()) {
      if (hasControl(feature.written()) && !hasControl(option)) {
        throw noLine();
      }
    }
  }

  private static void checkLine(String text) {
    if (text.isEmpty() || hasControl(text)) {
      throw noLine();
    }
  }

  private static WrongAnswer noLine() {
    return new WrongAnswer(
        "returned a text for people that is empty or has a line feed or another control character");
  }

  /**
   * Checks properties that are to be written.
   *
   * @param reserved keys that qrap itself writes
   * @param connection another one; empty if there is none
   */
  private static void checkKeys(
      List<Property> properties, List<String> reserved, String connection) {
    for (int i = 0; i < properties.size(); i++) {
      String key = properties.get(i).key();
      if (key.isEmpty()) {
        throw new WrongAnswer("returned a property without a key");
      }
      if (reserved.contains(key) || key.equals(connection)) {
        throw reserved(key);
      }
      if (has(properties, key, i) && properties.get(i).kind() != Property.Kind.LIST_ITEM) {
        throw twice(key);
      }
      if (!isArgument(key) || !isArgument(properties.get(i).value())) {
        throw new WrongAnswer(
            "returned the property '" + key + "' with a character that no argument can have");
      }
    }
  }

  private static WrongAnswer reserved(String key) {
    return new WrongAnswer("returned the property '" + key + "', which qrap itself writes");
  }

  private static WrongAnswer twice(String key) {
    return new WrongAnswer("returned the property '" + key + "' twice");
  }

  /** Whether a key is among the first properties of a list. */
  private static boolean has(List<Property> properties, String key, int end) {
    for (int i = 0; i < end; i++) {
      if (properties.get(i).key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** Whether text is a byte string that can be a part of a program's argument. */
  private static boolean isArgument(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || text.charAt(i) > HIGHEST_BYTE) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasControl(QemuOption option) {
    for (Property property : option.properties()) {
      if (hasControl(property.key()) || hasControl(property.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f) {
        return true;
      }
    }
    return false;
  }
}
