// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of mistakes in docs/plugins.md: a jar makes each of them, and qrap says what it says.
 */
final class PluginMistakesIT {

  private static final Path GUIDE = Path.of("../docs/plugins.md");

  private static final Pattern ROW =
      Pattern.compile("^\\| ([^|]+) \\| `([^`]+)` \\| [^|]+ \\|$", Pattern.MULTILINE);

  private static final String HEAD = "| mistake | what qrap says | what to do |\n|---|---|---|\n";

  private static final String SOCKET = "/tmp/there.socket";
  private static final String NIC = "new NicPlacement(\"e1000\", %s, %s, \"%s\")";
  private static final String NO_PROPERTIES = "List.of()";
  private static final String BUS = "List.of(Property.text(\"bus\", \"pci.0\"))";

  /**
   * Jars that make a mistake, beside one that makes none.
   *
   * @param jar becomes {@code /tmp/jars/b.jar}
   * @param setup shell commands before qrap runs
   * @param machine the value of the setting {@code machine}; empty if it is not set
   */
  private record Mistake(PluginJar jar, String setup, String machine) {

    static Mistake of(PluginJar jar) {
      return new Mistake(jar, ":", "");
    }

    Mistake after(String commands) {
      return new Mistake(jar, commands, machine);
    }

    Mistake withMachine(String name) {
      return new Mistake(jar, setup, name);
    }
  }

  /**
   * A row of the table.
   *
   * @param said the beginning of what is said; an ellipsis is any text
   */
  private record Row(String mistake, String said) {

    Pattern pattern() {
      return Pattern.compile(Pattern.quote(said).replace("\u2026", "\\E.+\\Q"));
    }

    @Override
    public String toString() {
      return mistake;
    }
  }

  static List<Row> rows() throws IOException {
    String guide = Files.readString(GUIDE);
    String table = guide.substring(guide.indexOf(HEAD) + HEAD.length());
    table = table.substring(0, table.indexOf("\n\n") + 1);
    List<Row> rows = new ArrayList<>();
    for (MatchResult row : ROW.matcher(table).results().toList()) {
      rows.add(new Row(row.group(1), row.group(2)));
    }
    assertThat(rows).hasSizeGreaterThanOrEqualTo(20).hasSize((int) table.lines().count());
    return rows;
  }

