// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import dev.qrap.core.catalog.Remarks;

/** Says what people must know of plugins on standard error. */
public final class SpokenRemarks implements Remarks {

  /** Remarks as they are said. */
  public SpokenRemarks() {}

  @Override
  public void say(String line) {
    StandardError.say(line);
  }
}
