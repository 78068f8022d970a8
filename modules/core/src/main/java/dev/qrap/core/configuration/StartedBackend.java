// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether and how a launch starts a backend for its guest alone.
 *
 * @param when on what condition
 * @param unlessSocket whether none is started for a card whose socket the user names
 * @param kind the name of the kind; empty for the first one that can be started
 * @param forwards ports of the host that lead to the guest
 * @param reasons the names of the settings that only such a backend can follow
 */
public record StartedBackend(
    Condition when,
    boolean unlessSocket,
    String kind,
    List<ForwardedPorts> forwards,
    List<String> reasons) {

  /** On what condition a backend is started. */
  public enum Condition {
    /** Never. */
    NEVER,
    /** If no socket answers. */
    NO_BACKEND,
    /**
     * In any case, without a look at sockets: a backend that runs already cannot be told what the
     * user asks for.
     */
    ALWAYS
  }

  /** Makes the lists immutable. */
  public StartedBackend {
    forwards = List.copyOf(forwards);
    reasons = List.copyOf(reasons);
  }

  /**
   * What the settings say. A user who sets ports, or settings of a kind of backend, wants a backend
   * that has them, so that {@code start} need not be set too.
   *
   * @param settings the settings
   * @return whether and how a backend is started
   */
  public static StartedBackend of(Settings settings) {
    StartRule rule = settings.get(Keys.START);
    String kind = rule.kind().isEmpty() ? settings.get(Keys.BACKEND) : rule.kind();
    List<ForwardedPorts> forwards = settings.get(Keys.FORWARD);
    List<String> reasons = reasons(settings, kind);
    if (kind.isEmpty() && !reasons.isEmpty()) {
      kind = PluginSettings.owner(reasons.get(0));
    }
    if (!forwards.isEmpty()) {
      reasons.add(0, Keys.FORWARD.name());
    }
    Condition when =
        switch (rule.when()) {
          case NEVER -> Condition.NEVER;
          case ALWAYS, UNLESS_SOCKET -> Condition.ALWAYS;
          case IF_CONFIGURED -> reasons.isEmpty() ? Condition.NEVER : Condition.ALWAYS;
          case IF_NONE -> reasons.isEmpty() ? Condition.NO_BACKEND : Condition.ALWAYS;
        };
    boolean unlessSocket = rule.when() == StartRule.When.UNLESS_SOCKET && reasons.isEmpty();
    return new StartedBackend(when, unlessSocket, kind, forwards, reasons);
  }

  /**
   * The settings of the kind. If no kind is named, a setting of a plugin of qrap's own names it:
   * its own plugins that have settings are backends.
   */
  private static List<String> reasons(Settings settings, String kind) {
    List<String> reasons = new ArrayList<>();
    for (Setting setting : settings.plugins().written()) {
      String owner = PluginSettings.owner(setting.key());
      boolean ofKind = kind.isEmpty() ? owner.indexOf('.') < 0 : owner.equals(kind);
      if (ofKind && !owner.isEmpty() && !setting.value().isEmpty()) {
        reasons.add(setting.key());
      }
    }
    return reasons;
  }

  /**
   * What was set in vain.
   *
   * @param settings the settings that this was made of
   * @return one line each
   */
  public List<String> unusedSettings(Settings settings) {
    if (reasons.isEmpty()) {
      return List.of();
    }
    if (when == Condition.NEVER) {
      return List.of(
          (names() + (reasons.size() == 1 ? " is" : " are") + " not used: start=no (")
              + (settings.origin(Keys.START) + ")"));
    }
    String socket = settings.get(Keys.SOCKET);
    return socket.isEmpty()
        ? List.of()
        : List.of(
            "socket=" + socket + " is not used: " + names() + asks() + " for the guest alone");
  }

  /**
   * The {@link #reasons} for people.
   *
   * @return {@code "forward and toaster.options"}; not empty if there are reasons
   */
  public String names() {
    return String.join(" and ", reasons);
  }

  /**
   * What the reasons do, to follow {@link #names}.
   *
   * @return {@code " asks for a backend"} or {@code " ask for a backend"}
   */
  public String asks() {
    return (reasons.size() == 1 ? " asks" : " ask") + " for a backend";
  }
}
