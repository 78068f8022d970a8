// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The project that a new plugin of a kind begins as; its texts are in the directory templates. */
public enum PluginTemplate {
  FILTER("filter", "ArgFilter", "Filter"),
  MACHINE("machine", "MachineProfile", "Profile"),
  EXEC("exec", "ExecStrategy", "Strategy"),
  BACKEND("backend", "BackendKind", "Kind"),
  LOCATOR("locator", "SocketLocator", "Locator");

  private final String kind;
  private final String implemented;
  private final String suffix;

  PluginTemplate(String kind, String implemented, String suffix) {
    this.kind = kind;
    this.implemented = implemented;
    this.suffix = suffix;
  }

  /** What people call the kind: {@code filter}. */
  public String kind() {
    return kind;
  }

  /** All kinds, for a sentence: {@code filter, machine, exec or locator}. */
  public static String kinds() {
    StringBuilder kinds = new StringBuilder();
    for (PluginTemplate template : values()) {
      kinds.append(", ").append(template.kind);
    }
    int last = kinds.lastIndexOf(", ");
    return kinds.replace(last, last + ", ".length(), " or ").substring(", ".length());
  }

  /**
   * The files of a project.
   *
   * @param name the plugin's
   * @param repository where the project finds the SPI and the testkit
   * @return the texts by the paths within the project, in the order in which to read them
   */
  public Map<String, String> files(PluginName name, SdkRepository repository) {
    String java = "java/" + name.inJava().replace('.', '/') + "/" + name.capitalised() + suffix;
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "pom.xml",
        filled("pom", name)
            .replace("{{repository}}", repository.url().replace("&", "&amp;"))
            .replace("{{version}}", repository.version()));
    files.put("src/main/java/module-info.java", filled("module-info", name));
    files.put("src/main/" + java + ".java", filled(kind, name));
    files.put("src/test/" + java + "Test.java", filled(kind + "-test", name));
    return files;
  }

  private String filled(String template, PluginName name) {
    return text(template)
        .replace("{{package}}", name.inJava())
        .replace("{{interface}}", implemented)
        .replace("{{class}}", name.capitalised() + suffix)
        .replace("{{name}}", name.text())
        .replace("{{group}}", name.group())
        .replace("{{artifact}}", name.artifact());
  }

  private static String text(String template) {
    try (InputStream in =
        PluginTemplate.class.getResourceAsStream("templates/" + template + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is a part of the image
    }
  }
}
