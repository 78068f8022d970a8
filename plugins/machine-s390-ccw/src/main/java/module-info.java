// SPDX-License-Identifier: Apache-2.0

/** Machine profile of the s390x channel subsystem machines. */
@SuppressWarnings("module") // the digits are part of the machine's name
module dev.qrap.machine.s390.ccw {
  requires dev.qrap.spi;

  provides dev.qrap.spi.MachineProfile with
      dev.qrap.machine.s390.ccw.S390CcwProfile;
}
