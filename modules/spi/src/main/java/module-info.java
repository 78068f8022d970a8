// SPDX-License-Identifier: Apache-2.0

/**
 * The interfaces that a plugin implements and the values they speak in.
 *
 * <p>A plugin is a module that requires this one alone and declares its services in its own {@code
 * module-info.java}. Plugins only say; {@code dev.qrap.core} does: nothing here connects, executes
 * or writes.
 *
 * <p>Text of the command line is a <em>byte string</em> throughout: a {@link String} each of whose
 * chars (0 to 255) is one byte of the argument, as ISO-8859-1 would decode it. It is decoded for
 * people only where it is printed.
 *
 * <p>The version of the SPI is the version of this module. A plugin need not state the one that it
 * was compiled against: javac records it in the plugin's own descriptor, beside {@code requires
 * dev.qrap.spi}. A plugin works with the SPI of its own major version whose minor version is the
 * same or higher; while the major version is 0, only with its own minor version. Patch versions and
 * what follows a hyphen do not count. Each type says whether it is {@linkplain
 * dev.qrap.spi.ImplementedByPlugins implemented or made by plugins} or {@linkplain
 * dev.qrap.spi.ProvidedByQrap provided by qrap}, which tells how it can change between compatible
 * versions.
 *
 * @since 0.1
 */
module dev.qrap.spi {
  exports dev.qrap.spi;
}
