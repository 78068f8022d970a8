// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.manual;

import java.util.List;

/** A page of the manual as it grows, in the macros of man(7). */
final class ManPage {

  private final StringBuilder text = new StringBuilder();

  /**
   * Begins one.
   *
   * @param name what it is about: {@code qrap.properties}
   * @param purpose what that is for, a phrase
   */
  ManPage(String name, int section, String version, String purpose) {
    macro("TH", name, String.valueOf(section), "", "qrap " + version, "qrap");
    section("NAME");
    // Pages are found by this line, which must have exactly this form.
    text.append(escaped(name)).append(" \\- ").append(escaped(purpose)).append('\n');
  }

  void section(String title) {
    macro("SH", title);
  }

  void subsection(String title) {
    macro("SS", title);
  }

  void paragraph(String words) {
    text.append(".PP\n").append(escaped(words)).append('\n');
  }

  /** A word or option in bold, and what it means, indented below. */
  void item(String term, String meaning) {
    text.append(".TP\n");
    macro("B", term);
    text.append(escaped(meaning)).append('\n');
  }

  /** Lines that stay lines. */
  void lines(List<String> lines) {
    text.append(".PP\n.nf\n");
    for (String line : lines) {
      text.append(escaped(line)).append('\n');
    }
    text.append(".fi\n");
  }

  private void macro(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument)).append('"');
    }
    text.append('\n');
  }

  /**
   * Text that roff shows as it is. A dash is an ASCII one, for whoever copies an option. No line
   * begins with a control character.
   */
  private static String escaped(String words) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\e");
        case '-' -> escaped.append("\\-");
        case '\'' -> escaped.append("\\(aq");
        case '"' -> escaped.append("\\(dq");
        case '`' -> escaped.append("\\(ga");
        case '~' -> escaped.append("\\(ti");
        case '^' -> escaped.append("\\(ha");
        case '.' -> escaped.append(i == 0 ? "\\&." : ".");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
