// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jars of plugins beside an image, good ones and others. */
final class PluginJarsIT {

  private static final String SOCKET = "/tmp/there.socket";

  private static PluginJar locator() {
    return PluginJar.locator("org.example.a", "", SOCKET);
  }

  private static Sandbox sandbox(Path image) {
    Sandbox sandbox = Sandbox.of(image);
    sandbox.keep(FakeBackend.answering(sandbox.path("there.socket")));
    return sandbox;
  }

  private static Sandbox.Call qrap(Sandbox sandbox, String... arguments) {
    return sandbox.qrap(arguments).inStickyTmp().with("QRAP_PLUGIN_PATH", "/tmp/jars");
  }

  private static String check(Sandbox sandbox) {
    Sandbox.Result result = qrap(sandbox, "plugins", "check").run();
    assertThat(result.stderr()).isEmpty();
    assertThat(result.status()).isEqualTo(result.stdout().endsWith(", none broken\n") ? 0 : 1);
    return result.stdout();
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void a_plugin_of_a_jar_takes_part_in_a_launch(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      locator().write(sandbox.path("jars/a.jar"));

      Sandbox.Result result = qrap(sandbox, "-m", "64").run();

      assertThat(result.exec().arguments()).startsWith("kvm", "-m", "64");
      assertThat(result.stderr()).isEqualTo("Connected to " + SOCKET + "\n");
      assertThat(result.exec().descriptors().values()).noneMatch(open -> open.endsWith(".jar"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void a_jar_in_the_images_own_folder_is_loaded(Path image) {
    try (Sandbox sandbox = sandbox(image)) {
      Path jar = locator().write(sandbox.path("a.jar"));
      String copy = "cp -r /tmp/image /tmp/here; cp /tmp/" + jar.getFileName();

      Sandbox.Result result =
          sandbox
              .program("/tmp/here/bin/qrap", List.of("plugins", "--json"))
              .inStickyTmp()
              .after(copy + " /tmp/here/plugins")
              .run();

      assertThat(result.stdout())
          .contains(
              "{\"kind\":\"locator\",\"name\":\"org.example.a.there\",\"module\":\"org.example.a\","
                  + "\"version\":\"1.0\",\"origin\":\"/tmp/here/plugins/a.jar\",\"priority\":5,"
                  + "\"state\":\"active\",\"reason\":\"\"}");
    }
  }

  @Test
  void a_jar_can_be_named_by_itself_and_need_others_beside_it() {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      Path needed =
          PluginJar.module("org.example.needed", "exports org.example.needed;")
              .source("org.example.needed.X", "package org.example.needed; public class X {}")
              .write(sandbox.path("jars/z needed.jar"));
      PluginJar.locator("org.example.a", "requires org.example.needed;", SOCKET)
          .against(needed)
          .write(sandbox.path("a.jar"));

      Sandbox.Result result =
          qrap(sandbox, "-m", "64").with("QRAP_PLUGIN_PATH", "/tmp/a.jar:/tmp/jars").run();
      Sandbox.Result without =
          qrap(sandbox, "plugins", "check").with("QRAP_PLUGIN_PATH", "/tmp/a.jar").run();

      assertThat(result.exec().arguments()).startsWith("kvm");
      assertThat(result.stderr()).isEqualTo("Connected to " + SOCKET + "\n");
      assertThat(without.stdout())
          .isEqualTo(
              "the plugin jar /tmp/a.jar (module org.example.a) is left out: Module"
                  + " org.example.needed not found, required by org.example.a\n");
    }
  }

  /** A jar that cannot be used, and what is said of it after its path. */
  private record Broken(String what, PluginJar jar, String complaint) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static PluginJar failing(String members, String name) {
    return PluginJar.module(
            "org.example.b",
            "requires dev.qrap.spi; provides dev.qrap.spi.SocketLocator with b.There;")
        .locatorClass("b", members, name, SOCKET);
  }

  static Stream<Broken> broken() {
    return Stream.of(
        new Broken(
            "no descriptor",
            PluginJar.withoutDescriptor("b").source("b.X", "package b; class X {}"),
            "the plugin jar /tmp/jars/b.jar is left out: it has no module-info.class; only modular"
                + " jars are loaded"),
        new Broken(
            "split package",
            PluginJar.locator("org.example.b", "", SOCKET)
                .source("org.example.a.X", "package org.example.a; class X {}"),
            "the plugin jar /tmp/jars/b.jar (module org.example.b) is left out: its package"
                + " org.example.a is also in module org.example.a (/tmp/jars/a.jar)"),
        new Broken(
            "package of the SPI",
            PluginJar.module(
                    "org.example.b",
                    "requires dev.qrap.spi; provides dev.qrap.spi.SocketLocator with b.There;")
                .against(spiElsewhere())
                .source(
                    "dev.qrap.spi.SocketLocator",
                    "package dev.qrap.spi; public interface SocketLocator {}")
                .source(
                    "b.There",
                    "package b; public class There implements dev.qrap.spi.SocketLocator {}"),
            "the plugin jar /tmp/jars/b.jar (module org.example.b) is left out: Module org.example.b"
                + " contains package dev.qrap.spi, module dev.qrap.spi exports package dev.qrap.spi"
                + " to org.example.b"),
        new Broken(
            "module of the JDK that the image lacks",
            PluginJar.locator("org.example.b", "requires java.sql;", SOCKET),
            "the plugin jar /tmp/jars/b.jar (module org.example.b) is left out: Module java.sql not"
                + " found, required by org.example.b"),
        new Broken(
            "name of another's module",
            PluginJar.module("org.example.a", ""),
            "the plugin jar /tmp/jars/b.jar (module org.example.a) is left out: the module is also"
                + " in /tmp/jars/a.jar, and loaded"),
        new Broken(
            "name of the image's module",
            PluginJar.module("dev.qrap.core", ""),
            "the plugin jar /tmp/jars/b.jar (module dev.qrap.core) is left out: the image has a"
                + " module of that name"),
        new Broken(
            "no plugin",
            PluginJar.module("org.example.b", "requires dev.qrap.spi;")
                .locatorClass("b", "", "org.example.b", SOCKET),
            "the plugin jar /tmp/jars/b.jar (module org.example.b) is left out: it provides no"
                + " plugin, and no other plugin jar needs it; if it has a plugin, say so with"
                + " provides ... with ... in its module-info.java"),
        new Broken(
            "module of qrap that is not for plugins",
            PluginJar.locator("org.example.b", "requires dev.qrap.core;", SOCKET),
            "the plugin jar /tmp/jars/b.jar (module org.example.b) is left out: it requires the"
                + " module dev.qrap.core; a plugin may require dev.qrap.spi and no other module of"
                + " qrap"),
        new Broken(
            "no version of the SPI",
            PluginJar.locator("org.example.b", "", SOCKET).against(spi("9.5")),
            "the plugin jar /tmp/jars/b.jar (module org.example.b) is left out: it was compiled"
                + " against dev.qrap.spi 9.5, and this is "
                + ownVersion()),
        new Broken(
            "constructor that throws",
            failing("public There() { throw new IllegalStateException(\"no\"); }", "org.example.b"),
            "plugin locator:b.There (module org.example.b, /tmp/jars/b.jar) is left out:"
                + " it cannot be made: no"),
        new Broken(
            "class initialiser that throws",
            failing("static final int X = Integer.parseInt(\"x\");", "org.example.b"),
            "plugin locator:b.There (module org.example.b, /tmp/jars/b.jar) is left out:"
                + " it cannot be made: For input string: \"x\""),
        new Broken(
            "name without a domain",
            failing("", "there"),
            "plugin locator:b.There (module org.example.b, /tmp/jars/b.jar) is left out:"
                + " its name 'there' must begin with a reverse domain, like"
                + " org.example.there"),
        new Broken(
            "name of another's plugin",
            failing("", "org.example.a.there"),
            "plugin locator:org.example.a.there (module org.example.b, /tmp/jars/b.jar) is left"
                + " out: locator:org.example.a.there is also in module org.example.a"
                + " (/tmp/jars/a.jar), and used"));
  }

  /** The SPI as it may be one day, as far as a locator sees it. */
  static Path spi(String version) {
    String own = "package dev.qrap.spi; public interface %s %s";
    return PluginJar.module("dev.qrap.spi", "exports dev.qrap.spi;")
        .version(version)
        .source(
            "dev.qrap.spi.SocketLocator",
            own.formatted(
                "SocketLocator",
                "{ String name(); int priority();"
                    + " java.util.List<SocketCandidate> locate(LocatorContext from); }"))
        .source("dev.qrap.spi.LocatorContext", own.formatted("LocatorContext", "{}"))
        .source(
            "dev.qrap.spi.SocketCandidate",
            "package dev.qrap.spi; public record SocketCandidate(String path) {}")
        .write(folder().resolve("spi.jar"));
  }

  /** What lets the compiler pass a module that has the SPI's package as well. */
  private static Path spiElsewhere() {
    return PluginJar.module("dev.qrap.spi", "")
        .version(ownVersion())
        .write(folder().resolve("elsewhere.jar"));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("qrap-spi");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ownVersion() {
    return ModuleFinder.of(PluginJar.MODULES)
        .find("dev.qrap.spi")
        .orElseThrow()
        .descriptor()
        .rawVersion()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_broken_one_is_reported_and_the_launch_goes_on(Broken broken) {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      locator().write(sandbox.path("jars/a.jar"));
      broken.jar().write(sandbox.path("jars/b.jar"));

      Sandbox.Result result = qrap(sandbox, "-m", "64").run();

      assertThat(result.exec().arguments()).startsWith("kvm", "-m", "64");
      assertThat(result.stderr())
          .isEqualTo("qrap: " + broken.complaint() + "\nConnected to " + SOCKET + "\n");
      assertThat(check(sandbox)).isEqualTo(broken.complaint() + "\n");
    }
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("echo text >/tmp/jars/b.jar", "zip"),
        Arguments.of(": >/tmp/jars/b.jar", "zip file is empty"),
        Arguments.of("head -c 700 /tmp/jars/a.jar >/tmp/jars/b.jar", "zip"),
        Arguments.of("mkdir /tmp/jars/b.jar", "it is no regular file"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_file_that_is_no_jar_is_reported(String damage, String reason) {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      locator().write(sandbox.path("jars/a.jar"));

      Sandbox.Result result = qrap(sandbox, "plugins", "check").after(damage).run();

      assertThat(result.stdout())
          .startsWith("the plugin jar /tmp/jars/b.jar is left out: ")
          .containsIgnoringCase(reason)
          .hasLineCount(1);
      assertThat(result.status()).isEqualTo(1);
    }
  }

  /** Who else could write the code that runs. */
  static Stream<Arguments> strangers() {
    return Stream.of(
        Arguments.of("chmod o+w /tmp/jars/a.jar", "it can be written by others (chmod go-w)"),
        Arguments.of("chmod g+w /tmp/jars/a.jar", "it can be written by others (chmod go-w)"),
        Arguments.of("chmod 777 /tmp/jars", "its directory can be written by others (chmod go-w)"),
        Arguments.of(
            "chmod 777 /tmp", "a directory above it can be written by others (chmod go-w)"),
        Arguments.of(
            "mv /tmp/jars/a.jar /tmp/a.jar; ln -s /tmp/a.jar /tmp/jars/a.jar",
            "it is a symbolic link, which is not followed; copy the file"));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void a_jar_that_others_can_exchange_is_not_loaded(String change, String reason) {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      locator().write(sandbox.path("jars/a.jar"));

      assertThat(checkAfter(sandbox, change))
          .isEqualTo("the plugin jar /tmp/jars/a.jar is left out: " + reason + "\n");
    }
  }

  @Test
  void a_jar_of_somebody_else_is_not_loaded() {
    assumeTrue(Tools.isRoot(), "only root can give files away");
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      locator().write(sandbox.path("jars/a.jar"));

      String foreign = " belongs to user 1234, not to root or to the user who runs qrap\n";
      String sticky = "; chmod 1777 /tmp/jars";

      assertThat(checkAfter(sandbox, "chown 1234 /tmp/jars/a.jar")).endsWith(": it" + foreign);
      assertThat(checkAfter(sandbox, "chown 0 /tmp/jars/a.jar; chown 1234 /tmp/jars"))
          .endsWith(": its directory" + foreign);
      assertThat(checkAfter(sandbox, "chown 1234 /tmp/jars" + sticky))
          .endsWith(": its directory" + foreign);
      assertThat(checkAfter(sandbox, "chown 0 /tmp/jars" + sticky)).endsWith("none broken\n");
    }
  }

  private static String checkAfter(Sandbox sandbox, String change) {
    return qrap(sandbox, "plugins", "check").after(change).run().stdout();
  }

  /** Who made the link could make it lead elsewhere between check and use. */
  @Test
  void the_jvm_gets_a_path_without_links() {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      locator().write(sandbox.path("real/jars/a.jar"));

      Sandbox.Result result =
          qrap(sandbox, "plugins").after("ln -s /tmp/real /tmp/to; ln -s to/jars /tmp/jars").run();

      assertThat(result.stdout()).contains(" /tmp/real/jars/a.jar ");
    }
  }

  @Test
  void a_broken_plugin_that_the_configuration_wants_is_an_error() {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      PluginJar.withoutDescriptor("b")
          .source("b.X", "package b; class X {}")
          .write(sandbox.path("jars/b.jar"));

      Sandbox.Result result = qrap(sandbox, "-m", "64").with("QRAP_LOCATOR", "org.example.b").run();

      assertThat(result.started()).isEmpty();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.stderr())
          .contains("locator=org.example.b names no plugin that can be used")
          .contains("the plugin jar /tmp/jars/b.jar is left out: it has no module-info.class");
    }
  }

  @Test
  void a_place_that_is_not_there_is_reported() {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      assertThat(check(sandbox))
          .isEqualTo("the plugin jar /tmp/jars is left out: No such file or directory\n");
    }
  }

  /** libvirt asks QEMU what it can do: nothing of a plugin runs then. */
  @Test
  void no_jar_is_looked_at_where_the_call_passes_through() {
    try (Sandbox sandbox = sandbox(Sandbox.IMAGE)) {
      PluginJar.withoutDescriptor("b")
          .source("b.X", "package b; class X {}")
          .write(sandbox.path("jars/b.jar"));

      assertThat(qrap(sandbox, "-version").run().stderr()).isEmpty();
      assertThat(qrap(sandbox, "-m", "64").run().stderr()).contains("b.jar");
    }
  }
}
