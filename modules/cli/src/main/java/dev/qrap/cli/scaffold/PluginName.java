// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import java.util.Set;

/**
 * The name of a plugin that somebody else than qrap makes, and what follows from it for a project:
 * {@code org.example.toaster}.
 *
 * @param text the name
 */
public record PluginName(String text) {

  /** No part of the name of a package can be one of them (JLS 3.9 and 3.10). */
  private static final Set<String> WORDS_OF_JAVA =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized this"
                  + " throw throws transient true try void volatile while")
              .split(" "));

  /** The reverse domain of qrap's own modules. */
  private static final String DOMAIN_OF_QRAP = "dev.qrap";

  /** Why it can be no plugin's name, with an example of one that can; empty where it can. */
  public String refusal() {
    if (text.equals(DOMAIN_OF_QRAP) || text.startsWith(DOMAIN_OF_QRAP + ".")) {
      return "it begins with the domain of qrap's own modules, dev.qrap; begin it with your own, like"
          + " org.example.toaster";
    }
    if (text.indexOf('.') < 0) {
      return "it must begin with your reverse domain, like org.example." + text;
    }
    for (String part : text.split("\\.", -1)) {
      if (!part.matches("[a-z][a-z0-9-]*")) {
        return "it is made of words of lower-case letters, digits and hyphens with dots between,"
            + " each beginning with a letter, like org.example.toaster";
      }
    }
    return "";
  }

  /** The package, which is the module too, spelled as JLS 6.1 advises. */
  String inJava() {
    StringBuilder words = new StringBuilder();
    for (String part : text.split("\\.", -1)) {
      words.append(words.length() == 0 ? "" : ".").append(part.replace('-', '_'));
      words.append(WORDS_OF_JAVA.contains(part) ? "_" : "");
    }
    return words.toString();
  }

  /** Maven's name of the group. */
  String group() {
    return text.substring(0, text.lastIndexOf('.'));
  }

  /** Maven's name of the jar. */
  String artifact() {
    return text.substring(text.lastIndexOf('.') + 1);
  }

  /** The beginning of a class's name: {@code QuickToaster} for {@code quick-toaster}. */
  String capitalised() {
    StringBuilder capitalised = new StringBuilder();
    for (String word : artifact().split("-", -1)) {
      if (!word.isEmpty()) {
        capitalised.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return capitalised.toString();
  }
}
