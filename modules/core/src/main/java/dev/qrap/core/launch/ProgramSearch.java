// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Programs;
import dev.qrap.core.host.Programs.Program;
import dev.qrap.core.plan.QemuCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the program to become, as execvp(3) does: a name with a slash is a path, any other is
 * looked for in PATH, where an empty element means the working directory.
 */
public final class ProgramSearch {

  /** Where execvp(3) looks without PATH. */
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  private final Programs programs;
  private final ProcessContext process;

  /**
   * A search.
   *
   * @param programs the programs of the host
   * @param process whose PATH is searched
   */
  public ProgramSearch(Programs programs, ProcessContext process) {
    this.programs = programs;
    this.process = process;
  }

  /**
   * The program that the user names.
   *
   * @param name a name or a path
   * @param said where the user named it, for the message
   * @return the program
   * @throws LaunchException if there is no such program
   */
  public QemuCommand named(String name, String said) throws LaunchException {
    List<String> denied = new ArrayList<>();
    String path = find(name, denied);
    if (path.isEmpty()) {
      throw new LaunchException(
          ("cannot run '" + name + "' (" + said + "): ")
              + (denied.isEmpty() ? notFound(name) : denied.get(0) + " is not an executable file"));
    }
    return new QemuCommand(name, path);
  }

  /**
   * The QEMUs that a launch may become where its arguments name none: the first that is still there
   * in the end.
   *
   * @param configured the value of the setting {@code qemu}; empty if it is not set
   * @return at least one
   * @throws LaunchException if there is none, or not the one that is configured
   */
  public List<QemuCommand> qemus(String configured) throws LaunchException {
    return configured.isEmpty() ? any() : List.of(named(configured, "the setting qemu="));
  }

  /**
   * The QEMUs of this host, in the order of docs/user-guide.md, "By hand". One that is there but
   * cannot be executed ends the search.
   *
   * @throws LaunchException if there is none
   */
  List<QemuCommand> any() throws LaunchException {
    List<String> names =
        List.of(
            "kvm", "qemu-kvm", "qemu-system-" + process.architecture(), "/usr/libexec/qemu-kvm");
    List<QemuCommand> found = new ArrayList<>();
    for (String name : names) {
      List<String> denied = new ArrayList<>();
      String path = find(name, denied);
      if (!path.isEmpty()) {
        found.add(new QemuCommand(name, path));
      } else if (!denied.isEmpty() && found.isEmpty()) {
        throw new LaunchException(
            (denied.get(0) + " is not an executable file; make it one, remove it, or name a QEMU ")
                + "with the setting qemu=");
      }
    }
    if (found.isEmpty()) {
      throw new LaunchException(
          ("no QEMU found: tried kvm, qemu-kvm and " + names.get(2))
              + (" in PATH (" + path() + "), then " + names.get(3))
              + "; install one, or name it with the setting qemu=");
    }
    return found;
  }

  private String notFound(String name) {
    return name.indexOf('/') >= 0
        ? "there is no such file; name a program that exists"
        : "it is not in PATH (" + path() + "); name a program in PATH, or give a path";
  }

  private String path() {
    return process.has("PATH") ? process.variable("PATH") : DEFAULT_PATH;
  }

  /** The path of a program; empty where there is none, with what was there instead. */
  private String find(String name, List<String> denied) {
    if (name.indexOf('/') >= 0 || name.isEmpty()) {
      return executable(name, denied) ? name : "";
    }
    String path = path();
    int start = 0;
    while (start <= path.length()) {
      int colon = path.indexOf(':', start);
      int end = colon < 0 ? path.length() : colon;
      String directory = end == start ? "." : path.substring(start, end);
      String candidate = directory + "/" + name;
      if (executable(candidate, denied)) {
        return candidate;
      }
      start = end + 1;
    }
    return "";
  }

  private boolean executable(String path, List<String> denied) {
    Program program = path.isEmpty() ? Program.MISSING : programs.program(path);
    if (program == Program.DENIED) {
      denied.add(path);
    }
    return program == Program.EXECUTABLE;
  }
}
