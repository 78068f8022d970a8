// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts of docs/by-hand.md and docs/ci.md boot a guest with a network (src/test/sh/guide).
 */
final class GuidesIT {

  private static final Pattern SCRIPT =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private record Script(String guide, int number, String text) {
    @Override
    public String toString() {
      return guide + "-" + number;
    }
  }

  static List<Script> scripts() throws IOException {
    List<Script> scripts = new ArrayList<>();
    for (String guide : List.of("by-hand", "ci")) {
      String text = Files.readString(Path.of("../docs", guide + ".md"));
      int number = 0;
      for (MatchResult script : SCRIPT.matcher(text).results().toList()) {
        number++;
        scripts.add(new Script(guide, number, script.group(1)));
      }
    }
    assertThat(scripts).hasSize(6);
    return scripts;
  }

  /** Whether qrap is asked for a passt of the guest's own. */
  private static boolean startsPasst(Script script) {
    return script.text.contains("qrap run ");
  }

  /** The page is there to be fetched in the script's own network alone. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("scripts")
  void a_guest_fetches_its_page(Script script) throws IOException {
    Tools.require(
        "passt", "qemu-system-x86_64", "busybox", "ip", "unshare", "setpriv", "cpio", "xz");
    Path folder = Files.createDirectories(Path.of("target", "guides", script.toString()));
    Files.writeString(folder.resolve("script"), script.text);
    String said =
        Tools.run(
            Path.of("."),
            List.of(
                "src/test/sh/guide",
                Sandbox.IMAGE.toString(),
                Path.of("target", "guest").toAbsolutePath().toString(),
                folder.toAbsolutePath().toString()));

    assertThat(said.replace("\r", ""))
        .contains(startsPasst(script) ? "qrap: started passt for this guest" : "Connected to /")
        .contains(
            ("QRAP-GUEST lease "
                    + (startsPasst(script) ? "10.0.2.15 via 10.0.2.2" : "192.0.2.10 via 192.0.2.1"))
                + "\nQRAP-GUEST page BEGIN\n")
        .containsPattern("page BEGIN\n[0-9a-f-]{36}\nQRAP-GUEST page END");
  }
}
