// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.host.CodeFile;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.spi.SocketLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins in jars: which are found, and what is said of the others. */
final class PluginModulesTest {

  @TempDir Path folder;

  private CompiledJars jars;
  private CodeFile good;
  private final FakeHost host = new FakeHost();

  @BeforeEach
  void make() throws IOException {
    jars = new CompiledJars(folder);
    good = jars.locator("good", "org.example.good", "", "");
  }

  private PluginModules modules(CodeFile... files) {
    host.jars("/jars", files);
    return new PluginModules(host, List.of("/jars"));
  }

  /** Of this jar and one that is good, this one is left out for a reason, and the other is not. */
  private String reason(CodeFile bad) {
    PluginModules modules = modules(good, bad);
    Iterator<ServiceLoader.Provider<SocketLocator>> providers = modules.providers(Kind.LOCATOR);
    assertThat(providers.next().type().getName()).isEqualTo("org.example.good.There");
    assertThat(providers).isExhausted();
    assertThat(modules.broken()).hasSize(1);
    assertThat(modules.broken().get(0).origin()).isEqualTo(bad.path());
    return modules.broken().get(0).reason();
  }

  @Test
  void aPluginIsFoundWithItsJar() throws IOException {
    PluginModules modules = modules(good, jars.locator("other", "org.example.other", "", ""));
    assertThat(modules.broken()).isEmpty();

    Iterator<ServiceLoader.Provider<SocketLocator>> providers = modules.providers(Kind.LOCATOR);

    assertThat(providers).hasNext();
    assertThat(providers).hasNext(); // to ask changes nothing
    ServiceLoader.Provider<SocketLocator> first = providers.next();
    ServiceLoader.Provider<SocketLocator> second = providers.next();
    assertThat(providers).isExhausted();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(providers::next);
    assertThat(List.of(first.get().name(), second.get().name()))
        .containsExactlyInAnyOrder("org.example.good", "org.example.other");
    assertThat(modules.origin(first.type()))
        .isEqualTo(jars.path(first.get().name().substring(12)) + "");
    assertThat(modules.origin(Kind.class)).isEqualTo(PluginInfo.IMAGE);
    assertThat(modules.providers(Kind.EXEC)).isExhausted();
    assertThat(modules.broken()).isEmpty();
  }

  @Test
  void theImagesOwnFolderNeedNotBeThere() {
    PluginModules modules = new PluginModules(host, List.of());
    assertThat(modules.providers(Kind.LOCATOR)).isExhausted();
    assertThat(modules.broken()).isEmpty();
    assertThat(modules.origin(Kind.class)).isEqualTo(PluginInfo.IMAGE);
  }

  @Test
  void jarsOfTheImagesFolderComeFirst() throws IOException {
    host.jars(host.image() + "plugins", jars.locator("first", "org.example.x", "", ""));
    CodeFile second = jars.locator("second", "org.example.x", "", "");

    PluginModules modules = modules(second);

    assertThat(modules.providers(Kind.LOCATOR)).toIterable().hasSize(1);
    assertThat(modules.broken().get(0).complaint())
        .isEqualTo(
            "the plugin jar "
                + second.path()
                + " (module org.example.x) is left out: the module is also in "
                + jars.path("first")
                + ", and loaded");
  }

  @Test
  void aPlaceThatTheUserNamesMustBeThere() {
    PluginModules modules = new PluginModules(host, List.of("/missing"));
    assertThat(modules.broken()).isEmpty(); // nothing was asked for yet
    assertThat(modules.providers(Kind.LOCATOR)).isExhausted();
    assertThat(modules.broken()).hasSize(1);
    assertThat(modules.broken().get(0).origin()).isEqualTo("/missing");
    modules.providers(Kind.EXEC);
    assertThat(modules.broken()).hasSize(1);
  }

  @Test
  void whatTheHostRefusesIsNotOpened() throws IOException {
    assertThat(reason(new CodeFile("/foreign.jar", "it belongs to a stranger")))
        .isEqualTo("it belongs to a stranger");
  }

  @Test
  void aJarNeedsADescriptor() throws IOException {
    assertThat(reason(jars.jar("plain", "", "package p; class There {}")))
        .isEqualTo("it has no module-info.class; only modular jars are loaded");
  }

  @Test
  void aModuleOfTheImageIsNotReplaced() throws IOException {
    assertThat(reason(jars.jar("core", "module dev.qrap.core {}")))
        .isEqualTo("the image has a module of that name");
  }

  @Test
  void aPluginRequiresNoModuleOfQrapButTheSpi() throws IOException {
    Path core = Files.createDirectory(folder.resolve("core"));
    CodeFile fake = new CompiledJars(core).jar("core", "module dev.qrap.core {}");
    Files.move(Path.of(fake.path()), folder.resolve("core.jar"));
    assertThat(reason(jars.locator("bad", "org.example.bad", "requires dev.qrap.core;", "")))
        .isEqualTo(
            "it requires the module dev.qrap.core; a plugin may require dev.qrap.spi and no other"
                + " module of qrap");
  }

