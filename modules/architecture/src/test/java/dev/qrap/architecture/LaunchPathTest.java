// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a launch does without: it works on bytes, and its speed is the product's speed. */
final class LaunchPathTest {

  /** They decode names by the locale; the launch goes through Host. */
  private static final Rule NO_FILES =
      new Rule(
          Product.LAUNCH_PATH,
          Conditions.dependOnlyOn("anything but files", LaunchPathTest::isNoFileOrAllowed)
              .and(Conditions.notAccess("the decoded environment", LaunchPathTest::isGetenv)));

  /** Name jars to the JDK, which takes nothing else, and only where there are jars. */
  private static final Set<String> OF_PLUGIN_JARS =
      Set.of("dev.qrap.core.catalog.PluginLayer", "dev.qrap.core.host.JavaPath");

  /** Looks at descriptors, first before there is native code to look with; the names are digits. */
  private static final String OF_DESCRIPTORS = "dev.qrap.exec.OpenDescriptors";

  /** What each costs at first use: docs/architecture.md. */
  private static final Rule FAST =
      new Rule(
          Product.LAUNCH_PATH.or(Product.CLI_OF_LAUNCH),
          Conditions.notDependOn(
                  "regular expressions", target -> Conditions.isIn(target, "java.util.regex"))
              .and(Conditions.notAccess("reflection", LaunchPathTest::isReflection))
              .and(Conditions.notAccess("slow methods of String", LaunchPathTest::isSlowText))
              .and(Conditions.notAccess("what a record has made", LaunchPathTest::isMadeUp))
              .and(Conditions.notAccess("streams", LaunchPathTest::isForbiddenStream)));

  /** The wall clock can be set at any time. A wait that is measured by it may never end. */
  private static final Rule NO_WALL_CLOCK =
      new Rule(
          Product.LAUNCH_PATH.or(Product.CLI),
          Conditions.notDependOn("dates", target -> Conditions.isIn(target, "java.time"))
              .and(Conditions.notAccess("the wall clock", LaunchPathTest::isWallClock)));

  private static final Set<String> SLOW_TEXT =
      Set.of("format", "formatted", "matches", "replaceAll", "replaceFirst", "split");

  /** The JVM generates code for these when the first of them is called, which takes 6 ms. */
  private static final Set<String> MADE_UP = Set.of("equals", "hashCode", "toString");

  /** Looks at providers before it makes them, which ServiceLoader offers by a stream alone. */
  private static final String KIND = "dev.qrap.core.catalog.Kind";

  private static final Set<String> STREAMS_OF_KIND =
      Set.of("java.util.ServiceLoader.stream()", "java.util.stream.Stream.iterator()");

  @TempDir Path folder;

  @Test
  void aLaunchUsesNoFilesOfJava() {
    NO_FILES.holdsForAtLeast(180);
  }

  @Test
  void usersOfFilesAreFound() throws Exception {
    NO_FILES.isBrokenBy(
        sample(
            """
            package dev.qrap.core.configuration;
            class Sample {
              Object read(String name) throws Exception {
                try (var in = new java.io.FileInputStream(name)) {
                  return in.read() + java.nio.file.Files.readString(java.nio.file.Path.of(name));
                }
              }
            }
            """),
        "java.io.FileInputStream",
        "java.nio.file.Files",
        "java.nio.file.Path");
  }

  @Test
  void usersOfTheDecodedEnvironmentAreFound() throws Exception {
    NO_FILES.isBrokenBy(
        sample(
            """
            package dev.qrap.locator.example;
            class Sample {
              String home = System.getenv("HOME");
              java.util.function.Supplier<java.util.Map<String, String>> all = System::getenv;
            }
            """),
        "java.lang.System.getenv(java.lang.String)",
        "java.lang.System.getenv()");
  }

  @Test
  void theCommandLineMayUseFiles() throws Exception {
    NO_FILES.isKeptBy(
        sample("package dev.qrap.cli; class Sample { java.io.FileDescriptor descriptor; }"));
  }

  @Test
  void nothingAsksForTheWallClock() {
    NO_WALL_CLOCK.holdsForAtLeast(300);
  }

  @Test
  void thoseWhoAskForItAreFound() throws Exception {
    NO_WALL_CLOCK.isBrokenBy(
        sample(
            """
            package dev.qrap.core.launch;
            class Sample {
              long millis() { return System.currentTimeMillis(); }
              Object now() { return new java.util.Date(); }
              Object time() { return java.time.Instant.now(); }
            }
            """),
        "java.lang.System.currentTimeMillis()",
        "java.util.Date.<init>()",
        "java.time.Instant");
  }

  @Test
  void aLaunchIsFast() {
    FAST.holdsForAtLeast(180);
  }

  @Test
  void regularExpressionsAreFound() throws Exception {
    FAST.isBrokenBy(
        sample(
            """
            package dev.qrap.filter.nics;
            class Sample {
              java.util.regex.Pattern pattern;
              boolean matches(String text) { return text.matches("e1000e?"); }
              String[] split(String text) { return text.split(","); }
              String[] all(String text) {
                return new String[] {text.replaceAll("a", "b"), text.replaceFirst("a", "b")};
              }
            }
            """),
        "java.util.regex.Pattern",
        "java.lang.String.matches(",
        "java.lang.String.split(",
        "java.lang.String.replaceAll(",
        "java.lang.String.replaceFirst(");
  }

