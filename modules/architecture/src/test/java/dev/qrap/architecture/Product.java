// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** All classes of all modules and plugins, and the parts of them that rules are about. */
final class Product {

  /** Imported once; of the class path that this module's pom makes. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.qrap");

  static final DescribedPredicate<JavaClass> ALL = alwaysTrue();
  static final DescribedPredicate<JavaClass> SPI = resideInAPackage("dev.qrap.spi..");
  static final DescribedPredicate<JavaClass> CORE = resideInAPackage("dev.qrap.core..");
  static final DescribedPredicate<JavaClass> EXEC = resideInAPackage("dev.qrap.exec..");
  static final DescribedPredicate<JavaClass> CLI = resideInAPackage("dev.qrap.cli..");
  static final DescribedPredicate<JavaClass> TESTKIT = resideInAPackage("dev.qrap.testkit..");

  /** Whatever is none of the modules: a new plugin is in without being named. */
  static final DescribedPredicate<JavaClass> PLUGINS =
      resideOutsideOfPackages(
          "dev.qrap.spi..",
          "dev.qrap.core..",
          "dev.qrap.exec..",
          "dev.qrap.cli..",
          "dev.qrap.testkit..");

  /** What a launch has of the command line, but for what writes to standard error. */
  static final DescribedPredicate<JavaClass> CLI_OF_LAUNCH =
      resideInAnyPackage("dev.qrap.cli", "dev.qrap.cli.launch");

  /** What runs in a launch, but for the command line. */
  static final DescribedPredicate<JavaClass> LAUNCH_PATH = SPI.or(CORE).or(EXEC).or(PLUGINS);

  private Product() {}
}
