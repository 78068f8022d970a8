// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.util.List;

/**
 * What every plugin says of itself. Implemented through one of its five kinds: {@link ArgFilter},
 * {@link MachineProfile}, {@link SocketLocator}, {@link ExecStrategy}, {@link BackendKind}.
 *
 * @apiNote A provider is made by {@link java.util.ServiceLoader} when the stage that needs its kind
 *     comes, at most once in a process. All its methods are called from one thread. An exception or
 *     a {@link LinkageError} out of any of them takes this provider out of the launch, with a
 *     message that names its module; the others go on. No method may return {@code null}.
 * @since 0.1
 */
@ImplementedByPlugins
public interface Extension {

  /**
   * The name by which people choose or exclude this provider ({@code machine=q35}, {@code
   * exclude=machine:q35}).
   *
   * @return a name that is unique within its kind: lower-case letters, digits, dots and hyphens,
   *     beginning with a letter. Names without a dot belong to the modules {@code dev.qrap.*}; a
   *     third party's begin with its reverse domain: {@code org.example.toaster}.
   */
  String name();

  /**
   * Who is asked first: the higher priority, among equals the lower name. Of strategies, kinds of
   * backends and locators, qrap's own come first, whatever the priority: a jar that is only dropped
   * in must not change how every guest connects.
   *
   * @return 0 unless there is a reason; less than 0 for a provider that takes what others leave
   */
  default int priority() {
    return 0;
  }

  /**
   * The settings of this plugin, beside its name.
   *
   * @return with different names; always the same; none by default
   */
  default List<PluginSetting> settings() {
    return List.of();
  }

  /**
   * Gets the value of a setting. Called once for each of the {@link #settings} that a user has set,
   * before any method of its kind.
   *
   * @param setting the name of the setting, without that of the plugin
   * @param value what the user wrote, a byte string. Of a setting that takes several values and was
   *     given as several options, all of them with the separator between
   * @throws IllegalArgumentException if the value is wrong. The launch ends then; the message is
   *     the reason, a phrase for people that can follow the value
   */
  default void configure(String setting, String value) {}
}
