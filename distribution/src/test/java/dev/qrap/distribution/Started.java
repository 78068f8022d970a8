// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the stand-in for QEMU was given (src/test/c/standin.c).
 *
 * @param pid its process id
 * @param parent its parent's
 * @param descriptorLimit its soft RLIMIT_NOFILE
 * @param arguments its arguments from {@code argv[0]} on
 * @param environment its environment, in its order
 * @param descriptors what each open descriptor is: {@code socket:[4711]}
 * @param connected the descriptors that are connected to a UNIX socket: how many bytes wait there,
 *     and the path
 */
record Started(
    long pid,
    long parent,
    long descriptorLimit,
    List<String> arguments,
    List<String> environment,
    Map<Integer, String> descriptors,
    Map<Integer, String> connected) {

  static Started parse(String entries) {
    List<String> arguments = new ArrayList<>();
    List<String> environment = new ArrayList<>();
    Map<Integer, String> descriptors = new TreeMap<>();
    Map<Integer, String> connected = new TreeMap<>();
    Map<String, Long> numbers = new TreeMap<>();
    int start = 0;
    for (int end = entries.indexOf('\0'); end >= 0; end = entries.indexOf('\0', start)) {
      int equals = entries.indexOf('=', start);
      String kind = entries.substring(start, equals);
      String value = entries.substring(equals + 1, end);
      switch (kind) {
        case "argument" -> arguments.add(value);
        case "variable" -> environment.add(value);
        case "descriptor" -> putNumbered(descriptors, value);
        case "connected" -> putNumbered(connected, value);
        default -> numbers.put(kind, Long.valueOf(value));
      }
      start = end + 1;
    }
    return new Started(
        numbers.get("pid"),
        numbers.get("parent"),
        numbers.get("limit"),
        arguments,
        environment,
        descriptors,
        connected);
  }

  /** Its environment, in its order, without the variable that tells the stand-in where to write. */
  List<String> givenEnvironment() {
    List<String> given = new ArrayList<>(environment);
    given.removeIf(entry -> entry.startsWith("STANDIN_OUT="));
    return given;
  }

  /** The value of an environment variable. */
  String variable(String name) {
    for (String entry : environment) {
      if (entry.startsWith(name + "=")) {
        return entry.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static void putNumbered(Map<Integer, String> map, String value) {
    int space = value.indexOf(' ');
    map.put(Integer.valueOf(value.substring(0, space)), value.substring(space + 1));
  }
}
