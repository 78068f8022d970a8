// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes of a module make no cycle, so that each can be read, tested and moved together with
 * what is below it. A class counts with the classes that are nested in it. The classes of all
 * modules are looked at together: between modules there is no cycle anyway. What leaves no trace in
 * a class file is not seen: the use of a constant, and which classes a sealed one permits.
 */
final class ClassCyclesTest {

  /**
   * There is no exception. One that must be is {@code ignoreDependency(...)} here, with its reason
   * beside it.
   */
  private static final SliceRule NO_CYCLES =
      slices().assignedFrom(new ByOutermostClass()).should().beFreeOfCycles();

  @TempDir Path folder;

  @Test
  void classesMakeNoCycle() {
    assertThat(Product.CLASSES.size()).isBetween(230, 460);
    assertThat(cycles(Product.CLASSES)).isEmpty();
  }

  @Test
  void aCycleOfClassesIsFound() throws Exception {
    assertThat(
            cycles(
                sample(
                    "class One { Two two; }",
                    "class Two { void run() { new Three(); } }",
                    "class Three extends One { }")))
        .singleElement()
        .asString()
        .contains("dev.qrap.core.sample.One")
        .contains("dev.qrap.core.sample.Two")
        .contains("dev.qrap.core.sample.Three");
  }

  @Test
  void aCycleThroughNestedClassesIsFound() throws Exception {
    assertThat(
            cycles(
                sample(
                    "class One { static class Part { Two two; } }",
                    "class Two { Runnable run = () -> { new Object() { One one; }; }; }")))
        .isNotEmpty();
  }

  @Test
  void aClassMayKnowWhatIsNestedInIt() throws Exception {
    assertThat(cycles(sample("class One { Part part; static class Part { One whole; } }")))
        .isEmpty();
  }

  private JavaClasses sample(String... classes) throws Exception {
    return Sample.of(folder, "package dev.qrap.core.sample; " + String.join(" ", classes))
        .imported();
  }

  private static List<String> cycles(JavaClasses classes) {
    return NO_CYCLES.evaluate(classes).getFailureReport().getDetails();
  }

  private static final class ByOutermostClass implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass one) {
      return SliceIdentifier.of(Conditions.outermost(one));
    }

    @Override
    public String getDescription() {
      return "outermost classes";
    }
  }
}
