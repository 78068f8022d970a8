// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.launch.CachedHelp.Question;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.qemu.Emulator;
import dev.qrap.core.qemu.EmulatorName;
import java.util.Optional;

/** The QEMU that a launch found. It is run only if something more must be known of it. */
final class InstalledQemu implements Emulator {

  /** As many links as the kernel follows in a path. */
  private static final int MOST_LINKS = 40;

  private final LaunchContext context;
  private final QemuCommand command;
  private Optional<String> architecture = Optional.empty();
  private Optional<String> help = Optional.empty();
  private Optional<String> machineHelp = Optional.empty();

  InstalledQemu(LaunchContext context, QemuCommand command) {
    this.context = context;
    this.command = command;
  }

  @Override
  public String path() {
    return command.path();
  }

  @Override
  public String architecture() {
    if (architecture.isEmpty()) {
      architecture = Optional.of(findArchitecture());
    }
    return architecture.get();
  }

  /** By its name; if that says nothing, by the names of what it links to. */
  private String findArchitecture() {
    String known = EmulatorName.architecture(command.name(), context.process().architecture());
    String path = command.path();
    for (int links = 0; known.isEmpty() && links < MOST_LINKS; links++) {
      String target = context.host().linkTarget(path);
      if (target.isEmpty()) {
        break;
      }
      boolean absolute = target.startsWith("/");
      path = absolute ? target : path.substring(0, path.lastIndexOf('/') + 1) + target;
      known = EmulatorName.architecture(path, context.process().architecture());
    }
    return known.isEmpty() ? command.architecture(context.process().architecture()) : known;
  }

  @Override
  public String netdevHelp() {
    String help = help();
    return help.startsWith(CachedHelp.BEFORE_VERSION)
        ? help.substring(help.indexOf('\n') + 1)
        : help;
  }

  @Override
  public String version() {
    String help = help();
    if (!help.startsWith(CachedHelp.BEFORE_VERSION)) {
      return "";
    }
    int start = CachedHelp.BEFORE_VERSION.length();
    int end = start;
    while (help.charAt(end) > ' ') {
      end++; // a distribution's name of it follows after a space
    }
    return help.substring(start, end);
  }

  private String help() {
    if (help.isEmpty()) {
      help = Optional.of(ask(Question.NETDEVS));
    }
    return help.get();
  }

  @Override
  public String machineHelp() {
    if (machineHelp.isEmpty()) {
      machineHelp = Optional.of(ask(Question.MACHINES));
    }
    return machineHelp.get();
  }

  private String ask(Question question) {
    return new CachedHelp(context.host(), context.host(), context.process(), command, question)
        .text();
  }
}
