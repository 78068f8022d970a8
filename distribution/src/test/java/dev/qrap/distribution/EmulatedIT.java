// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The image for a machine of another architecture, on such a machine, which QEMU emulates
 * (distribution/emulated, guest/emulated). What the system calls and structures of that
 * architecture are was read from headers; here they are used.
 */
final class EmulatedIT {

  private static final String BEGIN = "QRAP-EMULATED begin ";
  private static final String END = "QRAP-EMULATED end";

  /** What stands between the marks, by name. */
  private static Map<String, List<String>> sections(String said) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = new ArrayList<>();
    for (String line : said.replace("\r", "").lines().toList()) {
      if (line.startsWith(BEGIN)) {
        section = new ArrayList<>();
        sections.put(line.substring(BEGIN.length()), section);
      } else if (line.equals(END)) {
        section = new ArrayList<>();
      } else {
        section.add(line);
      }
    }
    return sections;
  }

  @ParameterizedTest
  @ValueSource(strings = {"arm64", "s390x"})
  void an_image_is_trained_and_launches_there(String architecture) throws IOException {
    String asked = " " + System.getenv("MATRIX_ARCHITECTURES") + " ";
    assumeTrue(
        asked.contains(" " + architecture + " "),
        "this takes many minutes: distribution/matrix " + architecture + " runs it");
    assumeTrue(Tools.isRoot(), "only root can unpack that architecture's packages");
    Tools.require("cpio", "xz", "mmdebstrap");

    Tools.Ended ended = Tools.call(Path.of("."), List.of("./emulated", architecture));
    Files.writeString(Path.of("target", "emulated", architecture + ".txt"), ended.output());

    assertThat(ended.status()).as(ended.output()).isZero();
    Map<String, List<String>> said = sections(ended.output());
    // It is an error if it says more: that the training run ended early.
    assertThat(said.get("training")).hasSize(1).first().asString().contains("classes.jsa");
    assertThat(said.get("doctor"))
        .anyMatch(line -> line.matches("PASS +archive +the archive of classes is in use"))
        .anyMatch(line -> line.matches("PASS +qemu +/usr/bin/qemu-system-.* is QEMU 1[0-9]\\..*"))
        .anyMatch(line -> line.matches("PASS +backend +/tmp/passt_1.socket is listening, .*"))
        .noneMatch(line -> line.startsWith("FAIL"));
    assertThat(said.get("plan")).anyMatch(line -> line.contains("-netdev"));
    assertThatOnlyTheConnectionWasAdded(said);
    assertThat(said.get("patched said")).containsExactly("Connected to /tmp/passt_1.socket");
    // The real QEMU of that architecture has the card, on the connection.
    assertThat(said.get("network").toString())
        .contains("qrap0: index=0,type=socket,", "fd=5", "qrap-net0: ", "model=virtio-net-");
  }

  private static void assertThatOnlyTheConnectionWasAdded(Map<String, List<String>> said) {
    List<String> alone = said.get("alone");
    int descriptors = alone.indexOf("descriptors");
    assertThat(alone.subList(descriptors, alone.size())).contains("7 -> /tmp/passt.log");
    List<String> connected = new ArrayList<>(alone);
    connected.add(descriptors + 1 + numbersBelow(alone, descriptors, 5), "5 -> socket:[]");
    assertThat(said.get("explicit")).containsExactlyElementsOf(connected);

    List<String> patched = new ArrayList<>(said.get("patched"));
    int environment = patched.indexOf("environment");
    List<String> added =
        new ArrayList<>(patched.subList(alone.indexOf("environment"), environment));
    assertThat(added).hasSize(4).startsWith("-device").contains("-netdev", "socket,fd=5,id=qrap0");
    patched.removeAll(added);
    assertThat(patched).containsExactlyElementsOf(connected);
  }

  /** How many descriptors of the list have a smaller number; the list is sorted as text is. */
  private static int numbersBelow(List<String> list, int from, int number) {
    int below = 0;
    for (String line : list.subList(from + 1, list.indexOf("status"))) {
      below += line.compareTo(number + " ") < 0 ? 1 : 0;
    }
    return below;
  }
}
