// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import dev.qrap.core.launch.Launch;
import dev.qrap.spi.Confinement;
import java.util.List;

/** Whether AppArmor or SELinux may be in the way of this process, and so of QEMU. */
final class ConfinementCheck implements Check {

  private static final String NAME = "confinement";

  private final Files files;
  private final Launch launch;

  ConfinementCheck(Files files, Launch launch) {
    this.files = files;
    this.launch = launch;
  }

  @Override
  public List<Finding> findings() {
    String label = read("/proc/self/attr/current");
    if (read("/sys/fs/selinux/enforce").equals("1") && !label.contains(":unconfined_t:")) {
      return List.of(
          Finding.warn(
              NAME,
              "SELinux is enforcing, and this process runs as " + label,
              "if a launch is refused something, ausearch -m avc -ts recent says what to allow"));
    }
    if (label.endsWith(" (enforce)")) {
      return List.of(
          Finding.warn(
              NAME,
              "AppArmor confines this process: " + label,
              "the profile in /etc/apparmor.d must allow QEMU and the backend's socket; aa-complain"
                  + " PROFILE switches it off for a try"));
    }
    StringBuilder text = new StringBuilder("neither AppArmor nor SELinux confines this process");
    if (read("/sys/module/apparmor/parameters/enabled").equals("Y")) {
      for (Confinement confinement : launch.confinements()) {
        if (!read(confinement.profile()).isEmpty()) {
          text.append("; ").append(confinement.profile());
          text.append(' ').append(confinement.effect());
        }
      }
    }
    return List.of(Finding.pass(NAME, text.toString()));
  }

  /** What a file of the kernel's says; empty where it says nothing: there is no such module. */
  private String read(String path) {
    try {
      String content = files.read(path).content();
      int end = content.indexOf('\0'); // SELinux ends it with one, AppArmor with a line feed
      return (end < 0 ? content : content.substring(0, end)).strip();
    } catch (HostException e) {
      return "";
    }
  }
}
