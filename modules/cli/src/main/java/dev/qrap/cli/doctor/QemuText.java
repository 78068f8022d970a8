// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

/** What QEMU says of itself. */
record QemuText(String versionText, String help) {

  private static final String BEFORE_VERSION = "QEMU emulator version ";
  private static final String STREAM = "\n-netdev stream,";

  boolean isQemu() {
    return versionText.contains(BEFORE_VERSION) && help.contains("\n-netdev ");
  }

  /** {@code 7.2.22 (Debian ...)}. */
  String version() {
    int start = versionText.indexOf(BEFORE_VERSION) + BEFORE_VERSION.length();
    int end = versionText.indexOf('\n', start);
    return versionText.substring(start, end < 0 ? versionText.length() : end);
  }

  /** Whether {@code -netdev stream} is there. */
  boolean hasStream() {
    return help.contains(STREAM);
  }

  /**
   * The key with which a stream connects again; empty where there is none. Other options than
   * {@code -netdev stream} have had one much longer.
   */
  String reconnect() {
    for (int start = help.indexOf(STREAM); start >= 0; start = help.indexOf(STREAM, start + 1)) {
      int end = help.indexOf('\n', start + 1);
      String line = help.substring(start, end < 0 ? help.length() : end);
      for (String key : new String[] {"reconnect-ms", "reconnect"}) {
        if (line.contains("[," + key + "=")) {
          return key;
        }
      }
    }
    return "";
  }
}
