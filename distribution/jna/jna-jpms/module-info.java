// SPDX-License-Identifier: Apache-2.0

// JNA's own descriptor, but java.desktop is optional. JnaModulesIT compares the two.
module com.sun.jna {
  requires static java.desktop;
  requires java.logging;

  exports com.sun.jna;
  exports com.sun.jna.internal to
      com.sun.jna.platform;
  exports com.sun.jna.ptr;
  exports com.sun.jna.win32;
}
