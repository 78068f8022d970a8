// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.launch;

import dev.qrap.cli.output.StandardError;
import dev.qrap.core.Printable;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.CurrentProcess;
import dev.qrap.core.launch.Reporter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on standard error what a launch does; with {@code log=debug} every attempt, over slf4j. */
final class LaunchReporter implements Reporter {

  private static final int STANDARD_ERROR = 2;

  /** Goes to the beginning of the line and clears it (ECMA-48, CR and EL). */
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final CurrentProcess process;
  private final boolean detailed;

  private LaunchReporter(CurrentProcess process, boolean detailed) {
    this.process = process;
    this.detailed = detailed;
  }

  static LaunchReporter of(CurrentProcess process, Settings settings) {
    boolean detailed = settings.get(Keys.LOG);
    if (detailed) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
      System.setProperty("org.slf4j.simpleLogger.showLogName", "false");
    }
    return new LaunchReporter(process, detailed);
  }

  @Override
  public void say(String line) {
    StandardError.say(line);
  }

  /** In the reference's words, without qrap's name: scripts may wait for them. */
  @Override
  public void connected(String path) {
    StandardError.line("Connected to " + path);
  }

  /** One line that changes, for somebody who watches; a log gets nothing. */
  @Override
  public void waiting(String line) {
    if (process.isTerminal(STANDARD_ERROR)) {
      StandardError.write(CLEAR_LINE + Printable.line("qrap: " + line));
    }
  }

  @Override
  public void waited() {
    if (process.isTerminal(STANDARD_ERROR)) {
      StandardError.write(CLEAR_LINE);
    }
  }

  @Override
  public boolean detailed() {
    return detailed;
  }

  @Override
  public void detail(String line) {
    byte[] bytes = Printable.line(line).getBytes(StandardCharsets.ISO_8859_1);
    Log.LOGGER.debug(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Initialised by the first detail: a logger that is off must cost a launch nothing. */
  private static final class Log {
    static final Logger LOGGER = LoggerFactory.getLogger("qrap");
  }
}
