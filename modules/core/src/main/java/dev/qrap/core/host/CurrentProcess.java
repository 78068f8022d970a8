// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/** The process that qrap is. */
public interface CurrentProcess {

  /**
   * What this process was given.
   *
   * @param argumentCount how many of the process's last arguments are the user's; those before them
   *     started the JVM
   * @return the arguments' bytes and the rest; taken anew by each call
   * @throws HostException if /proc cannot be read
   */
  ProcessContext processContext(int argumentCount) throws HostException;

  /**
   * The id of this process, which QEMU keeps.
   *
   * @return always the same
   */
  long process();

  /**
   * Whether somebody may be watching.
   *
   * @param descriptor a descriptor of this process
   * @return true if it is a terminal
   */
  boolean isTerminal(int descriptor);
}
