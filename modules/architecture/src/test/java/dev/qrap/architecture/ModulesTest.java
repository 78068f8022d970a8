// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Every module of the reactor: its name, its descriptor, its services. */
final class ModulesTest {

  /** What the reactor builds besides modules. */
  private static final Set<String> NO_MODULES = Set.of("modules/architecture", "distribution");

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** The paths of the modules from the root: {@code plugins/filter-nics}. */
  static List<String> folders() throws Exception {
    NodeList modules = pom(ROOT).getElementsByTagName("module");
    return IntStream.range(0, modules.getLength())
        .mapToObj(index -> modules.item(index).getTextContent())
        .filter(folder -> !NO_MODULES.contains(folder))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theDescriptorIsAsExpected(String folder) throws Exception {
    String expected = read("/modules/" + moduleName(folder) + ".txt");

    assertThat(Descriptor.text(module(folder))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void folderArtifactAndModuleAgree(String folder) throws Exception {
    assertThat(artifact(folder)).isEqualTo("qrap-" + name(folder));
    assertThat(Descriptor.ours()).containsKey(moduleName(folder));
    assertThat(Descriptor.files(module(folder)))
        .filteredOn(file -> file.endsWith(".class") && file.contains("/"))
        .isNotEmpty()
        .allMatch(file -> file.startsWith(moduleName(folder).replace('.', '/') + "/"));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void servicesAreDeclaredInTheDescriptorAlone(String folder) throws Exception {
    assertThat(Descriptor.files(module(folder)))
        .isNotEmpty()
        .noneMatch(file -> file.startsWith("META-INF/services"));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aPluginRequiresSpiAloneExportsNothingAndProvides(String folder) throws Exception {
    if (!folder.startsWith("plugins/")) {
      return;
    }
    ModuleDescriptor plugin = module(folder).descriptor();

    assertThat(plugin.exports()).isEmpty();
    assertThat(plugin.opens()).isEmpty();
    assertThat(plugin.isOpen()).isFalse();
    assertThat(plugin.uses()).isEmpty();
    assertThat(plugin.provides()).isNotEmpty();
    assertThat(plugin.requires().stream().map(Requires::name))
        .containsExactlyInAnyOrder("java.base", "dev.qrap.spi");
  }

  @Test
  void everyFolderIsInTheReactor() throws Exception {
    Set<String> found = new TreeSet<>();
    for (String parent : List.of("modules", "plugins")) {
      try (Stream<Path> children = Files.list(ROOT.resolve(parent))) {
        children
            .filter(child -> Files.exists(child.resolve("pom.xml")))
            .forEach(child -> found.add(parent + "/" + child.getFileName()));
      }
    }
    found.removeAll(NO_MODULES);

    assertThat(folders()).hasSizeGreaterThan(12).containsExactlyInAnyOrderElementsOf(found);
  }

  @Test
  void everyModuleOfTheReactorIsLookedAt() throws Exception {
    Set<String> names = new TreeSet<>();
    for (String folder : folders()) {
      names.add(moduleName(folder));
    }

    assertThat(Descriptor.ours().keySet()).isEqualTo(names);
    assertThat(expectedFiles()).isEqualTo(names);
    assertThat(packagesOfProduct()).containsAll(names);
  }

  @Test
  void aDescriptorIsPrintedWhole(@TempDir Path folder) throws IOException {
    Sample sample =
        Sample.of(
            folder,
            """
        open module org.example {
          requires transitive java.logging;
          requires static java.xml;
          exports org.example.two;
          exports org.example.one to java.xml, java.logging;
          uses java.util.function.Supplier;
          provides Runnable with org.example.two.B, org.example.one.A;
        }
        """,
            "package org.example.one; public class A implements Runnable { public void run() {} }",
            "package org.example.two; public class B implements Runnable { public void run() {} }",
            "package org.example.inner; class C {}");
    ModuleReference module = ModuleFinder.of(sample.classes()).find("org.example").orElseThrow();

    assertThat(Descriptor.text(module))
        .isEqualTo(
            """
            open org.example
            exports org.example.one to java.logging java.xml
            exports org.example.two
            requires java.base mandated
            requires java.logging transitive
            requires java.xml static
            uses java.util.function.Supplier
            provides java.lang.Runnable with org.example.two.B org.example.one.A
            contains org.example.inner
            """);
    assertThat(Descriptor.files(module)).contains("module-info.class", "org/example/one/A.class");
  }

  /** plugins/machine-q35 is machine-q35. */
  private static String name(String folder) {
    return folder.substring(folder.indexOf('/') + 1);
  }

  /** plugins/machine-q35 is dev.qrap.machine.q35. */
  private static String moduleName(String folder) {
    return "dev.qrap." + name(folder).replace('-', '.');
  }

  private static ModuleReference module(String folder) throws IOException {
    Map<String, ModuleReference> modules = Descriptor.ours();
    assertThat(modules).containsKey(moduleName(folder));
    return modules.get(moduleName(folder));
  }

  private static String artifact(String folder) throws Exception {
    NodeList children = pom(ROOT.resolve(folder)).getDocumentElement().getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element element
          && element.getTagName().equals("artifactId")) {
        return element.getTextContent();
      }
    }
    return "";
  }

  private static Document pom(Path folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile());
  }

  private static String read(String resource) throws IOException {
    try (var in = ModulesTest.class.getResourceAsStream(resource)) {
      assertThat(in).as("expected descriptor " + resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> expectedFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/modules"))) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("\\.txt$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The packages that the rules see. */
  private static Set<String> packagesOfProduct() {
    return Product.CLASSES.stream()
        .map(one -> one.getPackageName())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
