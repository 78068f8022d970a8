// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The working directory belongs to somebody else, who has put code there for qrap to find. */
final class HostileDirectoryIT {

  /** By each service that is looked up in a launch or a command, the class that poses as one. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "dev.qrap.core.host.Host", "Intruder",
          "dev.qrap.spi.ArgFilter", "Intruder",
          "dev.qrap.spi.ExecStrategy", "Intruder",
          "dev.qrap.spi.MachineProfile", "Intruder",
          "dev.qrap.spi.SocketLocator", "IntrudingLocator",
          "java.lang.System$LoggerFinder", "IntrudingLogger",
          "org.slf4j.spi.SLF4JServiceProvider", "Intruder");

  static List<Path> images() throws Exception {
    return ImageIT.images();
  }

  @ParameterizedTest
  @MethodSource("images")
  void no_code_of_the_working_directory_runs(Path image) throws Exception {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      layAmbush(sandbox);

      Sandbox.Result launch = sandbox.qrap("-m", "64").run();
      Sandbox.Result command = sandbox.qrap("plan", "--", "-m", "64").run();
      Sandbox.Result plugins = sandbox.qrap("plugins").run();

      assertThat(launch.exec().arguments()).startsWith("kvm");
      assertThat(launch.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
      assertThat(command.status()).isZero();
      assertThat(plugins.stdout()).doesNotContain("ntrud");
      assertThat(sandbox.path("intruded")).doesNotExist();
    }
  }

  /** Without -XX:-PrintWarnings, a JVM that sees these files prints that it does not read them. */
  @ParameterizedTest
  @MethodSource("images")
  void no_file_of_the_working_directory_adds_a_line(Path image) throws Exception {
    try (Sandbox sandbox = Sandbox.of(image)) {
      sandbox.backend();
      sandbox.write(".hotspotrc", "+PrintFlagsFinal\n");
      sandbox.write(".hotspot_compiler", "print *.*\n");

      Sandbox.Result launch = sandbox.qrap("-m", "64").run();

      assertThat(launch.exec().arguments()).startsWith("kvm");
      assertThat(launch.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
      assertThat(launch.stdout()).isEmpty();
    }
  }

  private static void layAmbush(Sandbox sandbox) throws Exception {
    String intrude =
        """
          static {
            try {
              new java.io.FileOutputStream("/tmp/intruded", true).close();
            } catch (java.io.IOException e) {
              throw new IllegalStateException(e);
            }
          }
        """;
    PluginJar.withoutDescriptor("the ambush")
        .source("Intruder", "public class Intruder {" + intrude + "}")
        .source(
            "IntrudingLocator",
            "public class IntrudingLocator implements dev.qrap.spi.SocketLocator {"
                + intrude
                + "public String name() { return \"org.example.intruder\"; }"
                + "public java.util.List<dev.qrap.spi.SocketCandidate> locate("
                + "dev.qrap.spi.LocatorContext from) { return java.util.List.of(); } }")
        .source(
            "IntrudingLogger",
            "public class IntrudingLogger extends System.LoggerFinder {"
                + intrude
                + "public System.Logger getLogger(String name, Module module) { return null; } }")
        .compile(sandbox.path(""));
    for (Map.Entry<String, String> provider : PROVIDERS.entrySet()) {
      sandbox.write("META-INF/services/" + provider.getKey(), provider.getValue() + "\n");
    }
    assertThat(Files.exists(sandbox.path("Intruder.class"))).isTrue();
  }
}
