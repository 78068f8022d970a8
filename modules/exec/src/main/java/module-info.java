// SPDX-License-Identifier: Apache-2.0

/**
 * The machine: {@link dev.qrap.core.host.Host} on JNA. The only module that touches native code; it
 * exports nothing but, to the JDK, how that is to log.
 */
module dev.qrap.exec {
  requires com.sun.jna;
  requires com.sun.jna.platform;
  requires dev.qrap.core;
  requires java.logging;

  exports dev.qrap.exec.logging to
      java.logging;

  provides dev.qrap.core.host.Host with
      dev.qrap.exec.LinuxHost;
}
