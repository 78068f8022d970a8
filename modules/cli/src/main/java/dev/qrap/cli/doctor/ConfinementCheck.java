// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import dev.qrap.core.host.Files;
import dev.qrap.core.host.HostException;
import java.util.List;

/** Whether AppArmor or SELinux may be in the way of this process, and so of QEMU. */
final class ConfinementCheck implements Check {

  private static final String NAME = "confinement";
  private static final String PROFILE_OF_PASST = "/etc/apparmor.d/usr.bin.passt";

  private final Files files;

  ConfinementCheck(Files files) {
    this.files = files;
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
    boolean passtIsConfined =
        read("/sys/module/apparmor/parameters/enabled").equals("Y")
            && !read(PROFILE_OF_PASST).isEmpty();
    return List.of(
        Finding.pass(
            NAME,
            "neither AppArmor nor SELinux confines this process"
                + (passtIsConfined
                    ? "; " + PROFILE_OF_PASST + " lets passt's sockets be under /tmp and /home"
                    : "")));
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
