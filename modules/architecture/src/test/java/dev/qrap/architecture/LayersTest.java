// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may depend on whom: docs/architecture.md. */
final class LayersTest {

  private static final Rule SPI =
      new Rule(
          Product.SPI,
          Conditions.dependOnlyOn(
              "java.base",
              (origin, target) ->
                  Conditions.isOfJavaBase(target) || Conditions.isIn(target, "dev.qrap.spi")));

  private static final Rule PLUGINS =
      new Rule(
          Product.PLUGINS,
          Conditions.dependOnlyOn(
              "dev.qrap.spi and java.base",
              (origin, target) ->
                  Conditions.isOfJavaBase(target)
                      || Conditions.isIn(target, "dev.qrap.spi")
                      || target.getPackageName().equals(origin.getPackageName())));

  private static final Rule CORE =
      new Rule(
          Product.CORE,
          Conditions.dependOnlyOn(
              "dev.qrap.spi and java.base",
              (origin, target) ->
                  Conditions.isOfJavaBase(target)
                      || Conditions.isIn(target, "dev.qrap.spi")
                      || Conditions.isIn(target, "dev.qrap.core")));

  private static final Rule EXEC =
      new Rule(
          Product.EXEC,
          Conditions.dependOnlyOn(
              "dev.qrap.core's port, JNA, the logging that JNA asks for, and java.base",
              (origin, target) ->
                  Conditions.isOfJavaBase(target)
                      || Conditions.isIn(target, "com.sun.jna")
                      || Conditions.isIn(target, "java.util.logging")
                      || Conditions.isIn(target, "dev.qrap.core.host")
                      || Conditions.isIn(target, "dev.qrap.exec")));

  /** The host comes by ServiceLoader, and so do the plugins. */
  private static final Rule CLI =
      new Rule(
          Product.CLI,
          Conditions.dependOnlyOn(
              "dev.qrap.core, dev.qrap.spi, picocli, slf4j and java.base",
              (origin, target) ->
                  Conditions.isOfJavaBase(target)
                      || Conditions.isIn(target, "picocli")
                      || Conditions.isIn(target, "org.slf4j")
                      || Conditions.isIn(target, "dev.qrap.core")
                      || Conditions.isIn(target, "dev.qrap.spi")
                      || Conditions.isIn(target, "dev.qrap.cli")));

  /** Loading it takes long (docs/architecture.md, "What things cost"). */
  private static final Rule PICOCLI =
      new Rule(
          describe("all but the commands and the manual", origin -> !isOfCommands(origin)),
          Conditions.notDependOn("picocli", target -> Conditions.isIn(target, "picocli")));

  private static final Rule SLF4J =
      new Rule(
          describe("all but the reporter", origin -> !isReporter(origin)),
          Conditions.notDependOn("slf4j", target -> Conditions.isIn(target, "org.slf4j")));

  private static final ArchRule NO_CYCLES =
      slices().matching("dev.qrap.(**)").should().beFreeOfCycles();

  @TempDir Path folder;

  @Test
  void spiDependsOnNothing() {
    SPI.holdsForAtLeast(40);
  }

  @Test
  void aSpiThatKnowsCoreIsFound() throws Exception {
    SPI.isBrokenBy(
        sample("package dev.qrap.spi; class Sample { dev.qrap.core.LaunchException failure; }"),
        "dev.qrap.core.LaunchException");
  }

  @Test
  void aSpiThatNeedsAnotherModuleOfJavaIsFound() throws Exception {
    SPI.isBrokenBy(
        sample("package dev.qrap.spi; class Sample { java.util.logging.Logger[] loggers; }"),
        "java.util.logging.Logger");
  }

  @Test
  void pluginsDependOnSpiAlone() {
    PLUGINS.holdsForAtLeast(20);
  }

  @Test
  void aPluginThatKnowsCoreIsFound() throws Exception {
    PLUGINS.isBrokenBy(
        sample(
            """
            package dev.qrap.machine.example;
            class Sample { Object line = dev.qrap.core.commandline.CommandLine.parse(null); }
            """),
        "dev.qrap.core.commandline.CommandLine.parse");
  }

