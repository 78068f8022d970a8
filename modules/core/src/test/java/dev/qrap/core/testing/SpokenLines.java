// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.launch.Reporter;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a launch says. */
public record SpokenLines(
    boolean detailed, List<String> said, List<String> details, List<String> waits)
    implements Reporter {

  public SpokenLines(boolean detailed) {
    this(detailed, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public void connected(String path) {
    said.add("Connected to " + path);
  }

  @Override
  public void waiting(String line) {
    waits.add(line);
  }

  @Override
  public void waited() {
    waits.add("");
  }

  @Override
  public void detail(String line) {
    details.add(line);
  }
}
