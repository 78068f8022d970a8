// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.doctor;

import java.util.List;

/** Whether the JVM uses the image's archive of loaded classes. */
final class ArchiveCheck implements Check {

  private static final String NAME = "archive";

  @Override
  public List<Finding> findings() {
    // "interpreted mode, sharing"; the image has no archive but its own
    boolean shared = System.getProperty("java.vm.info", "").contains("sharing");
    return List.of(
        shared
            ? Finding.pass(NAME, "the archive of classes is in use")
            : Finding.warn(
                NAME,
                "the archive of classes (lib/server/classes.jsa) is missing, damaged or switched"
                    + " off, or the one of commands beside it is damaged: a launch takes twice as"
                    + " long",
                "install qrap anew, and unset JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS"));
  }
}
