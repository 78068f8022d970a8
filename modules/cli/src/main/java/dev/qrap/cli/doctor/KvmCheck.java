// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.host.Errno;
import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import java.util.List;

/** Whether QEMU can use KVM. Without it QEMU works, but several times slower. */
final class KvmCheck implements Check {

  private static final String NAME = "kvm";
  private static final String DEVICE = "/dev/kvm";

  private final Files files;

  KvmCheck(Files files) {
    this.files = files;
  }

  @Override
  public List<Finding> findings() {
    try {
      files.tryDevice(DEVICE);
      // In some virtual machines it opens, QEMU starts with it, and the guest hangs.
      return List.of(
          Finding.pass(
              NAME, DEVICE + " can be opened; whether a guest runs with it is not tested"));
    } catch (HostException e) {
      return List.of(
          Finding.warn(
              NAME,
              DEVICE + " cannot be used: " + e.reason() + "; guests are slow (-accel tcg)",
              e.is(Errno.EACCES)
                  ? "become a member of its group (usermod -aG kvm USER), and log in anew"
                  : "load kvm_intel or kvm_amd and switch virtualisation on in the firmware; give a"
                      + " container the device"));
    }
  }
}
