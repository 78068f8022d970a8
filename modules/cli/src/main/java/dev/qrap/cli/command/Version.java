// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

/** The version of qrap. */
public final class Version {

  private Version() {}

  /**
   * Tells it.
   *
   * @return the version of this module; empty if the classes run outside a module
   */
  public static String text() {
    Module module = Version.class.getModule();
    return module.isNamed() ? module.getDescriptor().rawVersion().orElse("") : "";
  }
}
