// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native code is dev.qrap.exec's alone. */
final class NativeCodeTest {

  private static final Set<String> LOADERS = Set.of("load", "loadLibrary");

  private static final Rule NO_NATIVE_CODE =
      new Rule(
          not(Product.EXEC),
          Conditions.notDependOn("native code", NativeCodeTest::isNative)
              .and(Conditions.notAccess("what loads a library", NativeCodeTest::loadsLibrary))
              .and(haveNoNativeMethod()));

  @TempDir Path folder;

  @Test
  void onlyExecTouchesNativeCode() {
    NO_NATIVE_CODE.holdsForAtLeast(210);
  }

  @Test
  void aUserOfJnaIsFound() throws Exception {
    NO_NATIVE_CODE.isBrokenBy(
        sample(
            """
            package dev.qrap.core.launch;
            class Sample { Object parent() { return com.sun.jna.NativeLibrary.getProcess(); } }
            """),
        "com.sun.jna.NativeLibrary.getProcess()");
  }

  @Test
  void aPluginThatMentionsJnaIsFound() throws Exception {
    NO_NATIVE_CODE.isBrokenBy(
        sample("package org.example; interface Sample extends com.sun.jna.platform.linux.LibC {}"),
        "com.sun.jna.platform.linux.LibC");
  }

  @Test
  void aNativeMethodIsFound() throws Exception {
    NO_NATIVE_CODE.isBrokenBy(
        sample("package dev.qrap.spi; class Sample { static native int getpid(); }"),
        "dev.qrap.spi.Sample.getpid() is native");
  }

  @Test
  void whatLoadsALibraryIsFound() throws Exception {
    NO_NATIVE_CODE.isBrokenBy(
        sample(
            """
            package dev.qrap.cli;
            class Sample {
              void load() {
                System.load("/tmp/evil.so");
                System.loadLibrary("evil");
                Runtime.getRuntime().load("/tmp/evil.so");
                java.util.function.Consumer<String> later = Runtime.getRuntime()::loadLibrary;
              }
            }
            """),
        "java.lang.System.load(",
        "java.lang.System.loadLibrary(",
        "java.lang.Runtime.load(",
        "java.lang.Runtime.loadLibrary(");
  }

  @Test
  void usersOfUnsafeAreFound() throws Exception {
    NO_NATIVE_CODE.isBrokenBy(
        sample(
            """
            package dev.qrap.testkit;
            class Sample {
              sun.misc.Unsafe one;
              jdk.internal.misc.Unsafe[] other;
            }
            """),
        "sun.misc.Unsafe",
        "jdk.internal.misc.Unsafe");
  }

  @Test
  void aUserOfForeignMemoryIsFound() throws Exception {
    assumeTrue(Runtime.version().feature() >= 22, "java.lang.foreign came with Java 22");
    NO_NATIVE_CODE.isBrokenBy(
        sample(
            """
            package dev.qrap.filter.nics;
            class Sample { Object linker() { return java.lang.foreign.Linker.nativeLinker(); } }
            """),
        "java.lang.foreign.Linker.nativeLinker()");
  }

  @Test
  void execMay() throws Exception {
    NO_NATIVE_CODE.isKeptBy(
        sample("package dev.qrap.exec; class Sample { com.sun.jna.Pointer pointer; }"));
  }

  private Sample sample(String text) throws Exception {
    return Sample.of(folder, text);
  }

  private static boolean isNative(JavaClass target) {
    return Conditions.isIn(target, "com.sun.jna")
        || Conditions.isIn(target, "java.lang.foreign")
        || Conditions.isIn(target, "jdk.internal")
        || Conditions.isIn(target, "sun");
  }

  private static boolean loadsLibrary(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return LOADERS.contains(access.getTarget().getName())
        && (owner.isEquivalentTo(System.class) || owner.isEquivalentTo(Runtime.class));
  }

  private static ArchCondition<JavaClass> haveNoNativeMethod() {
    return new ArchCondition<>("have no native method") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        for (JavaMethod method : origin.getMethods()) {
          if (method.getModifiers().contains(JavaModifier.NATIVE)) {
            events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is native"));
          }
        }
      }
    };
  }
}
