// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What rules forbid, in terms of a class's dependencies and accesses. */
final class Conditions {

  private static final Set<String> JAVA_BASE =
      ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toSet());

  private Conditions() {}

  /** Whether a class is in a package that java.base exports to all. */
  static boolean isOfJavaBase(JavaClass target) {
    return JAVA_BASE.contains(target.getPackageName());
  }

  /** Whether a class is in a package or in one below it. */
  static boolean isIn(JavaClass target, String name) {
    return (target.getPackageName() + ".").startsWith(name + ".");
  }

  /** The name of the class in whose file a class is written. */
  static String outermost(JavaClass nested) {
    String name = nested.getName();
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  /**
   * A class depends on nothing but what is allowed.
   *
   * @param allowed asked with the class and with what it depends on, arrays taken off
   */
  static ArchCondition<JavaClass> dependOnlyOn(
      String description, BiPredicate<JavaClass, JavaClass> allowed) {
    return new ArchCondition<>("depend only on " + description) {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (!target.isPrimitive() && !allowed.test(origin, target)) {
            events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** A class depends on nothing of the forbidden. */
  static ArchCondition<JavaClass> notDependOn(String description, Predicate<JavaClass> forbidden) {
    return dependOnlyOn("anything but " + description, (origin, target) -> !forbidden.test(target));
  }

  /** A class calls no forbidden method, refers to none, and accesses no forbidden field. */
  static ArchCondition<JavaClass> notAccess(
      String description, Predicate<JavaAccess<?>> forbidden) {
    return new ArchCondition<>("not access " + description) {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
          if (forbidden.test(access)) {
            events.add(SimpleConditionEvent.violated(origin, access.getDescription()));
          }
        }
      }
    };
  }
}
