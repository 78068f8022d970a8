// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plugin authors rely on: who makes a type of the SPI, and since when there is one. */
final class StabilityTest {

  private static final Rule MARKS =
      new Rule(
          Product.SPI.and(
              DescribedPredicate.describe(
                  "public types",
                  type ->
                      type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isAnnotation())),
          new ArchCondition<>("say who makes them") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
              if (!type.isAnnotatedWith("dev.qrap.spi.ImplementedByPlugins")
                  && !type.isAnnotatedWith("dev.qrap.spi.ProvidedByQrap")) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " has no mark"));
              }
            }
          });

  @TempDir Path folder;

  @Test
  void everyTypeOfTheSpiSaysWhoMakesIt() {
    MARKS.holdsForAtLeast(40);
  }

  @Test
  void aTypeThatDoesNotSayWhoMakesItIsFound() throws Exception {
    Sample sample =
        Sample.of(
            folder,
            """
            package dev.qrap.spi;
            public record Toast(int slices) {
              public enum Colour { BROWN }
              @ImplementedByPlugins @ProvidedByQrap public enum Bread { RYE }
            }
            """);

    MARKS.isBrokenBy(
        sample, "dev.qrap.spi.Toast has no mark", "dev.qrap.spi.Toast$Colour has no mark");
  }

  @ParameterizedTest
  @CsvSource({"spi, 30", "testkit, 6"})
  void everyPublicTypeSaysSinceWhenItIsThere(String module, int atLeast) throws Exception {
    Map<String, String> since = since(Path.of("..", module, "src", "main", "java"));

    assertThat(since).hasSizeGreaterThanOrEqualTo(atLeast).doesNotContainValue("");
  }

  @Test
  void aTypeThatDoesNotSayItIsFound() throws Exception {
    Files.writeString(
        folder.resolve("Toast.java"),
        """
        /** Toast. @since 1 */
        public interface Toast {
          /**
           * Bread.
           *
           * @since 0.1
           */
          enum Bread {}
          class Butter {}
        }
        class Crumb { public static class Dust {} }
        """);

    assertThat(since(folder)).isEqualTo(Map.of("Toast", "", "Bread", "@since 0.1", "Butter", ""));
  }

  /** The public types in a folder of sources, each with its tag; empty where it has none. */
  private static Map<String, String> since(Path sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, String> found = new TreeMap<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(sources)) {
      List<Path> units = paths.filter(path -> path.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(units));
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new PublicTypes(comments).scan(unit, found);
      }
    }
    return found;
  }

  /** Visits a compilation unit's types and goes into those alone that others can see. */
  private static final class PublicTypes extends TreePathScanner<Void, Map<String, String>> {

    private final DocTrees comments;

    PublicTypes(DocTrees comments) {
      this.comments = comments;
    }

    @Override
    public Void visitClass(ClassTree type, Map<String, String> found) {
      if (!isPublic(type)) {
        return null;
      }
      found.put(type.getSimpleName().toString(), tag(comments.getDocCommentTree(getCurrentPath())));
      return super.visitClass(type, found);
    }

    private boolean isPublic(ClassTree type) {
      TreePath parent = getCurrentPath().getParentPath();
      boolean inInterface =
          switch (parent.getLeaf().getKind()) {
            case INTERFACE, ANNOTATION_TYPE -> true;
            default -> false;
          };
      return inInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private static String tag(DocCommentTree comment) {
      if (comment != null) {
        for (DocTree tag : comment.getBlockTags()) {
          if (tag.getKind() == DocTree.Kind.SINCE) {
            return tag.toString();
          }
        }
      }
      return "";
    }
  }
}
