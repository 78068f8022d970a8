// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

/**
 * What every plugin says of itself. Implemented through one of its four kinds: {@link ArgFilter},
 * {@link MachineProfile}, {@link SocketLocator}, {@link ExecStrategy}.
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
   * Who is asked first: the higher priority, among equals the lower name.
   *
   * @return 0 unless there is a reason; less than 0 for a provider that takes what others leave
   */
  default int priority() {
    return 0;
  }
}