  @Test
  void aPluginThatKnowsAnotherOneIsFound() throws Exception {
    PLUGINS.isBrokenBy(
        sample(
            "package dev.qrap.machine.example; class Sample { dev.qrap.filter.nics.KnownNics nics; }"),
        "dev.qrap.filter.nics.KnownNics");
  }

  @Test
  void aPluginMayUseSpiAndItself() throws Exception {
    PLUGINS.isKeptBy(
        sample(
            """
            package org.example;
            class Sample implements dev.qrap.spi.Extension {
              Sample[] others = new Sample[1];
              public String name() { return "org.example.sample" + others.length; }
            }
            """));
  }

  @Test
  void coreDependsOnSpiAlone() {
    CORE.holdsForAtLeast(100);
  }

  @Test
  void aCoreThatKnowsTheCommandLineIsFound() throws Exception {
    CORE.isBrokenBy(
        sample(
            """
            package dev.qrap.core.plan;
            class Sample {
              dev.qrap.cli.Main main;
              dev.qrap.exec.LinuxHost host;
              dev.qrap.testkit.FakeBackend backend;
              dev.qrap.filter.nics.KnownNics nics;
              picocli.CommandLine line;
              org.slf4j.Logger logger;
            }
            """),
        "dev.qrap.cli.Main",
        "dev.qrap.exec.LinuxHost",
        "dev.qrap.testkit.FakeBackend",
        "dev.qrap.filter.nics.KnownNics",
        "picocli.CommandLine",
        "org.slf4j.Logger");
  }

  @Test
  void execKnowsThePortAlone() {
    EXEC.holdsForAtLeast(18);
  }

  @Test
  void anExecThatKnowsTheLaunchIsFound() throws Exception {
    EXEC.isBrokenBy(
        sample("package dev.qrap.exec; class Sample { dev.qrap.core.launch.Launch launch; }"),
        "dev.qrap.core.launch.Launch");
  }

  @Test
  void theCommandLineKnowsNoHostAndNoPlugin() {
    CLI.holdsForAtLeast(60);
  }

  @Test
  void aCommandLineThatKnowsAHostIsFound() throws Exception {
    CLI.isBrokenBy(
        sample(
            "package dev.qrap.cli; class Sample { Object host = new dev.qrap.exec.LinuxHost(); }"),
        "dev.qrap.exec.LinuxHost");
  }

  @Test
  void onlyCommandsUsePicocli() {
    PICOCLI.holdsForAtLeast(220);
  }

  @Test
  void aLaunchThatUsesPicocliIsFound() throws Exception {
    PICOCLI.isBrokenBy(
        sample("package dev.qrap.cli.launch; class Sample { picocli.CommandLine line; }"),
        "picocli.CommandLine");
  }

  @Test
  void onlyTheReporterUsesSlf4j() {
    SLF4J.holdsForAtLeast(220);
  }

  @Test
  void aLoggerElsewhereIsFound() throws Exception {
    SLF4J.isBrokenBy(
        sample(
            """
            package dev.qrap.cli.command;
            class Sample { Object logger = org.slf4j.LoggerFactory.getLogger("sample"); }
            """),
        "org.slf4j.LoggerFactory.getLogger");
  }

  @Test
  void packagesMakeNoCycle() {
    assertThat(Product.CLASSES.size()).isBetween(230, 460);
    NO_CYCLES.check(Product.CLASSES);
  }

  @Test
  void aCycleOfPackagesIsFound() throws Exception {
    Sample sample =
        Sample.of(
            folder,
            "package dev.qrap.core.one; public class One { dev.qrap.core.two.Two two; }",
            "package dev.qrap.core.two; public class Two { dev.qrap.core.one.One one; }");

    assertThat(NO_CYCLES.evaluate(sample.imported()).getFailureReport().toString())
        .contains("Slice core.one")
        .contains("Slice core.two");
  }

  private Sample sample(String text) throws Exception {
    return Sample.of(folder, text);
  }

  private static boolean isOfCommands(JavaClass origin) {
    return Conditions.isIn(origin, "dev.qrap.cli.command")
        || Conditions.isIn(origin, "dev.qrap.cli.manual");
  }

  private static boolean isReporter(JavaClass origin) {
    return Conditions.outermost(origin).equals("dev.qrap.cli.launch.LaunchReporter");
  }
}
