// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiClassType;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiCompatibilityChangeType;
import japicmp.model.JApiField;
import japicmp.model.JApiHasChangeStatus;
import japicmp.model.JApiImplementedInterface;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javassist.CtClass;

/**
 * What differs between two versions of the SPI, for plugins that were compiled against the older
 * one. japicmp finds the differences; the annotations of the SPI say which of them plugins notice.
 *
 * @param types the simple names of the types that differ, with those around them: {@code
 *     Nic.Attachment}
 * @param additions what a plugin of the older version does not notice, a line each
 * @param breaks what it may notice, a line each
 */
record SpiChanges(Set<String> types, List<String> additions, List<String> breaks) {

  private static final String PROVIDED = "dev.qrap.spi.ProvidedByQrap";

  /**
   * What may change in a type that only qrap makes, although it would break a plugin that made one:
   * what must be implemented, and the components of a record.
   */
  private static final Set<JApiCompatibilityChangeType> ONLY_FOR_MAKERS =
      Set.of(
          JApiCompatibilityChangeType.METHOD_ADDED_TO_INTERFACE,
          JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_TO_CLASS,
          JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_IN_SUPERCLASS,
          JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_IN_IMPLEMENTED_INTERFACE,
          JApiCompatibilityChangeType.CONSTRUCTOR_REMOVED);

  /** Compares two modules, each a jar or a folder of classes. */
  static SpiChanges between(Path older, Path newer) throws IOException {
    SpiChanges changes = new SpiChanges(new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
    for (JApiClass type :
        new JarArchiveComparator(new JarArchiveComparatorOptions())
            .compare(archive(older), archive(newer))) {
      if (type.getChangeStatus() != JApiChangeStatus.UNCHANGED || !type.isSourceCompatible()) {
        changes.types.add(simpleName(type));
        changes.add(type);
      }
    }
    return changes;
  }

  private static JApiCmpArchive archive(Path module) throws IOException {
    return Files.isDirectory(module)
        ? new JApiCmpArchive(packed(module), "", module.toString())
        : new JApiCmpArchive(module.toFile(), "");
  }

  /** japicmp reads jars alone. */
  private static byte[] packed(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
    return bytes.toByteArray();
  }

  private static String simpleName(JApiClass type) {
    String name = type.getFullyQualifiedName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  private void add(JApiClass type) {
    String name = simpleName(type);
    switch (type.getChangeStatus()) {
      case NEW -> additions.add(name + ": the type is new");
      case REMOVED -> breaks.add(name + ": the type was removed");
      default -> addParts(type, name);
    }
  }

  private void addParts(JApiClass type, String name) {
    boolean isProvided = isProvided(type);
    add(name, type, isProvided);
    add(name, type.getSuperclass(), isProvided);
    for (JApiImplementedInterface part : type.getInterfaces()) {
      add(name + ": " + part.getFullyQualifiedName(), part, isProvided);
    }
    for (JApiField field : type.getFields()) {
      String line = name + "." + field.getName();
      if (isProvided && isEnum(type) && field.getChangeStatus() == JApiChangeStatus.NEW) {
        breaks.add(line + ": a constant is new for which plugins may have no answer");
      } else {
        addMember(line, field, isProvided);
      }
    }
    type.getMethods().forEach(method -> addMember(name + "." + text(method), method, isProvided));
    type.getConstructors()
        .forEach(maker -> addMember(name + ": new " + text(maker), maker, isProvided));
  }

  private <T extends JApiHasChangeStatus & JApiCompatibility> void addMember(
      String line, T member, boolean isProvided) {
    if (member.getChangeStatus() == JApiChangeStatus.NEW
        && member.getCompatibilityChanges().isEmpty()) {
      additions.add(line + ": is new");
    }
    add(line, member, isProvided);
  }

  private void add(String line, JApiCompatibility part, boolean isProvided) {
    for (JApiCompatibilityChange change : part.getCompatibilityChanges()) {
      boolean isCompatible = change.isBinaryCompatible() && change.isSourceCompatible();
      boolean isNoticed = !isProvided || !ONLY_FOR_MAKERS.contains(change.getType());
      (isCompatible || !isNoticed ? additions : breaks)
          .add(line + ": " + change.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  private static String text(JApiBehavior behavior) {
    return behavior.getName()
        + behavior.getParameters().stream()
            .map(parameter -> parameter.getType().replaceFirst(".*[.]", ""))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static boolean isEnum(JApiClass type) {
    return type.getClassType().getNewTypeOptional().orElseThrow() == JApiClassType.ClassType.ENUM;
  }

  /** What plugins knew of it when they were compiled counts. */
  private static boolean isProvided(JApiClass type) {
    CtClass known = type.getOldClass().or(type::getNewClass).orElseThrow();
    return known.hasAnnotation(PROVIDED);
  }
}
