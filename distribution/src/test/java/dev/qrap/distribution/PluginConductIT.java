// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.testkit.FakeBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plugin of a jar may do to a launch besides answering, and what it may not. */
final class PluginConductIT {

  private static final String SOCKET = "/tmp/there.socket";
  private static final String CONNECTED = "Connected to " + SOCKET + "\n";

  private static final String DIAL =
      """
      package org.example.dial;
      import dev.qrap.spi.*;
      import java.util.List;
      public final class Dial implements ExecStrategy {
        public String name() { return "org.example.dial"; }
        public int priority() { return 100; }
        public Availability available(Guest guest) { return Availability.YES; }
        public boolean recommended(Guest guest) { return true; }
        public Need need() { return Need.NONE; }
        public Netdev netdev(Guest guest) { return new Netdev("dial", "", List.of()); }
      }
      """;

  private Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** A locator, some of whose code is a test's. */
  private void locator(String members, String first) {
    sandbox.keep(FakeBackend.answering(sandbox.path("there.socket")));
    PluginJar.module(
            "org.example.b",
            "requires dev.qrap.spi; provides dev.qrap.spi.SocketLocator with b.There;")
        .source(
            "b.There",
            """
            package b;
            import dev.qrap.spi.*;
            import java.util.List;
            public final class There implements SocketLocator {
              %s
              public String name() { return "org.example.b"; }
              public List<SocketCandidate> locate(LocatorContext from) {
                %s
                return List.of(new SocketCandidate("%s"));
              }
            }
            """
                .formatted(members, first, SOCKET))
        .write(sandbox.path("jars/b.jar"));
  }

  private Sandbox.Result qrap(String... arguments) {
    return sandbox.qrap(arguments).inStickyTmp().with("QRAP_PLUGIN_PATH", "/tmp/jars").run();
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void what_a_plugin_prints_is_on_standard_error(Path image) {
    sandbox.close();
    sandbox = Sandbox.of(image);
    locator("public There() { System.out.print(\"noise \"); }", "System.out.println(\"here\");");

    Sandbox.Result launched = qrap("-m", "64");
    assertThat(launched.exec().arguments()).startsWith("kvm", "-m", "64");
    assertThat(launched.stdout()).isEmpty();
    assertThat(launched.stderr()).isEqualTo("noise here\n" + CONNECTED);

    Sandbox.Result planned = qrap("plan", "--shell", "--", "-m", "64");
    assertThat(planned.stdout()).contains("kvm").doesNotContain("noise");
    assertThat(planned.stderr()).contains("noise ");
    assertThat(qrap("plugins", "--json").stdout()).startsWith("[{").doesNotContain("noise");
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void a_plugin_that_exits_is_named_and_the_launch_fails(Path image) {
    sandbox.close();
    sandbox = Sandbox.of(image);
    locator("", "System.exit(0);");

    Sandbox.Result result = qrap("-m", "64");

    assertThat(result.started()).isEmpty();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .isEqualTo(
            "qrap: plugin locator:org.example.b (module org.example.b, /tmp/jars/b.jar) ended"
                + " qrap: its method locate calls System.exit, which a plugin must not do; fix it,"
                + " or leave it out with exclude=locator:org.example.b\n");
  }

  @Test
  void a_constructor_that_exits_is_named() {
    locator("public There() { Runtime.getRuntime().exit(3); }", "");

    Sandbox.Result result = qrap("plugins");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .startsWith(
            "qrap: plugin locator:b.There (module org.example.b, /tmp/jars/b.jar) ended qrap:")
        .contains("its constructor calls System.exit");
  }

  @Test
  void a_thread_of_a_plugin_that_exits_is_known_by_its_module() {
    locator(
        "",
        """
        new Thread(() -> System.exit(0)).start();
        try { Thread.sleep(60_000); } catch (InterruptedException e) { }
        """);

    Sandbox.Result result = qrap("-m", "64");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo(
            "qrap: a thread of the plugin module org.example.b ended qrap: it calls System.exit,"
                + " which a plugin must not do; fix it, or remove its jar\n");
  }

  /** The JVM that watches plugins for that ends by itself too. */
  @Test
  void an_error_of_qrap_is_no_plugins_fault() {
    locator("", "");

    Sandbox.Result wrong = qrap("plan", "--bogus", "--", "-m", "64");
    Sandbox.Result failed =
        sandbox
            .qrap("plugins")
            .inStickyTmp()
            .with("QRAP_PLUGIN_PATH", "/tmp/jars")
            .with("QRAP_LOCATOR", "nosuch")
            .run();

    assertThat(wrong.status()).isEqualTo(2);
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.stderr()).contains("locator=nosuch").doesNotContain("System.exit");
    assertThat(qrap("plugins").status()).isZero();
  }

  @Test
  void a_slow_plugin_is_named_and_the_launch_goes_on() {
    locator("", "try { Thread.sleep(1_100); } catch (InterruptedException e) { }");

    Sandbox.Result result = qrap("-m", "64");

    assertThat(result.exec().arguments()).startsWith("kvm", "-m", "64");
    assertThat(result.stderr())
        .matches(
            "qrap: plugin locator:org[.]example[.]b took \\d+[.]\\d s in its method locate; tell"
                + " its author, or leave it out with exclude=locator:org[.]example[.]b\n"
                + CONNECTED);
  }

  @Test
  void a_strategy_that_is_dropped_in_changes_no_launch() {
    String[] plan = {"plan", "--", "-m", "64"};
    String before = sandbox.qrap(plan).run().stdout();
    String beforeByAuto =
        sandbox.qrap("plan", "--exec=auto", "--", "-m", "64").inStickyTmp().run().stdout();
    PluginJar.module(
            "org.example.dial",
            "requires dev.qrap.spi; provides dev.qrap.spi.ExecStrategy with org.example.dial.Dial;")
        .source("org.example.dial.Dial", DIAL)
        .write(sandbox.path("jars/dial.jar"));

    assertThat(before).contains("-netdev");
    assertThat(qrap(plan).stdout()).isEqualTo(before);
    assertThat(planWith("exec", "auto")).isEqualTo(beforeByAuto).contains("-netdev socket,");
    assertThat(planWith("exec", "org.example.dial")).contains("-netdev dial,");
    assertThat(planWith("exclude", "exec:descriptor,exec:stream")).contains("-netdev dial,");
  }

  private String planWith(String key, String value) {
    return sandbox
        .qrap("plan", "--" + key + "=" + value, "--", "-m", "64")
        .inStickyTmp()
        .with("QRAP_PLUGIN_PATH", "/tmp/jars")
        .run()
        .stdout();
  }
}