  @Test
  void each_row_has_a_jar_and_each_jar_a_row() throws IOException {
    assertThat(rows()).extracting(Row::mistake).containsExactlyElementsOf(mistakes().keySet());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void qrap_says_what_the_table_says(Row row) {
    Mistake mistake = mistakes().get(row.mistake());
    try (Sandbox sandbox = Sandbox.of(Sandbox.IMAGE)) {
      PluginJar.locator("org.example.a", "", SOCKET).write(sandbox.path("jars/a.jar"));
      Sandbox.Call good = check(sandbox, ":");
      assertThat(said(good.run())).doesNotContainPattern(row.pattern());
      mistake.jar().write(sandbox.path("jars/b.jar"));

      Sandbox.Call call = check(sandbox, mistake.setup());
      if (!mistake.machine().isEmpty()) {
        call.with("QRAP_MACHINE", mistake.machine());
      }
      assertThat(said(call.run())).containsPattern(row.pattern());
    }
  }

  private static Sandbox.Call check(Sandbox sandbox, String setup) {
    return sandbox
        .qrap("plugins", "check")
        .inStickyTmp()
        .after(setup)
        .with("QRAP_PLUGIN_PATH", "/tmp/jars");
  }

  private static String said(Sandbox.Result result) {
    return result.stdout() + result.stderr();
  }

  private static PluginJar module(String directives) {
    return PluginJar.module("org.example.b", "requires dev.qrap.spi;" + directives);
  }

  private static PluginJar plugin(String kind, String name, String members) {
    return module("provides dev.qrap.spi." + kind + " with org.example.b.Plugin;")
        .source(
            "org.example.b.Plugin",
            """
            package org.example.b;
            import dev.qrap.spi.*;
            import java.util.*;
            public final class Plugin implements %s {
              public String name() { return "%s"; }
              %s
            }
            """
                .formatted(kind, name, members));
  }

  private static PluginJar locator(String name, String body) {
    return plugin(
        "SocketLocator",
        name,
        "public List<SocketCandidate> locate(LocatorContext from) { " + body + "}");
  }

  /** A locator whose method does this. */
  private static Mistake locating(String body) {
    return Mistake.of(locator("org.example.b", body));
  }

  /** A profile that answers this. */
  private static Mistake placing(String answer) {
    return Mistake.of(
        plugin(
            "MachineProfile",
            "org.example.b",
            """
            public boolean supports(Machine machine) { return false; }
            public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
              return %s;
            }
            """
                .formatted(answer)));
  }

  /** A filter that knows everything and has these members too. */
  private static Mistake filtering(String parts, String members) {
    return Mistake.of(
        plugin(
            "ArgFilter",
            "org.example.b",
            """
            public List<NetworkPart> examine(QemuOption option, Machine machine) {
              Nic nic = new Nic("e1000", Nic.Attachment.NONE, "");
              return List.of(%s);
            }
            %s
            """
                .formatted(parts, members)));
  }

  private static Path needed() {
    try {
      return PluginJar.module("org.example.needed", "exports org.example.needed;")
          .source(
              "org.example.needed.Tool",
              "package org.example.needed; public class Tool { public Tool() {} }")
          .write(Files.createTempDirectory("qrap-needed").resolve("needed.jar"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** In the order of the table. */
  private static Map<String, Mistake> mistakes() {
    Map<String, Mistake> mistakes = new LinkedHashMap<>();
    ofModules(mistakes);
    ofJars(mistakes);
    ofNames(mistakes);
    ofAnswers(mistakes);
    ofConduct(mistakes);
    return mistakes;
  }

  private static void ofModules(Map<String, Mistake> mistakes) {
    mistakes.put(
        "The jar is no module.",
        Mistake.of(
            PluginJar.withoutDescriptor("org.example.b").source("b.X", "package b; class X {}")));
    mistakes.put(
        "The module provides no plugin.",
        Mistake.of(module("").source("b.X", "package b; class X {}")));
    mistakes.put(
        "The module requires another module of qrap.",
        Mistake.of(PluginJar.locator("org.example.b", "requires dev.qrap.core;", SOCKET)));
    mistakes.put(
        "A module that the plugin requires is missing.",
        Mistake.of(
            PluginJar.locator("org.example.b", "requires org.example.needed;", SOCKET)
                .against(needed())));
    mistakes.put(
        "A class is missing at run time.",
        Mistake.of(
            module(
                    "requires static org.example.needed;"
                        + "provides dev.qrap.spi.SocketLocator with b.There;")
                .against(needed())
                .locatorClass(
                    "b",
                    "private final Object tool = new org.example.needed.Tool();",
                    "org.example.b",
                    SOCKET)));
    mistakes.put(
        "The plugin was compiled against another version of the SPI.",
        Mistake.of(
            PluginJar.locator("org.example.b", "", SOCKET).against(PluginJarsIT.spi("9.5"))));
    mistakes.put(
        "The plugin was compiled for a newer Java.",
        Mistake.of(PluginJar.locator("org.example.b", "", SOCKET).forNewerJava()));
  }

  private static void ofJars(Map<String, Mistake> mistakes) {
    Mistake good = Mistake.of(PluginJar.locator("org.example.b", "", SOCKET));
    mistakes.put(
        "The jar is damaged.",
        good.after("head -c 700 /tmp/jars/b.jar >/tmp/part; mv /tmp/part /tmp/jars/b.jar"));
    mistakes.put("Others can write to the jar.", good.after("chmod go+w /tmp/jars/b.jar"));
    mistakes.put(
        "The jar is a symbolic link.",
        good.after("mv /tmp/jars/b.jar /tmp/b.jar; ln -s /tmp/b.jar /tmp/jars/b.jar"));
    mistakes.put(
        "Two jars have the same module.",
        Mistake.of(PluginJar.locator("org.example.a", "", SOCKET)));
    mistakes.put(
        "The image has the module already.", Mistake.of(PluginJar.module("dev.qrap.core", "")));
    mistakes.put(
        "Two modules have the same package.",
        Mistake.of(
            PluginJar.locator("org.example.b", "", SOCKET)
                .source("org.example.a.X", "package org.example.a; class X {}")));
  }

  private static void ofNames(Map<String, Mistake> mistakes) {
    String none = "return List.of();";
    mistakes.put("The name has no domain.", Mistake.of(locator("there", none)));
    mistakes.put(
        "The name has characters that are not allowed.",
        Mistake.of(locator("org.example.There", none)));
    mistakes.put(
        "Two plugins of a kind have the same name.",
        Mistake.of(locator("org.example.a.there", none)));
  }

  private static void ofAnswers(Map<String, Mistake> mistakes) {
    mistakes.put(
        "The constructor throws.",
        Mistake.of(
            plugin(
                "SocketLocator",
                "org.example.b",
                """
                public Plugin() { throw new IllegalStateException("no"); }
                public List<SocketCandidate> locate(LocatorContext from) { return List.of(); }
                """)));
    mistakes.put("A method throws.", locating("throw new IllegalStateException(\"no\");"));
    mistakes.put("A method returns null.", placing("null"));
    mistakes.put(
        "A list has null in it.", locating("return Arrays.asList((SocketCandidate) null);"));
    mistakes.put(
        "`optionNames` returns null.",
        filtering("", "public List<String> optionNames() { return null; }"));
    mistakes.put(
        "`families` returns null.",
        filtering("", "public List<String> families() { return null; }"));
    mistakes.put(
        "`family` returns a name that `families` does not have.",
        filtering(
            "nic", "public String family(QemuOption option) { return \"org.example.other\"; }"));
    mistakes.put("A filter finds two cards in an option.", filtering("nic, nic", ""));
    mistakes.put(
        "A property says what qrap writes itself.",
        placing(NIC.formatted(NO_PROPERTIES, "List.of(Property.text(\"netdev\", \"n0\"))", "so")));
    mistakes.put("A property is there twice.", placing(NIC.formatted(BUS, BUS, "so")));
    mistakes.put(
        "A strategy needs a connection and does not say where it goes.",
        Mistake.of(
            plugin(
                "ExecStrategy",
                "org.example.b",
                """
                public Availability available(Guest guest) { return Availability.YES; }
                public Need need() { return Need.SOCKET_PATH; }
                public Netdev netdev(Guest guest) { return new Netdev("x", "", List.of()); }
                """)));
    mistakes.put(
        "A reason has several lines.",
        placing(NIC.formatted(NO_PROPERTIES, NO_PROPERTIES, "one\\ntwo")));
  }

  private static void ofConduct(Map<String, Mistake> mistakes) {
    mistakes.put(
        "A method is slow.",
        locating(
            "try { Thread.sleep(1_100); } catch (InterruptedException e) { } return List.of();"));
    mistakes.put(
        "A plugin prints to standard output.",
        locating("System.out.println(\"here I am\"); return List.of();"));
    mistakes.put("A plugin calls `System.exit`.", locating("System.exit(0); return List.of();"));
    mistakes.put(
        "A setting names a plugin that is broken.", placing("null").withMachine("org.example.b"));
  }
}
