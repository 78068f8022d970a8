// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

/**
 * How qrap was called. Some settings have another default under {@code qrap run}: a person who puts
 * {@code qrap run} before a QEMU command wants the network of that command, and a launcher such as
 * libvirt wants the backend that it has started.
 */
public enum LaunchForm {
  /** {@code qrap QEMU_ARG...}, as a person or libvirt calls it. */
  BARE,
  /** {@code qrap run [OPTION]... QEMU QEMU_ARG...}. */
  RUN
}
