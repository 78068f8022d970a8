// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The intended differences from the reference in what runs and with which arguments, by the names
 * that docs/compatibility.md gives them. Each has the condition under which it may show on a line.
 */
enum Difference {
  /** The reference takes values for options, or misses options since it took them for values. */
  OPTION_VALUE(line -> !line.reference().seen.equals(line.qemu().seenByReference())),

  /** An option or a card that is not written the one way that the reference knows. */
  NOTATION(Line::hasUnknownNotation),

  /** The reference does not see the machine type, or takes one from the wrong place. */
  MACHINE(
      line ->
          !line.arguments().isEmpty()
              && !line.isOtherMachine()
              && !line.reference().profile().name().equals(line.qemu().family())),

  /** The reference knows three machines and takes all others for a q35. */
  MACHINE_FAMILY(Line::isOtherMachine),

  /** The reference adds no card where no other device is. */
  NO_CARD(line -> !line.arguments().isEmpty() && line.reference().devices.isEmpty()),

  /** On q35 the reference takes buses for free that are not there. */
  ROOT_PORT(line -> line.isRead("Q35") && line.qemu().freeRootPort() != line.reference().choice()),

  /** On s390x the reference writes addresses that QEMU refuses. */
  DEVICE_NUMBER(line -> line.qemu().family().equals("S390")),

  /** On pc the reference does not see the display, nor addresses in other notations or none. */
  ADDRESS_TAKEN(line -> line.isRead("PC") && line.qemu().freeSlot() != line.reference().choice()),

  /** The reference stays plain beside JSON in which it found no address. */
  JSON(line -> line.reference().json() != line.qemu().json()),

  /** The reference leaves what names a removed card or backend, and QEMU refuses that. */
  REFERENCE_TO_REMOVED(line -> line.qemu().refersToWhatGoes()),

  /** The reference wraps numbers, takes signs and spaces, and is confused by very large ones. */
  ADDRESS_NUMBER(line -> !line.reference().used().equals(line.reference().usedAsWritten())),

  /** Text that begins like a card in JSON but is none: QEMU's own message says what is wrong. */
  MALFORMED_JSON(
      line ->
          line.qemu().options.stream()
              .anyMatch(option -> option.name().equals("device") && option.isMalformed())),

  /** The reference takes a number with something around it. */
  NUMBER_NOTATION(line -> line.referenceTakesNumber() && !line.firstIsWholeNumber()),

  /** A number out of range or a command that is not there: an error with ours. */
  NUMBER_OR_COMMAND(
      line ->
          line.isExplicit()
              && (!line.referenceTakesNumber() || !line.isInPath(line.arguments().get(1)))
              && !line.secondIsPath()),

  /** The command is a path; the reference looks for it under the folders of PATH. */
  COMMAND_PATH(line -> line.isExplicit() && line.secondIsPath()),

  /** QEMU prints something and ends, or has no machine: no backend is asked, nothing is patched. */
  PASS_THROUGH(line -> line.qemu().needsNoNetwork()),

  /** A number, then an option that the reference looks for in PATH: it then counts no address. */
  FAILED_LOOKUP(
      line ->
          !line.isExplicit()
              && line.arguments().size() > 1
              && line.referenceTakesNumber()
              && !line.reference().used().isEmpty()),

  /** The reference boots a machine without anything. */
  NO_ARGUMENTS(line -> line.arguments().isEmpty());

  @SuppressWarnings("ImmutableEnumChecker") // the conditions have no state
  private final Predicate<Line> condition;

  Difference(Predicate<Line> condition) {
    this.condition = condition;
  }

  /** Whether this difference may show. */
  boolean inPlay(List<String> arguments) {
    return condition.test(
        new Line(arguments, new ReferenceReading(arguments), new QemuReading(arguments)));
  }

  /** A line as both read it. */
  private record Line(List<String> arguments, ReferenceReading reference, QemuReading qemu) {

    /** Whether it is this machine, and the reference sees that too. */
    boolean isRead(String family) {
      return qemu.family().equals(family) && reference.profile().name().equals(family);
    }

    boolean isOtherMachine() {
      return qemu.family().equals("OTHER");
    }

    boolean hasUnknownNotation() {
      for (QemuReading.Option option : qemu.options) {
        if (option.name().equals("nic")) {
          return true;
        }
        boolean network = Set.of("device", "net", "netdev").contains(option.name());
        if (network && option.written().startsWith("--")) {
          return true;
        }
        if (option.name().equals("device")
            && option.value() != null
            && !option.isMalformed()
            && option.isCard() != ReferenceReading.isCard(option.value())) {
          return true;
        }
      }
      return false;
    }

    /** Whether the reference looks for a command, the second argument. */
    boolean referenceTakesNumber() {
      if (arguments.size() < 2) {
        return false;
      }
      BigInteger number = ReferenceReading.strtol(arguments.get(0), 0);
      return number.compareTo(BigInteger.TWO) > 0
          && number.compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) < 0;
    }

    boolean firstIsWholeNumber() {
      return arguments.get(0).matches("0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*");
    }

    boolean isExplicit() {
      return arguments.size() > 1 && firstIsWholeNumber() && !arguments.get(1).startsWith("-");
    }

    boolean secondIsPath() {
      return arguments.get(1).contains("/");
    }

    boolean isInPath(String command) {
      return SideBySideIT.COMMANDS.contains(command);
    }
  }
}
