// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In which directories an image works, and what it says in others. */
final class AnywhereIT {

  /** In UTF-8, as a byte string. */
  private static final String CAFE = "/tmp/caf\u00c3\u00a9 #";

  private static final String UNREADABLE =
      "\nThe path of qrap's image has characters that Java cannot read in this locale; move the image"
          + " to a path of ASCII characters, or set LC_ALL=C.UTF-8\n";

  static List<Path> images() throws Exception {
    return ImageIT.images();
  }

  private static Sandbox.Call in(String directory, Sandbox sandbox, String... program) {
    StringBuilder octal = new StringBuilder();
    for (int i = 0; i < directory.length(); i++) {
      octal.append(String.format("\\%03o", (int) directory.charAt(i)));
    }
    String place = "\"$(printf '" + octal + "')\"";
    List<String> arguments = new ArrayList<>(List.of(program).subList(1, program.length));
    arguments.addAll(List.of("-m", "64"));
    return sandbox
        .program(directory + program[0], arguments)
        .after("mkdir -p " + place + "; mount --bind /tmp/image " + place);
  }

  private static Sandbox.Call script(String directory, Sandbox sandbox) {
    return in(directory, sandbox, "/bin/qrap");
  }

  /** libvirt sets LC_ALL=C. */
  @ParameterizedTest
  @MethodSource("images")
  void works_under_any_locale_where_the_path_is_utf8(Path image) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      for (String locale : List.of("C", "POSIX", "xx_YY", "C.UTF-8")) {
        Started started = script(CAFE, sandbox).with("LC_ALL", locale).run().exec();
        assertThat(started.environment()).contains("LC_ALL=" + locale);
        assertThat(started.environment()).noneMatch(entry -> entry.contains("_QRAP_LC_ALL"));
      }
      Started started = script(CAFE, sandbox).without("LC_ALL").run().exec();
      assertThat(started.environment()).noneMatch(entry -> entry.contains("LC_ALL"));
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void says_why_it_does_not_where_it_is_not(Path image) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      Sandbox.Result result = script("/tmp/caf\u00e9", sandbox).run();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr()).startsWith("qrap: cannot start: ").endsWith(UNREADABLE);
      assertThat(result.stderr().lines()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void says_why_it_does_not_without_its_script(Path image) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      String[] java = {"/bin/java", "-cp", "/nonexistent", "dev.qrap.cli.Main"};
      Sandbox.Result result = in(CAFE, sandbox, java).run();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr()).startsWith("qrap: cannot start: ").endsWith(UNREADABLE);
      in(CAFE, sandbox, java).with("LC_ALL", "C.UTF-8").run().exec();
    }
  }

  /** To a JVM, a colon ends the path of its libraries. */
  @ParameterizedTest
  @MethodSource("images")
  void says_that_a_path_may_have_no_colon(Path image) {
    try (Sandbox sandbox = Sandbox.of(image)) {
      Sandbox.Result result = script("/tmp/a:b", sandbox).run();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr())
          .isEqualTo(
              "qrap: Java cannot start in a directory whose path has a colon (/tmp/a:b); move the"
                  + " image\n");
    }
  }
}
