// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.launch.Reporter;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a launch would say. */
final class CollectingReporter implements Reporter {

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void connected(String path) {
    throw new AssertionError("connected to " + path);
  }

  @Override
  public void waiting(String line) {
    throw new AssertionError(line);
  }

  @Override
  public void waited() {
    throw new AssertionError("waited");
  }

  @Override
  public boolean detailed() {
    return false;
  }

  @Override
  public void detail(String line) {
    throw new AssertionError(line);
  }
}
