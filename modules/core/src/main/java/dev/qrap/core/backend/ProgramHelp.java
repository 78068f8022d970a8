// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.backend;

import dev.qrap.spi.BackendProgram;

/** Asks the programs of backends what they can do. */
public interface ProgramHelp {

  /** Asks none. */
  ProgramHelp NONE = program -> "";

  /**
   * What a program says of itself.
   *
   * @param program the program, which has a help option
   * @return what it prints, a byte string; empty if it is not there or does not answer
   */
  String of(BackendProgram program);
}
