// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

/**
 * A provider that the catalog found, or a jar that may hold some, whatever became of it.
 *
 * @param kind the name of its kind; empty for a jar that could not be loaded
 * @param name its own name; where it could not be asked, the name of its class; empty for a jar
 * @param module the module that it came from; empty for a jar that is none
 * @param version that module's version; empty where it has none
 * @param origin {@link #IMAGE}, or the path of the jar that it came from
 * @param priority its priority; 0 where it could not be asked
 * @param state what became of it
 * @param reason why it is not used, for people; empty where it is
 */
public record PluginInfo(
    String kind,
    String name,
    String module,
    String version,
    String origin,
    int priority,
    State state,
    String reason) {

  /** The origin of what is linked into the image. */
  public static final String IMAGE = "image";

  /** What became of a provider. */
  public enum State {
    /** A launch can use it. */
    ACTIVE,
    /** The configuration leaves it out. */
    EXCLUDED,
    /** It is broken and was left out. */
    REJECTED
  }

  static PluginInfo of(Kind<?> kind, Class<?> type, String origin, String name, int priority) {
    Module module = type.getModule();
    String moduleName = module.isNamed() ? module.getName() : "(no module)";
    String version = module.isNamed() ? module.getDescriptor().rawVersion().orElse("") : "";
    return new PluginInfo(
        kind.name(), name, moduleName, version, origin, priority, State.ACTIVE, "");
  }

  /** A jar that could not be loaded. */
  static PluginInfo brokenJar(String path, String module, String version, String reason) {
    return new PluginInfo("", "", module, version, path, 0, State.REJECTED, reason);
  }

  /**
   * Whether this plugin belongs to qrap.
   *
   * @return false for a plugin of somebody else, wherever it comes from
   */
  public boolean isOurs() {
    return PluginNames.isOurs(module);
  }

  /** A family of this filter. */
  PluginInfo family(String newName) {
    return new PluginInfo(kind, newName, module, version, origin, priority, state, reason);
  }

  /** This provider under its own name. */
  PluginInfo named(String newName, int newPriority) {
    return new PluginInfo(kind, newName, module, version, origin, newPriority, state, reason);
  }

  PluginInfo in(State newState, String newReason) {
    return new PluginInfo(kind, name, module, version, origin, priority, newState, newReason);
  }

  /**
   * What is said of a plugin that is not used.
   *
   * @return kind, name, module, the jar if it came from one, and the reason, in a line
   */
  public String complaint() {
    if (kind.isEmpty()) {
      String ofModule = module.isEmpty() ? "" : " (module " + module + ")";
      return "the plugin jar " + origin + ofModule + " is left out: " + reason;
    }
    return title() + " is left out: " + reason;
  }

  /** Kind, name, module, and the jar if it came from one, for people. */
  String title() {
    String from = origin.equals(IMAGE) ? "" : ", " + origin;
    return "plugin " + kind + ":" + name + " (module " + module + from + ")";
  }
}
