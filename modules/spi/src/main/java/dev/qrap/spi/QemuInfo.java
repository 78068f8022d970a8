// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * The QEMU that will run.
 *
 * @since 0.1
 */
@ProvidedByQrap
public interface QemuInfo {

  /**
   * The file that will be executed.
   *
   * @return its path, a byte string
   */
  String path();

  /**
   * The guest's architecture as QEMU names it.
   *
   * @return {@code x86_64}, {@code s390x}; empty if that is not known
   */
  String architecture();

  /**
   * Which network backends this QEMU has, in its own words: those lines of its {@code -help} that
   * begin with {@code -netdev}, such as {@code -netdev stream,id=str[,server=on|off],...}.
   *
   * <p>QEMU is run for it unless the answer is known from before, which takes some 20 ms. So only
   * ask if the answer matters.
   *
   * @return the lines, each with a line feed, a byte string; empty if QEMU did not answer
   */
  String netdevHelp();

  /**
   * The version of this QEMU, in its own words. To ask for it costs as much as {@link #netdevHelp}
   * does, but to ask for both costs no more.
   *
   * @return {@code 10.0.13}; empty if QEMU did not say it
   * @since 0.2
   */
  String version();
}
