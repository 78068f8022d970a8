// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;

/**
 * A rule that says how many classes it is about, so that it cannot hold because it saw none.
 *
 * @param about the classes that must keep to it
 * @param condition what they must keep to
 */
record Rule(DescribedPredicate<JavaClass> about, ArchCondition<JavaClass> condition) {

  /**
   * The product keeps to it.
   *
   * @param atLeast about the number of classes that it is about; raise it when the product grows
   */
  void holdsForAtLeast(int atLeast) {
    assertThat(Product.CLASSES.that(about).size())
        .as("number of classes that the rule is about")
        .isBetween(atLeast, 2 * atLeast);
    assertThat(violations(Product.CLASSES)).isEmpty();
  }

  /** A sample does not, and each of the texts is in a violation. */
  void isBrokenBy(Sample sample, String... named) {
    List<String> violations = violations(sample.imported());
    assertThat(violations).isNotEmpty();
    for (String text : named) {
      assertThat(violations).anyMatch(violation -> violation.contains(text));
    }
  }

  /** A sample keeps to it, whether it is about the sample or not. */
  void isKeptBy(Sample sample) {
    assertThat(violations(sample.imported())).isEmpty();
  }

  private List<String> violations(JavaClasses classes) {
    return classes()
        .that(about)
        .should(condition)
        .allowEmptyShould(true)
        .evaluate(classes)
        .getFailureReport()
        .getDetails();
  }
}
