// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What an image says of its contents: the bill of materials, and the licenses. */
final class ContentsIT {

  /**
   * The modules of the image that are not the JDK's: the name of the jar's artifact by the
   * module's.
   */
  private static Map<String, String> artifacts() {
    Map<String, String> artifacts = new TreeMap<>();
    for (ModuleReference module : ModuleFinder.of(Path.of("target", "sdk", "modules")).findAll()) {
      String jar = Path.of(module.location().orElseThrow()).getFileName().toString();
      artifacts.put(module.descriptor().name(), jar.replaceFirst("-[0-9].*", ""));
    }
    return artifacts;
  }

  private static List<String> modules(Path image) throws IOException {
    String release = Files.readString(image.resolve("release"));
    return List.of(
        release.replaceFirst("(?s).*MODULES=\"", "").replaceFirst("(?s)\".*", "").split(" ", -1));
  }

  /** The components of a bill, those in other components too. */
  private static List<Element> components(Path sbom) throws Exception {
    Element bill =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(sbom.toFile())
            .getDocumentElement();
    assertThat(bill.getAttribute("xmlns")).isEqualTo("http://cyclonedx.org/schema/bom/1.6");
    Element all = children(bill, "components").get(0);
    NodeList nodes = all.getElementsByTagName("component");
    List<Element> components = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      components.add((Element) nodes.item(i));
    }
    return components;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child && child.getTagName().equals(name)) {
        children.add(child);
      }
    }
    return children;
  }

  private static String name(Element component) {
    return children(component, "name").get(0).getTextContent();
  }

  private static List<String> hashes(Element component) {
    List<String> hashes = new ArrayList<>();
    for (Element all : children(component, "hashes")) {
      for (Element hash : children(all, "hash")) {
        hashes.add(hash.getTextContent());
      }
    }
    return hashes;
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void the_bill_names_every_module_and_no_other(Path image) throws Exception {
    Map<String, String> artifacts = artifacts();
    TreeSet<String> expected = new TreeSet<>(List.of("OpenJDK", "libjnidispatch.so", "libffi"));
    for (String module : modules(image)) {
      expected.add(artifacts.getOrDefault(module, module));
    }
    TreeSet<String> named = new TreeSet<>();
    for (Element component : components(image.resolve("sbom.cdx.xml"))) {
      // What is compiled into a module of the JDK refers to its file in legal.
      if (!component.getTextContent().contains("legal/")
          || name(component).matches("OpenJDK|java\\..*")) {
        named.add(name(component));
      }
    }
    assertThat(expected)
        .hasSizeGreaterThan(25)
        .contains("java.base", "picocli", "qrap-machine-q35");
    assertThat(named).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void every_component_has_a_license_and_those_of_the_jdk_a_text(Path image) throws Exception {
    int texts = 0;
    for (Element component : components(image.resolve("sbom.cdx.xml"))) {
      if (component.getAttribute("type").equals("file")) {
        continue; // a part of the component around it
      }
      List<Element> licenses = children(component, "licenses");
      assertThat(licenses).as(name(component)).hasSize(1);
      assertThat(licenses.get(0).getTextContent().strip()).as(name(component)).isNotEmpty();
      String license = licenses.get(0).getTextContent().strip();
      if (license.startsWith("legal/")) {
        texts++;
        assertThat(image.resolve(license)).as(name(component)).isNotEmptyFile();
      }
    }
    assertThat(texts).isGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void the_hashes_are_those_of_the_files(Path image) throws Exception {
    Map<String, Element> components = new TreeMap<>();
    for (Element component : components(image.resolve("sbom.cdx.xml"))) {
      components.put(name(component), component);
    }
    assertThat(hashes(components.get("libjnidispatch.so")))
        .containsExactly(sha256(image.resolve("lib/libjnidispatch.so")));
    int ours = 0;
    try (Stream<Path> jars = Files.list(Path.of("target", "sdk", "modules"))) {
      for (Path jar : jars.toList()) {
        String artifact = jar.getFileName().toString().replaceFirst("-[0-9].*", "");
        // The descriptor in JNA's jars is exchanged (JnaModulesIT): the bill has the hash of the
        // original.
        if (!artifact.startsWith("jna-")) {
          assertThat(hashes(components.get(artifact))).as(artifact).contains(sha256(jar));
          ours++;
        }
      }
    }
    assertThat(ours).isGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void every_module_of_others_has_its_license(Path image) throws IOException {
    Map<String, String> artifacts = artifacts();
    int others = 0;
    for (String module : modules(image)) {
      if (!artifacts.getOrDefault(module, "").startsWith("qrap-")) {
        others++;
        Path legal = image.resolve("legal").resolve(module);
        assertThat(legal).isDirectory();
        try (Stream<Path> texts = Files.list(legal)) {
          assertThat(texts.filter(text -> text.getFileName().toString().startsWith("LICENSE")))
              .as(module)
              .hasSize(1)
              .allSatisfy(text -> assertThat(text).isNotEmptyFile());
        }
      }
    }
    assertThat(others).isEqualTo(7);
    assertThat(image.resolve("legal/com.sun.jna/libffi.txt")).content().contains("Anthony Green");
    assertThat(image.resolve("legal/info.picocli/LICENSE")).content().contains("Apache License");
    assertThat(image.resolve("LICENSE")).content().contains("Apache License");
  }

  /** Which source an image is of. */
  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void an_image_says_its_version_commit_and_jdk(Path image) {
    Path root = Path.of("..").toAbsolutePath().normalize();
    String version = Tools.run(root, List.of(image.resolve("bin/qrap").toString(), "--version"));
    assertThat(version)
        .matches(
            "qrap [0-9].*\ncommit [0-9a-z]+(, with changes that are not committed)?\nJDK [12].*\n");
    Tools.Ended head = Tools.call(root, List.of("git", "rev-parse", "HEAD"));
    assumeFalse(head.status() != 0, "this source tree is not a git checkout");
    assertThat(version).contains("\ncommit " + head.output().strip());
  }
}
