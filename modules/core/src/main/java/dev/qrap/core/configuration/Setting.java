// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * A value that somebody set.
 *
 * @param key its key: {@code socket.owners}
 * @param value the value as it was written
 * @param origin where: {@code /etc/qrap/qrap.properties:3}, {@code QRAP_SOCKET_OWNERS}, {@code
 *     --socket-owners}
 */
public record Setting(String key, String value, String origin) {

  /** Of a key, between its dots; most secrets are longer. */
  private static final int LONGEST_PART = 24;

  private static final int LONGEST_KEY = 80;

  /**
   * What is said of this setting if nobody knows its key.
   *
   * @return the beginning of a message
   */
  public String unknown() {
    return hasPrintableKey()
        ? "unknown key '" + key + "' in " + origin
        : "unknown key in " + origin + ", which does not look like the name of a setting";
  }

  /**
   * Whether the key may be in a message. What looks like no key is not, if it is from a file: that
   * may be another one than somebody wanted qrap to read.
   *
   * @return true for anything that looks like the name of a setting
   */
  public boolean hasPrintableKey() {
    return !isFromFile() || looksLikeName(key);
  }

  private static boolean looksLikeName(String text) {
    int part = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '-' || c == '_';
      part = c == '.' ? 0 : part + 1;
      if ((!letter && !other && c != '.') || part > LONGEST_PART) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_KEY;
  }

  private boolean isFromFile() {
    return origin.startsWith("/");
  }

  /**
   * What is said of this setting if its value is wrong.
   *
   * @param reason why it is, without the value
   * @return a message; a value from a file is not in it, see {@link #hasPrintableKey}
   */
  public String complaint(String reason) {
    String quoted = isFromFile() ? "" : " '" + value + "'";
    return "wrong value" + quoted + " for " + key + " in " + origin + ": " + reason;
  }
}
