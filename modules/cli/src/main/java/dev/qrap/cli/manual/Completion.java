// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Completion for shells: qrap's commands and their options are offered, and files wherever QEMU's
 * arguments stand.
 */
final class Completion {

  /** The script is read, not run. */
  private static final String HASHBANG = "#!/usr/bin/env bash\n";

  /** What picocli's script does where it wants no files: as if all of the line were its own. */
  private static final String NO_FILES = "type compopt &>/dev/null && compopt +o default";

  /** Where picocli's script takes over the command; the names after the first are not ours. */
  private static final String REGISTRATION =
      "complete -F _complete_qrap -o default qrap qrap.sh qrap.bash";

  private Completion() {}

  /**
   * Makes bash's.
   *
   * @param line the commands
   * @return a script
   */
  static String bash(CommandLine line) {
    return replaced(
            replaced(replaced(AutoComplete.bash("qrap", line), HASHBANG, ""), NO_FILES, ":"),
            REGISTRATION,
            "")
        + """

        # Offers nothing where QEMU's arguments stand, so that bash offers files: in a launch without
        # a command, and after --.
        function _complete_qrap_or_files() {
          local i
          if [ "$COMP_CWORD" -gt 1 ]; then
            case ${COMP_WORDS[1]} in
              COMMANDS) ;;
              *) return ;;
            esac
          fi
          for ((i = 2; i < COMP_CWORD; i++)); do
            if [ "${COMP_WORDS[i]}" = -- ]; then return; fi
          done
          _complete_qrap
        }
        complete -F _complete_qrap_or_files -o default qrap
        """
            .replace("COMMANDS", commands(line));
  }

  /**
   * Makes zsh's, which uses bash's.
   *
   * @return the function of that name
   */
  static String zsh() {
    return """
    #compdef qrap
    # Bash's completion, which from now on is what completes qrap.
    source /usr/share/bash-completion/completions/qrap
    _bash_complete -F _complete_qrap_or_files -o default
    """;
  }

  private static String commands(CommandLine line) {
    StringBuilder commands = new StringBuilder();
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              CommandSpec spec = command.getCommandSpec();
              if (!spec.usageMessage().hidden()) {
                commands.append(commands.isEmpty() ? "" : " | ").append(name);
              }
            });
    return commands.toString();
  }

  /** A part of picocli's script replaced; a picocli that writes it otherwise must be noticed. */
  private static String replaced(String script, String part, String replacement) {
    if (!script.contains(part)) {
      throw new IllegalStateException("picocli's completion has no '" + part + "' any more");
    }
    return script.replace(part, replacement);
  }
}
