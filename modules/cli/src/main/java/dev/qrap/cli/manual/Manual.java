// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.qrap.cli.command.Commands;
import dev.qrap.cli.command.HelpTexts;
import dev.qrap.cli.command.Version;
import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.output.SpokenRemarks;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.host.Host;
import dev.qrap.core.launch.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Writes what a package brings along beside the program: man pages, completion and a configuration
 * file, all from what the help is made of. Started as the package is built, by distribution/deb,
 * instead of {@link dev.qrap.cli.Main}.
 */
final class Manual {

  private Manual() {}

  /**
   * Writes all of it.
   *
   * @param arguments the directory to write to
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    Host host = QemuLaunch.host();
    Keys keys = Launch.withPlugins(Keys.ALL, host, new SpokenRemarks());
    CommandLine line = Commands.line(host, host.processContext(arguments.length), keys);
    String settings = String.join(" ", HelpTexts.SETTINGS);
    Path folder = Path.of(arguments[0]);
    write(
        folder.resolve("qrap.1"),
        CommandPage.of(line, keys, Version.text(), settings, HelpTexts.EXIT_STATUS));
    write(folder.resolve("qrap.properties.5"), SettingsPage.of(keys, Version.text(), settings));
    write(folder.resolve("qrap.properties"), SettingsFile.text(keys));
    write(folder.resolve("qrap.bash"), Completion.bash(line));
    write(folder.resolve("qrap.zsh"), Completion.zsh());
  }

  private static void write(Path file, String text) throws Exception {
    Files.write(file, text.getBytes(UTF_8));
  }
}
