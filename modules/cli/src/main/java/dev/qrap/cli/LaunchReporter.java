// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.launch.Reporter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on standard error what a launch does; with {@code log=debug} every attempt, over slf4j. */
final class LaunchReporter implements Reporter {

  private final boolean detailed;

  private LaunchReporter(boolean detailed) {
    this.detailed = detailed;
  }

  static LaunchReporter of(Configuration configuration) {
    if (configuration.debug()) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
      System.setProperty("org.slf4j.simpleLogger.showLogName", "false");
    }
    return new LaunchReporter(configuration.debug());
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

  @Override
  public boolean detailed() {
    return detailed;
  }

  @Override
  public void detail(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    Log.LOGGER.debug(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Initialised by the first detail: a logger that is off must cost a launch nothing. */
  private static final class Log {
    static final Logger LOGGER = LoggerFactory.getLogger("qrap");
  }
}
