// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

/** What QEMU says of itself. */
record QemuText(String versionText, String help) {

  private static final String BEFORE_VERSION = "QEMU emulator version ";
  private static final String STREAM = "-netdev stream,";

  boolean isQemu() {
    return versionText.contains(BEFORE_VERSION) && help.contains("\n-netdev ");
  }

  /** {@code 7.2.22 (Debian ...)}. */
  String version() {
    int start = versionText.indexOf(BEFORE_VERSION) + BEFORE_VERSION.length();
    int end = versionText.indexOf('\n', start);
    return versionText.substring(start, end < 0 ? versionText.length() : end);
  }

  /** Whether {@code -netdev stream} to a UNIX socket is there. */
  boolean hasStream() {
    return !stream().isEmpty();
  }

  /** The key with which such a stream connects again; empty where there is none. */
  String reconnect() {
    for (String key : new String[] {"reconnect-ms", "reconnect"}) {
      if (stream().contains("[," + key + "=")) {
        return key;
      }
    }
    return "";
  }

  private String stream() {
    return help.lines()
        .filter(line -> line.startsWith(STREAM) && line.contains("addr.type=unix"))
        .findFirst()
        .orElse("");
  }
}