  @Test
  void aModuleWithoutAPluginIsOfUseIfAPluginNeedsIt() throws IOException {
    CodeFile needed = jars.jar("needed", "module org.example.needed {}");
    CodeFile user = jars.locator("user", "org.example.user", "requires org.example.needed;", "");

    PluginModules used = modules(user, needed);
    assertThat(used.providers(Kind.LOCATOR)).toIterable().hasSize(1);
    assertThat(used.broken()).isEmpty();

    assertThat(reason(needed))
        .startsWith("it provides no plugin, and no other plugin jar needs it; ");
  }

  @Test
  void whatAModuleRequiresMustBeThere() throws IOException {
    jars.jar("missing", "module org.example.missing {}");
    assertThat(reason(jars.locator("bad", "org.example.bad", "requires org.example.missing;", "")))
        .isEqualTo("Module org.example.missing not found, required by org.example.bad");
  }

  @Test
  void aPackageIsInOneModule() throws IOException {
    CodeFile split =
        jars.jar(
            "split",
            "module org.example.split { requires dev.qrap.spi;"
                + " provides dev.qrap.spi.SocketLocator with org.example.good.There; }",
            Files.readString(Path.of(good.path().replace(".jar", ".sources/0/There.java"))));
    assertThat(reason(split))
        .isEqualTo(
            "its package org.example.good is also in module org.example.good ("
                + jars.path("good")
                + ")");
  }

  @Test
  void aDamagedFileIsNoJar() throws IOException {
    CodeFile damaged = jars.locator("bad", "org.example.bad", "", "");
    Files.writeString(Path.of(damaged.path()), "text, and more text than a zip file may be short");
    assertThat(reason(damaged)).startsWith("it is damaged or not a complete jar (");
    assertThat(modules(damaged).broken()).isEmpty();
    PluginModules modules = modules(damaged);
    modules.providers(Kind.EXEC);
    assertThat(modules.broken().get(0).complaint())
        .startsWith("the plugin jar " + damaged.path() + " is left out: it is damaged");
  }

  /** The eighth byte of a class file is the lower one of its version. */
  @Test
  void aClassForANewerJavaIsNamed() throws IOException, LaunchException {
    jars.locator("newer", "org.example.newer", "", "");
    Path compiled = folder.resolve("newer.sources/classes/org/example/newer/There.class");
    byte[] bytes = Files.readAllBytes(compiled);
    bytes[7] = 99;
    Files.write(compiled, bytes);

    Catalog catalog = new Catalog(Selection.ALL, modules(jars.packed("newer")), line -> {});

    assertThat(catalog.active(Kind.LOCATOR)).isEmpty();
    int own = Runtime.version().feature();
    assertThat(catalog.unused().get(0).reason())
        .isEqualTo(
            ("it was compiled for Java 55, and this image has Java " + own)
                + ("; compile it with --release " + own + " or lower"));
  }

  /** Whatever order ServiceLoader finds them in. */
  @Test
  void ofTwoPluginsOfANameThatOfTheFirstJarByPathIsUsed() throws IOException, LaunchException {
    for (List<String> modules : List.of(List.of("k", "l", "m"), List.of("m", "l", "k"))) {
      CompiledJars own = new CompiledJars(Files.createDirectory(folder.resolve(modules.get(0))));
      CodeFile a = named(own, "a", modules.get(0));
      CodeFile b = named(own, "b", modules.get(1));
      CodeFile c = named(own, "c", modules.get(2));

      Catalog catalog = new Catalog(Selection.ALL, modules(a, b, c), line -> {});

      assertThat(catalog.active(Kind.LOCATOR)).hasSize(1);
      assertThat(catalog.active(Kind.LOCATOR).get(0).plugin().origin()).isEqualTo(a.path());
      assertThat(catalog.unused())
          .extracting(PluginInfo::origin)
          .containsExactlyInAnyOrder(b.path(), c.path());
      assertThat(catalog.unused())
          .extracting(PluginInfo::reason)
          .allMatch(reason -> reason.startsWith("locator:org.example.x is also in module "));
    }
  }

  /** A jar whose module has a plugin of a name that others have too. */
  private static CodeFile named(CompiledJars jars, String jar, String module) throws IOException {
    String name = "org.example." + module;
    return jars.jar(
        jar,
        ("module " + name + " { requires dev.qrap.spi;")
            + (" provides dev.qrap.spi.SocketLocator with " + name + ".There; }"),
        CompiledJars.locatorClass(name, "org.example.x", ""));
  }

  @Test
  void aPluginOfAJarTellsWhereItIsFrom() throws IOException, LaunchException {
    CodeFile failing =
        jars.locator(
            "bad", "org.example.bad", "", "public There() { throw new RuntimeException(\"no\"); }");
    Catalog catalog = new Catalog(Selection.ALL, modules(good, failing), line -> {});

    assertThat(catalog.active(Kind.LOCATOR)).hasSize(1);
    assertThat(catalog.active(Kind.LOCATOR).get(0).plugin().origin())
        .isEqualTo(jars.path("good").toString());
    assertThat(catalog.unused().get(0).complaint())
        .isEqualTo(
            "plugin locator:org.example.bad.There (module org.example.bad, "
                + failing.path()
                + ") is left out: it cannot be made: no");
  }
}
