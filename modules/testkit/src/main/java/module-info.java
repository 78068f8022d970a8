// SPDX-License-Identifier: Apache-2.0

/** Contract tests and fakes that a plugin author runs against an own plugin. */
module dev.qrap.testkit {
  requires transitive dev.qrap.core;
  requires transitive org.junit.jupiter.api;

  exports dev.qrap.testkit;
}
