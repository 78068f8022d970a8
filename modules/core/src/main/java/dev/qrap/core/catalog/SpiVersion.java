// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which plugins this SPI can carry, by the rule in the description of module dev.qrap.spi. */
final class SpiVersion {

  private static final String SPI = "dev.qrap.spi";

  private final String text;
  private final int major;
  private final int minor;

  /**
   * The version of a SPI.
   *
   * @param text {@code MAJOR.MINOR...}, as a module's descriptor says it
   * @throws IllegalArgumentException if it is not
   */
  SpiVersion(String text) {
    this.text = text;
    int majorEnd = endOfNumber(text, 0);
    boolean hasMinor = majorEnd < text.length() && text.charAt(majorEnd) == '.';
    int minorEnd = hasMinor ? endOfNumber(text, majorEnd + 1) : 0;
    try {
      major = Integer.parseInt(text.substring(0, majorEnd));
      minor = hasMinor ? Integer.parseInt(text.substring(majorEnd + 1, minorEnd)) : 0;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a version like 1.2", e);
    }
  }

  /**
   * Whether a plugin was compiled against a SPI like this one.
   *
   * @param plugin the plugin's module
   * @return why it cannot be used, for people; empty where it can
   */
  String refusal(ModuleDescriptor plugin) {
    for (ModuleDescriptor.Requires requires : plugin.requires()) {
      if (requires.name().equals(SPI)) {
        return refusal(requires.rawCompiledVersion());
      }
    }
    return "it does not require the module " + SPI;
  }

  private String refusal(Optional<String> compiled) {
    if (compiled.isEmpty()) {
      return "it does not say against which version of " + SPI + " it was compiled";
    }
    SpiVersion wanted;
    try {
      wanted = new SpiVersion(compiled.get());
    } catch (IllegalArgumentException e) {
      return "of the " + SPI + " that it was compiled against, " + e.getMessage();
    }
    return carries(wanted)
        ? ""
        : "it was compiled against " + SPI + " " + wanted.text + ", and this is " + text;
  }

  private boolean carries(SpiVersion wanted) {
    return wanted.major == major && (major == 0 ? wanted.minor == minor : wanted.minor <= minor);
  }

  /** The index after the digits that begin at another one. */
  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
