// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * The program of a backend as it is on this host.
 *
 * @since 0.2
 */
@ProvidedByQrap
public interface InstalledProgram {

  /**
   * What the program says of itself if it is called with its {@link BackendProgram#helpOption}.
   *
   * <p>The program is run for it unless the answer is known from before. So only ask if the answer
   * matters.
   *
   * @return what it prints, a byte string; empty if it has no such option, is not installed or does
   *     not answer
   */
  String help();
}
