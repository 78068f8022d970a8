// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the process was given when it started. Byte strings throughout.
 *
 * @param arguments the user's arguments
 * @param environment the environment, {@code NAME=VALUE} each, in its order
 * @param descriptors the numbers of the descriptors that were inherited, without the JVM's own
 * @param descriptorLimit the soft limit of descriptors (RLIMIT_NOFILE): numbers are below it
 * @param user the effective user id
 * @param nobodyMapped whether user id 65534 is a real one here: in a user namespace every stranger
 *     that is not mapped looks like it
 * @param architecture the host's architecture as QEMU names it: {@code x86_64}
 */
public record ProcessContext(
    List<String> arguments,
    List<String> environment,
    List<Integer> descriptors,
    int descriptorLimit,
    long user,
    boolean nobodyMapped,
    String architecture) {

  /** Makes the lists immutable. */
  public ProcessContext {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    descriptors = List.copyOf(descriptors);
  }

  /**
   * What a process would have been given that was called with other arguments.
   *
   * @param others those
   * @return the rest of it with them
   */
  public ProcessContext withArguments(List<String> others) {
    return new ProcessContext(
        others, environment, descriptors, descriptorLimit, user, nobodyMapped, architecture);
  }

  /**
   * The value of an environment variable.
   *
   * @param name its name
   * @return its value; empty where it is unset or empty
   */
  public String variable(String name) {
    String prefix = name + "=";
    for (String entry : environment) {
      if (entry.startsWith(prefix)) {
        return entry.substring(prefix.length());
      }
    }
    return "";
  }

  /**
   * Whether an environment variable is set.
   *
   * @param name its name
   * @return true even if it is empty
   */
  public boolean has(String name) {
    String prefix = name + "=";
    for (String entry : environment) {
      if (entry.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A directory of the user's, by the rules of XDG's base directories. A relative one is ignored.
   *
   * @param variable the variable that names it: {@code XDG_CONFIG_HOME}
   * @param inHome where it is otherwise: {@code .config}
   * @return its path; empty where there is no home
   */
  public String userFolder(String variable, String inHome) {
    String folder = variable(variable);
    if (folder.startsWith("/")) {
      return folder;
    }
    String home = variable("HOME");
    return home.startsWith("/") ? home + "/" + inHome : "";
  }

  /**
   * The environment by name.
   *
   * @return names and values; of a repeated name the first, as getenv(3) finds it
   */
  public Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    for (String entry : environment) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        variables.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return variables;
  }

  /**
   * A number for a new descriptor, on which nothing inherited lies.
   *
   * @param preferred the number that is taken if it is free
   * @param others numbers that are given away already
   * @return that number, or the lowest free one: from 3, or, if others are given away, behind the
   *     preferred one, where none of the JVM's own descriptors lies of which it still reads
   *     classes. It may be too high for the limit
   */
  public int freeDescriptor(int preferred, List<Integer> others) {
    int number = preferred;
    for (int next = others.isEmpty() ? 3 : preferred + 1;
        descriptors.contains(number) || others.contains(number);
        next++) {
      number = next;
    }
    return number;
  }
}
