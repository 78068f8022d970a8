// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import dev.qrap.core.LaunchException;
import dev.qrap.core.qemu.DefaultMachine;
import dev.qrap.core.qemu.EmulatorName;
import dev.qrap.core.qemu.OptionTable;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's arguments, and the options in them. What is no option (a disk image) is in the arguments
 * alone.
 *
 * @param arguments all arguments as they were given, without {@code argv[0]}; byte strings
 * @param options the options, in the order of the line; those of a {@code -readconfig} file follow
 *     it once the line is {@linkplain #complete complete}
 * @param files the files of {@code -readconfig}, in their order; none before the line is complete
 */
public record CommandLine(
    List<String> arguments, List<QemuOption> options, List<ReadconfigFile> files) {

  /** Makes the lists immutable. */
  public CommandLine {
    arguments = List.copyOf(arguments);
    options = List.copyOf(options);
    files = List.copyOf(files);
  }

  /**
   * Reads arguments as QEMU does: each option may be written with one dash or two and has a value
   * or none; anything else is a disk image.
   *
   * @param arguments any byte strings
   * @return the line; this never fails
   */
  public static CommandLine parse(List<String> arguments) {
    List<QemuOption> options = new ArrayList<>();
    int index = 0;
    while (index < arguments.size()) {
      String name = optionName(arguments.get(index));
      if (name.isEmpty()) {
        index++;
        continue;
      }
      boolean valued =
          index + 1 < arguments.size() && OptionTable.takes(name, arguments.get(index + 1));
      if (valued) {
        options.add(option(index, name, arguments.get(index + 1)));
      } else {
        options.add(new QemuOption(index, name, "", Notation.NONE, List.of()));
      }
      index += valued ? 2 : 1;
    }
    return new CommandLine(arguments, options, List.of());
  }

  /**
   * An option with a value.
   *
   * @param index its place in the line
   * @param name its name without dashes
   * @param value the text of its value
   * @return the option, with the value taken apart
   */
  public static QemuOption option(int index, String name, String value) {
    if (value.isEmpty() || value.charAt(0) != '{') {
      List<Property> properties = PlainText.parse(value, OptionTable.impliedKey(name));
      return new QemuOption(index, name, value, Notation.PLAIN, properties);
    }
    List<Property> properties = new ArrayList<>();
    boolean wellFormed = new JsonScanner(value).readObject(properties);
    return wellFormed
        ? new QemuOption(index, name, value, Notation.JSON, properties)
        : new QemuOption(index, name, value, Notation.MALFORMED, List.of());
  }

  /**
   * Writes the value of an option, which {@link #option} reads.
   *
   * @param name the option's name without dashes
   * @param first the value of the key that plain notation leaves out: a driver, a type
   * @param properties what follows it
   * @param json whether to write JSON
   * @return the text
   */
  public static String value(String name, String first, List<Property> properties, boolean json) {
    if (!json) {
      return PlainText.write(first, properties);
    }
    List<Property> members = new ArrayList<>();
    members.add(Property.text(OptionTable.impliedKey(name), first));
    members.addAll(properties);
    return JsonText.object(members);
  }

  /**
   * The line with what the files on it say, and with what its {@code -set} options add to options
   * before them. The arguments stay as they are.
   *
   * @param files reads the files of {@code -readconfig}
   * @return the line as QEMU sees it
   * @throws LaunchException if a file cannot be read
   */
  public CommandLine complete(ReadconfigFiles files) throws LaunchException {
    boolean sets = false;
    boolean reads = false;
    for (QemuOption option : options) {
      sets |= option.name().equals("set");
      reads |= option.name().equals("readconfig");
    }
    if (!sets && !reads) {
      return this;
    }
    List<QemuOption> complete = new ArrayList<>(options.size());
    List<ReadconfigFile> read = new ArrayList<>();
    LaterSettings settings = new LaterSettings(sets);
    for (QemuOption option : options) {
      settings.add(option, complete.size());
      complete.add(option);
      if (option.name().equals("readconfig") && option.notation() != Notation.NONE) {
        ReadconfigFile file = ReadconfigFile.of(option.index(), files.read(option.value()));
        read.add(file);
        for (QemuOption ofFile : file.options()) {
          settings.add(ofFile, complete.size());
          complete.add(ofFile);
        }
      } else if (option.name().equals("set")) {
        settings.set(option.value());
      }
    }
    settings.addTo(complete);
    return new CommandLine(arguments, complete, read);
  }

  /**
   * How many arguments an option of this line takes.
   *
   * @param option an option of this line, not of a file
   * @return 2 if it has a value, otherwise 1
   */
  public int width(QemuOption option) {
    return option.notation() == Notation.NONE ? 1 : 2;
  }

  /**
   * The machine that the line describes. Several {@code -machine} merge and the last type wins, as
   * in QEMU; without one it is the default of that QEMU.
   *
   * @param architecture the architecture of the QEMU that will run
   * @return the machine
   */
  public Machine machine(String architecture) {
    String type = "";
    boolean defaultDevices = true;
    List<Property> settings = new ArrayList<>();
    for (QemuOption option : options) {
      if (option.name().equals("nodefaults")) {
        defaultDevices = false;
      }
      if (!option.name().equals("machine")) {
        continue;
      }
      for (Property property : option.properties()) {
        if (property.key().equals("type")) {
          type = property.value();
        } else {
          settings.add(property);
        }
      }
    }
    String used = type.isEmpty() ? DefaultMachine.of(architecture) : type;
    return new Machine(architecture, used, settings, defaultDevices);
  }

  /**
   * Why a line is refused that names QEMU behind another program, as in {@code sudo
   * qemu-system-x86_64}.
   *
   * @param arguments words that a person has put after {@code qrap run}
   * @return the reason and what to do, one line; empty if the line begins with an option, with QEMU
   *     or with a number (FDNUM), or if no word names QEMU
   */
  public static String behindAnotherProgram(List<String> arguments) {
    String first = arguments.isEmpty() ? "-" : arguments.get(0);
    boolean number = !first.isEmpty() && Character.isDigit(first.charAt(0));
    if (number || first.startsWith("-") || EmulatorName.isQemu(first)) {
      return "";
    }
    for (int i = 1; i < arguments.size(); i++) {
      if (EmulatorName.isQemu(arguments.get(i))
          && !OptionTable.isValued(optionName(arguments.get(i - 1)))) {
        return ("'" + first + "' does not name a QEMU, but '" + arguments.get(i) + "' does; put")
            + " qrap run directly before it";
      }
    }
    return "";
  }

  private static String optionName(String argument) {
    if (argument.isEmpty() || argument.charAt(0) != '-') {
      return "";
    }
    boolean twice = argument.length() > 1 && argument.charAt(1) == '-';
    String name = argument.substring(twice ? 2 : 1);
    // Every stage compares names with texts of the code, and that is quick if they are the same
    // object.
    return name.equals("M") ? "machine" : name.intern();
  }
}
