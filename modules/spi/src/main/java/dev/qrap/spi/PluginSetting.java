// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.Objects;

/**
 * A setting of a plugin. Users write it after the plugin's name: {@code colour} of the plugin
 * {@code org.example.acme} is {@code org.example.acme.colour=blue} in a configuration file.
 *
 * @param name the last part of its name: lower-case letters, digits and hyphens, beginning with a
 *     letter
 * @param label what stands for the value in help texts: {@code COLOUR}; not empty
 * @param separator what stands between values if it takes several: one char; empty if it takes one
 * @param description what it says, for people: a phrase without a full stop; not empty
 * @since 0.2
 */
@ImplementedByPlugins
public record PluginSetting(String name, String label, String separator, String description) {

  /**
   * Checks the texts.
   *
   * @param name as in the record
   * @param label as in the record
   * @param separator as in the record
   * @param description as in the record
   */
  public PluginSetting {
    Objects.requireNonNull(separator, "separator");
    if (name.isEmpty() || label.isEmpty() || description.isEmpty()) {
      throw new IllegalArgumentException("a setting needs a name, a label and a description");
    }
  }
}
