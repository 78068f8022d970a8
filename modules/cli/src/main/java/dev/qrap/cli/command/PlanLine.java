// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.cli.launch.CommandName;
import dev.qrap.cli.launch.RunLine;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code qrap plan} that is as it should be. It is carried out without picocli, which
 * takes longer than the plan.
 */
public final class PlanLine {

  private static final List<String> FLAGS =
      List.of(ShownPlan.SHELL, ShownPlan.JSON, ShownPlan.VERBOSE_SHORT, ShownPlan.VERBOSE);

  private PlanLine() {}

  /**
   * Shows the plan that a line asks for.
   *
   * @param host the machine
   * @param process what the process was given
   * @return the exit status; empty if the line is that of another command, or if there is anything
   *     that picocli must look at: {@code --help}, an option of a plugin, a mistake
   * @throws LaunchException if there is no plan
   */
  public static Optional<Integer> run(Host host, ProcessContext process) throws LaunchException {
    List<String> words = process.arguments();
    if (!CommandName.PLAN.begins(words)) {
      return Optional.empty();
    }
    boolean ofRun = CommandName.PLAN_RUN.begins(words);
    int length = ofRun ? CommandName.PLAN_RUN.length() : CommandName.PLAN.length();
    Optional<RunLine> line = RunLine.parse(words.subList(length, words.size()), Keys.ALL, FLAGS);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    List<String> flags = line.get().flags();
    boolean shell = flags.contains(ShownPlan.SHELL);
    boolean json = flags.contains(ShownPlan.JSON);
    if (shell && json) {
      return Optional.empty();
    }
    boolean verbose = flags.contains(ShownPlan.VERBOSE_SHORT) || flags.contains(ShownPlan.VERBOSE);
    ProcessContext launched = process.withArguments(line.get().arguments());
    new ShownPlan(host, launched, Keys.ALL, ofRun ? LaunchForm.RUN : LaunchForm.BARE)
        .show(line.get().options(), ShownPlan.Form.of(shell, json), verbose);
    return Optional.of(0);
  }
}
