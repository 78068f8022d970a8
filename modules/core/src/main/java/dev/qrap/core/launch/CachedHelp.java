// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.host.FileVersion;
import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs;
import dev.qrap.core.host.Programs.Finished;
import dev.qrap.core.plan.QemuCommand;
import java.util.List;

/**
 * What a QEMU, or the program of a backend, answers to a call for help, or those lines of it that
 * matter. It is kept in the user's cache directory for as long as the program is the same file:
 * QEMU needs some 20 ms for an answer.
 *
 * <p>A file of the cache has the path, size and time of the program in front and a check of the
 * text at the end. Whatever does not fit both is not looked at further, and written anew.
 */
final class CachedHelp {

  /** A call for help. */
  enum Question {
    /** The version, and the lines of {@code -help} that begin with {@code -netdev}. */
    NETDEVS("netdev-help-"),
    /** The heading of {@code -machine help} and the default machine. */
    MACHINES("machine-help-"),
    /** All that the program of a backend says. */
    BACKEND("backend-help-");

    /** What the names of its files in the cache begin with. */
    private final String file;

    Question(String file) {
      this.file = file;
    }

    private List<String> vector(String program, String option) {
      return switch (this) {
        case NETDEVS -> List.of(program, "-help");
        case MACHINES -> List.of(program, "-machine", "help");
        case BACKEND -> List.of(program, option);
      };
    }

    /** Whether a line, with its line feed, is worth keeping. */
    private boolean keeps(String line) {
      return switch (this) {
        case NETDEVS -> line.startsWith("-netdev ") || line.startsWith(BEFORE_VERSION);
        case MACHINES -> line.endsWith(":\n") || line.endsWith(" (default)\n");
        case BACKEND -> true;
      };
    }
  }

  /** With what the line of {@code -help} begins that says the version. */
  static final String BEFORE_VERSION = "QEMU emulator version ";

  /** QEMU answers within 0.1 s on a busy machine; one that hangs must not hang the launch. */
  private static final int TIMEOUT_MILLIS = 5000;

  /** Six times what QEMU 7.2 says. */
  private static final int MAX_CHARS = 32 * 1024;

  private static final int HEXADECIMAL = 16;

  private final Files files;
  private final Programs programs;
  private final ProcessContext process;
  private final QemuCommand command;
  private final Question question;
  private final String option;

  /**
   * What a QEMU says.
   *
   * @param question what it is asked
   */
  CachedHelp(
      Files files,
      Programs programs,
      ProcessContext process,
      QemuCommand command,
      Question question) {
    this(files, programs, process, command, question, "");
  }

  /**
   * What a program says.
   *
   * @param question what it is asked
   * @param option the option that asks a program of a backend
   */
  CachedHelp(
      Files files,
      Programs programs,
      ProcessContext process,
      QemuCommand command,
      Question question,
      String option) {
    this.files = files;
    this.programs = programs;
    this.process = process;
    this.command = command;
    this.question = question;
    this.option = option;
  }

  /** The lines that matter; empty if QEMU does not answer. */
  String text() {
    String folder = process.userFolder("XDG_CACHE_HOME", ".cache");
    String head = folder.isEmpty() ? "" : head();
    if (head.isEmpty()) {
      return ask();
    }
    String name = question.file + check(command.path());
    String known = textOf(files.cached(folder, name), head);
    if (!known.isEmpty()) {
      return known;
    }
    String text = ask();
    if (!text.isEmpty()) {
      files.cache(folder, name, head + text + tail(text));
    }
    return text;
  }

  /** Which QEMU it is; empty where that cannot be seen. */
  private String head() {
    try {
      FileVersion version = files.version(command.path());
      return "qrap 2\n" + command.path() + "\n" + version.size() + " " + version.modified() + "\n";
    } catch (HostException e) {
      return "";
    }
  }

  private static String tail(String text) {
    return "end " + check(text) + "\n";
  }

  /** For what was broken by accident; the directory is closed to others. */
  private static String check(String text) {
    return Integer.toUnsignedString(text.hashCode(), HEXADECIMAL);
  }

  /** The text in a file of the cache; empty where that is not whole or of another QEMU. */
  private static String textOf(String content, String head) {
    int end = content.lastIndexOf("\nend ") + 1;
    if (!content.startsWith(head) || end <= head.length()) {
      return "";
    }
    String text = content.substring(head.length(), end);
    return content.endsWith(text + tail(text)) ? text : "";
  }

  private String ask() {
    List<String> vector = question.vector(command.name(), option);
    try {
      Finished help = programs.run(command.path(), vector, process.environment(), TIMEOUT_MILLIS);
      // Some programs of backends end with a failure after their help.
      boolean answered = help.status() == 0 || question == Question.BACKEND;
      return answered ? linesOf(help.output()) : "";
    } catch (HostException e) {
      return ""; // what cannot be run will say so when it is executed
    }
  }

  private String linesOf(String help) {
    StringBuilder lines = new StringBuilder();
    int start = 0;
    while (start < help.length()) {
      int next = help.indexOf('\n', start) + 1;
      int end = next == 0 ? help.length() : next;
      String line = help.substring(start, end) + (next == 0 ? "\n" : "");
      if (question.keeps(line) && lines.length() + end - start < MAX_CHARS) {
        lines.append(line);
      }
      start = end;
    }
    return lines.toString();
  }
}
