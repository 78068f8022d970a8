// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

/** A backend that this process has started for itself on one end of a connection. */
public interface OwnBackend extends StartedProgram {

  /** The number on which the backend has its end of the connection. */
  int DESCRIPTOR = 3;

  /**
   * Our end. When it is closed, by us or by the end of QEMU, the backend sees it and ends.
   *
   * @return always the same
   */
  BackendSocket socket();
}
