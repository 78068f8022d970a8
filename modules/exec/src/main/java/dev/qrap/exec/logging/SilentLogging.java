// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec.logging;

import java.io.IOException;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * {@code java.util.logging} that reads no configuration and writes nothing. JNA asks for a logger
 * as it is loaded; what that costs otherwise is in docs/performance.md. Made by the JDK, because of
 * the image's option {@code -Djava.util.logging.manager}.
 */
public final class SilentLogging extends LogManager {

  /** Called by the JDK. */
  public SilentLogging() {}

  @Override
  public void readConfiguration() throws IOException {
    // Success makes the JDK look for another logging backend, at half the cost of all this. It
    // bears failure, but under -esa, which JAVA_TOOL_OPTIONS may say.
    if (!LogManager.class.desiredAssertionStatus()) {
      throw new IOException("there is no configuration");
    }
  }

  @Override
  public boolean addLogger(Logger logger) {
    return true;
  }

  @Override
  public Logger getLogger(String name) {
    return null; // so that it asks for a new one, which is not kept
  }
}
