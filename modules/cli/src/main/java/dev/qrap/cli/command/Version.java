// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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

  /**
   * Tells which source this qrap was built from, as {@code distribution/commit} found it.
   *
   * @return the hash of the commit and whether the source was changed since; {@code unknown} if
   *     qrap was built outside of git
   */
  static String commit() {
    try (InputStream commit = Version.class.getResourceAsStream("commit")) {
      return new String(commit.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the commit in the module of qrap", e);
    }
  }

  /**
   * Tells which JDK the image was made of.
   *
   * @return for example {@code 25.0.3+9-LTS of Eclipse Adoptium}
   */
  static String jdk() {
    return System.getProperty("java.runtime.version") + " of " + System.getProperty("java.vendor");
  }
}