  @Test
  void theCommandLineIsFastTooUntilItKnowsACommand() throws Exception {
    FAST.isBrokenBy(
        sample(
            """
            package dev.qrap.cli.launch;
            class Sample { Object words = java.util.List.of("run", "plan").stream(); }
            """),
        "java.util.List.stream()");
    FAST.isKeptBy(
        sample(
            """
            package dev.qrap.cli.command;
            class Sample { Object words = java.util.List.of("run", "plan").stream(); }
            """));
  }

  @Test
  void formatsAreFound() throws Exception {
    FAST.isBrokenBy(
        sample(
            """
            package dev.qrap.exec;
            class Sample {
              String one(int number) { return String.format("%d", number); }
              java.util.function.Function<Object[], String> other = "%d"::formatted;
            }
            """),
        "java.lang.String.format(",
        "java.lang.String.formatted(");
  }

  @Test
  void comparisonsOfRecordsAreFound() throws Exception {
    FAST.isBrokenBy(
        sample(
            """
            package dev.qrap.core.plan;
            class Sample {
              record Card(String id) {}
              boolean same(Card one, Card other) { return one.equals(other); }
              int hash(Card one) { return one.hashCode(); }
              String text(Card one) { return one.toString(); }
            }
            """),
        "Card.equals(java.lang.Object)",
        "Card.hashCode()",
        "Card.toString()");
  }

  @Test
  void reflectionIsFound() throws Exception {
    FAST.isBrokenBy(
        sample(
            """
            package dev.qrap.core.plan;
            class Sample {
              int count() { return Sample.class.getDeclaredMethods().length; }
              Class<?> other(String name) throws Exception { return Class.forName(name); }
            }
            """),
        "java.lang.Class.getDeclaredMethods()",
        "java.lang.Class.forName(");
  }

  @Test
  void streamsAreFound() throws Exception {
    FAST.isBrokenBy(
        sample(
            """
            package dev.qrap.core.catalog;
            class Sample {
              Object one(java.util.List<String> list) { return list.stream(); }
              Object two(String text) { return text.chars().count(); }
              Object three(java.util.ServiceLoader<String> loader) {
                return loader.stream().iterator();
              }
            }
            """),
        "java.util.List.stream()",
        "java.lang.String.chars()",
        "java.util.stream.IntStream.count()",
        "java.util.ServiceLoader.stream()",
        "java.util.stream.Stream.iterator()");
  }

  @Test
  void kindMayLookAtProvidersAndNoMore() throws Exception {
    String kind =
        """
        package dev.qrap.core.catalog;
        class Kind {
          Object providers(java.util.ServiceLoader<String> loader) {
            return loader.stream()%s.iterator();
          }
        }
        """;
    FAST.isKeptBy(sample(kind.formatted("")));
    FAST.isBrokenBy(sample(kind.formatted(".skip(1)")), "java.util.stream.Stream.skip(long)");
  }

  private Sample sample(String text) throws Exception {
    return Sample.of(folder, text);
  }

  private static boolean isNoFileOrAllowed(JavaClass origin, JavaClass target) {
    boolean allowed =
        (origin.getName().equals(OF_DESCRIPTORS) && target.isEquivalentTo(File.class))
            || (OF_PLUGIN_JARS.contains(origin.getName()) && target.isEquivalentTo(Path.class));
    return allowed || !isFile(target);
  }

  private static boolean isFile(JavaClass target) {
    return Conditions.isIn(target, "java.nio.file")
        || (target.getPackageName().equals("java.io")
            && (target.getSimpleName().startsWith("File")
                || target.getSimpleName().equals("RandomAccessFile")));
  }

  private static boolean isGetenv(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(System.class)
        && access.getTarget().getName().equals("getenv");
  }

  private static boolean isSlowText(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(String.class)
        && SLOW_TEXT.contains(access.getTarget().getName());
  }

  private static boolean isMadeUp(JavaAccess<?> access) {
    return access.getTargetOwner().isRecord() && MADE_UP.contains(access.getTarget().getName());
  }

  private static boolean isWallClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return owner.equals("java.util.Date")
        || owner.equals("java.util.Calendar")
        || (owner.equals("java.lang.System") && access.getName().equals("currentTimeMillis"));
  }

  private static boolean isReflection(JavaAccess<?> access) {
    return usesOrGets(access, "java.lang.reflect")
        || (access.getTargetOwner().isEquivalentTo(Class.class)
            && access.getTarget().getName().equals("forName"));
  }

  private static boolean isForbiddenStream(JavaAccess<?> access) {
    return usesOrGets(access, "java.util.stream")
        && !(access.getOriginOwner().getName().equals(KIND)
            && STREAMS_OF_KIND.contains(access.getTarget().getFullName()));
  }

  /** Whether it is on a class of a package or gives one. */
  private static boolean usesOrGets(JavaAccess<?> access, String name) {
    return Conditions.isIn(access.getTargetOwner(), name)
        || (access.getTarget() instanceof CodeUnitAccessTarget target
            && Conditions.isIn(target.getRawReturnType().getBaseComponentType(), name));
  }
}
