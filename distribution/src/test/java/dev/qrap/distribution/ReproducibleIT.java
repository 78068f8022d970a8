// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The same sources make the same bytes. */
final class ReproducibleIT {

  @Test
  void a_second_build_elsewhere_is_the_same() {
    Tools.require("dpkg-deb", "dpkg-shlibdeps", "mvn");
    Tools.debianPackage();
    String said = Tools.run(Path.of("").toAbsolutePath(), List.of("./build-twice", "--again"));

    for (String kind : List.of("jars", "image-[0-9.]+", "archive", "deb")) {
      assertThat(said)
          .containsPattern(
              Pattern.compile(
                  "^([0-9a-f]{64})  "
                      + kind
                      + " of build 1, ([0-9]{2,}) lines\\n"
                      + "\\1  "
                      + kind
                      + " of build 2, \\2 lines$",
                  Pattern.MULTILINE));
    }
  }
}
