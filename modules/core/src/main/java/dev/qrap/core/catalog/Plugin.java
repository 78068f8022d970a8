// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

/**
 * A provider that the catalog found, whatever became of it.
 *
 * @param kind the name of its kind
 * @param name its own name; where it could not be asked, the name of its class
 * @param module the module that it came from
 * @param version that module's version; empty where it has none
 * @param priority its priority; 0 where it could not be asked
 * @param state what became of it
 * @param reason why it is not used, for people; empty where it is
 */
public record Plugin(
    String kind,
    String name,
    String module,
    String version,
    int priority,
    State state,
    String reason) {

  /** What became of a provider. */
  public enum State {
    /** A launch can use it. */
    ACTIVE,
    /** The configuration leaves it out. */
    EXCLUDED,
    /** It is broken and was left out. */
    REJECTED
  }

  static Plugin of(Kind<?> kind, Class<?> type, String name, int priority) {
    Module module = type.getModule();
    String moduleName = module.isNamed() ? module.getName() : "(no module)";
    String version = module.isNamed() ? module.getDescriptor().rawVersion().orElse("") : "";
    return new Plugin(kind.name(), name, moduleName, version, priority, State.ACTIVE, "");
  }

  /** Whether this plugin is asked before another: the higher priority, then the lower name. */
  boolean precedes(Plugin other) {
    return priority != other.priority ? priority > other.priority : name.compareTo(other.name) < 0;
  }

  Plugin in(State newState, String newReason) {
    return new Plugin(kind, name, module, version, priority, newState, newReason);
  }

  /**
   * What is said of a plugin that is not used.
   *
   * @return kind, name, module and reason in a line
   */
  public String complaint() {
    return "plugin " + kind + ":" + name + " (module " + module + ") is left out: " + reason;
  }
}
