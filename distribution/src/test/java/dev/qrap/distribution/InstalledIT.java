// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image that distribution/install has put where it stays: no shell starts it. */
final class InstalledIT {

  private static final String QRAP = "/tmp/opt/qrap-1.0_x/bin/qrap";
  private static final String INSTALL =
      "/tmp/install --image /tmp/image /tmp/opt/qrap-1.0_x >&2; ln -s " + QRAP + " /tmp/bin/link";

  private static Sandbox sandbox(Path image) {
    Sandbox sandbox = Sandbox.of(image);
    sandbox.backend();
    try {
      Files.copy(Path.of("install"), sandbox.path("install"));
      assertThat(sandbox.path("install").toFile().setExecutable(true)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sandbox;
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void passes_every_argument_and_variable_as_it_is(Path image) {
    List<String> arguments = List.of("-name", "@x", "-append", "-J-x", "", "\u00ff\n", "-cp");
    try (Sandbox sandbox = sandbox(image)) {
      Sandbox.Result result =
          sandbox.program("/tmp/bin/link", arguments).after(INSTALL).with("A-B", "c").run();

      assertThat(result.exec().pid()).isEqualTo(result.pid());
      assertThat(result.exec().arguments().subList(1, 8)).isEqualTo(arguments);
      assertThat(result.stderr()).endsWith("Connected to /tmp/passt_1.socket\n");
      assertThat(result.exec().givenEnvironment())
          .isEqualTo(
              sandbox
                  .program("/tmp/bin/kvm", List.of())
                  .with("A-B", "c")
                  .run()
                  .exec()
                  .givenEnvironment());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void takes_its_classes_from_the_archive(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      sandbox
          .program(QRAP, List.of("-m", "64"))
          .after(INSTALL)
          .with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=/tmp/load")
          .run()
          .exec();

      assertThat(sandbox.path("load"))
          .content()
          .containsPattern("dev\\.qrap\\.cli\\.Installed source: shared objects file");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void answers_commands(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      assertThat(sandbox.program(QRAP, List.of("--version")).after(INSTALL).run().stdout())
          .startsWith("qrap ");
      assertThat(sandbox.program(QRAP, List.of()).run().status()).isEqualTo(2);
    }
  }
}
