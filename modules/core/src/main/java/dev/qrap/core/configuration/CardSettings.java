// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import java.util.List;

/**
 * What is set for single network cards: {@code card.ID.socket} and {@code card.ID.backend}, where
 * ID is the id of the card's {@code -netdev}, and the sockets that repeated options {@code
 * --socket} name for the cards after the first. Files and {@code --set} alone can set them, no
 * variable.
 *
 * @param written the settings whose keys begin with {@code card.}
 * @param furtherSockets paths, for the second card and those after it, in their order
 */
public record CardSettings(List<Setting> written, List<String> furtherSockets) {

  /** Nothing is set. */
  static final CardSettings NONE = new CardSettings(List.of(), List.of());

  private static final String PREFIX = "card.";
  private static final String SOCKET = ".socket";
  private static final String BACKEND = ".backend";

  /** Makes the lists immutable. */
  public CardSettings {
    written = List.copyOf(written);
    furtherSockets = List.copyOf(furtherSockets);
  }

  /** Whether a key is one of a card. */
  static boolean isKey(String key) {
    boolean known = key.endsWith(SOCKET) || key.endsWith(BACKEND);
    return key.startsWith(PREFIX) && known && key.indexOf('.', PREFIX.length()) > PREFIX.length();
  }

  /**
   * The socket of a card's backend.
   *
   * @param id the id of its netdev; may be empty
   * @return a path; empty if none is set
   */
  public String socket(String id) {
    return value(PREFIX + id + SOCKET);
  }

  /**
   * The kind of backend that is started for a card.
   *
   * @param id the id of its netdev; may be empty
   * @return the name of the kind; empty if none is set
   */
  public String backend(String id) {
    return value(PREFIX + id + BACKEND);
  }

  private String value(String key) {
    for (Setting setting : written) {
      if (setting.key().equals(key)) {
        return setting.value();
      }
    }
    return "";
  }
}
