// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import dev.qrap.core.host.ProcessContext;
import java.util.List;

/** What a process was given, where a test cares for a part of it only. */
public final class Processes {

  private Processes() {}

  /** An ordinary user's process on x86_64 with descriptors 0 to 2. */
  public static ProcessContext of(List<String> arguments, String... environment) {
    return new ProcessContext(
        arguments, List.of(environment), List.of(0, 1, 2), 1024, 1000, true, "x86_64");
  }

  public static ProcessContext withEnvironment(String... environment) {
    return of(List.of(), environment);
  }

  public static ProcessContext withDescriptors(int limit, Integer... descriptors) {
    return new ProcessContext(
        List.of(), List.of(), List.of(descriptors), limit, 1000, true, "x86_64");
  }

  public static ProcessContext withUser(long user, boolean nobodyMapped, String... environment) {
    return new ProcessContext(
        List.of(), List.of(environment), List.of(0, 1, 2), 1024, user, nobodyMapped, "x86_64");
  }
}
