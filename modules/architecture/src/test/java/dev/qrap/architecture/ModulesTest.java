// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
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
  private static final Set<String> NO_MODULES =
      Set.of("modules/architecture", "distribution", "plugins", "plugins/parent");

  private static final String SPI = "dev.qrap.spi";

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** The paths of the modules from the root: {@code modules/spi}, {@code plugins/filter-nics}. */
  static List<String> folders() throws Exception {
    return Stream.concat(aggregated(""), aggregated("plugins/"))
        .filter(folder -> !NO_MODULES.contains(folder))
        .toList();
  }

  /** What the pom of a folder builds. */
  private static Stream<String> aggregated(String folder) throws Exception {
    NodeList modules = pom(ROOT.resolve(folder)).getElementsByTagName("module");
    return IntStream.range(0, modules.getLength())
        .mapToObj(index -> folder + modules.item(index).getTextContent());
  }

  static List<String> plugins() throws Exception {
    return folders().stream().filter(folder -> folder.startsWith("plugins/")).toList();
  }

  static List<String> foldersOfModules() throws Exception {
    return folders().stream().filter(folder -> folder.startsWith("modules/")).toList();
  }

  /** Plugins need no such text: they are all alike. */
  @ParameterizedTest
  @MethodSource("foldersOfModules")
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
  @MethodSource("plugins")
  void aPluginRequiresSpiAloneExportsNothingAndProvidesItsExtensions(String folder)
      throws Exception {
    assertIsPlugin(module(folder).descriptor(), extensions(Product.CLASSES, moduleName(folder)));
  }

  private static void assertIsPlugin(ModuleDescriptor module, Set<String> extensions) {
    assertThat(module.exports()).isEmpty();
    assertThat(module.opens()).isEmpty();
    assertThat(module.isOpen()).isFalse();
    assertThat(module.uses()).isEmpty();
    assertThat(module.requires().stream().map(Requires::name))
        .containsExactlyInAnyOrder("java.base", SPI);
    assertThat(module.provides()).allMatch(provides -> provides.service().startsWith(SPI + "."));
    assertThat(module.provides().stream().flatMap(provides -> provides.providers().stream()))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(extensions);
  }

  /** The classes of a package that can be a plugin, whether the descriptor names them or not. */
  private static Set<String> extensions(JavaClasses classes, String name) {
    return classes.stream()
        .filter(type -> type.getPackageName().equals(name))
        .filter(type -> type.isAssignableTo(SPI + ".Extension"))
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void aModuleThatIsNoPluginIsFound() {
    Set<String> extensions = Set.of("org.example.A", "org.example.B");
    List<String> both = List.of("org.example.A", "org.example.B");
    assertIsPlugin(sample().provides(SPI + ".ArgFilter", both).build(), extensions);

    for (ModuleDescriptor other :
        List.of(
            sample().build(),
            sample().provides(SPI + ".ArgFilter", List.of("org.example.A")).build(),
            sample().provides("java.lang.Runnable", both).build(),
            sample(ModuleDescriptor.newOpenModule("org.example"))
                .provides(SPI + ".ArgFilter", both)
                .build(),
            sample().provides(SPI + ".ArgFilter", both).exports("org.example").build(),
            sample().provides(SPI + ".ArgFilter", both).opens("org.example").build(),
            sample().provides(SPI + ".ArgFilter", both).uses(SPI + ".ExecStrategy").build(),
            sample().provides(SPI + ".ArgFilter", both).requires("dev.qrap.core").build())) {
      assertThatExceptionOfType(AssertionError.class)
          .as(other + "")
          .isThrownBy(() -> assertIsPlugin(other, extensions));
    }
  }

  private static ModuleDescriptor.Builder sample() {
    return sample(ModuleDescriptor.newModule("org.example"));
  }

  private static ModuleDescriptor.Builder sample(ModuleDescriptor.Builder module) {
    return module.requires("java.base").requires(SPI).packages(Set.of("org.example"));
  }

  @Test
  void aPluginThatTheDescriptorDoesNotNameIsFound(@TempDir Path folder) throws IOException {
    Sample sample =
        Sample.of(
            folder,
            """
            package org.example;
            abstract class Sample implements dev.qrap.spi.Extension {
              public String name() { return "org.example.sample"; }
              static class Forgotten extends Sample {}
            }
            """);

    assertThat(extensions(sample.imported(), "org.example"))
        .containsExactly("org.example.Sample$Forgotten");
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
    Set<String> names = names(folders());

    assertThat(Descriptor.ours().keySet()).isEqualTo(names);
    assertThat(expectedFiles()).isEqualTo(names(foldersOfModules()));
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

  private static Set<String> names(List<String> folders) {
    return folders.stream().map(ModulesTest::moduleName).collect(Collectors.toSet());
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
