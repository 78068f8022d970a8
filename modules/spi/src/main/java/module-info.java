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
 */
module dev.qrap.spi {
  exports dev.qrap.spi;
}
