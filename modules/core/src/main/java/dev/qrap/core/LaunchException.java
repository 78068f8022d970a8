// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A launch that cannot go on. Nothing was started and nothing half done is left behind; qrap ends
 * with status 1.
 */
public final class LaunchException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A launch that cannot go on.
   *
   * @param lines for the user, byte strings: the thing, the reason and the next step. Each is one
   *     line of the message, whatever is in it: control characters are escaped ({@link Printable})
   */
  public LaunchException(String... lines) {
    super(message(List.of(lines)));
  }

  /**
   * A launch that cannot go on.
   *
   * @param lines as above
   */
  public LaunchException(List<String> lines) {
    super(message(lines));
  }

  private static String message(List<String> lines) {
    StringBuilder message = new StringBuilder();
    for (String line : lines) {
      message.append(message.length() == 0 ? "" : "\n").append(Printable.line(line));
    }
    return message.toString();
  }

  /**
   * The message by its lines.
   *
   * @return one at least, without control characters
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String message = getMessage();
    int start = 0;
    for (int end = message.indexOf('\n'); end >= 0; end = message.indexOf('\n', start)) {
      lines.add(message.substring(start, end));
      start = end + 1;
    }
    lines.add(message.substring(start));
    return lines;
  }

  /**
   * The same with more to say.
   *
   * @param more what the message goes on with, line by line
   * @return another exception
   */
  public LaunchException and(List<String> more) {
    List<String> lines = lines();
    lines.addAll(more);
    return new LaunchException(lines);
  }

  /**
   * The same with a further line.
   *
   * @param line the last line of the message
   * @return another exception
   */
  public LaunchException and(String line) {
    return and(List.of(line));
  }
}
