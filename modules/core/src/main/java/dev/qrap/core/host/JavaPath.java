// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Paths for what must go through the JDK, which encodes them by the locale. */
public final class JavaPath {

  private JavaPath() {}

  /**
   * The path that the JDK encodes to the same bytes.
   *
   * @param bytes a path, a byte string
   * @return the same path
   * @throws IllegalArgumentException with a reason for people where there is none
   */
  public static Path of(String bytes) {
    Charset ofPaths = Charset.forName(System.getProperty("sun.jnu.encoding"));
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(raw, ofPaths);
    if (!Arrays.equals(raw, text.getBytes(ofPaths))) {
      throw new IllegalArgumentException(
          "Java cannot open a path with such bytes in this locale (" + ofPaths + ")");
    }
    return Path.of(text);
  }
}
