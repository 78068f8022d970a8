// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the test classes that are named, in a world of a release (ReleasesIT), where Maven is not.
 * Says which tests failed or were skipped, and why, and in the end how many there were. Its exit
 * status is 0 if all passed.
 */
final class RunTests implements TestExecutionListener {

  private final List<String> said = new ArrayList<>();
  private TestPlan plan;
  private int passed;
  private int failed;
  private int skipped;

  private RunTests() {}

  public static void main(String[] classes) {
    RunTests run = new RunTests();
    LauncherFactory.create()
        .execute(
            request()
                .selectors(List.of(classes).stream().map(DiscoverySelectors::selectClass).toList())
                .build(),
            run);
    run.said.forEach(System.out::println);
    System.out.println(
        run.passed
            + " passed, "
            + run.failed
            + " failed, "
            + run.skipped
            + " skipped, "
            + InstalledQemu.starts()
            + " starts of QEMU");
    System.exit(run.failed == 0 ? 0 : 1);
  }

  @Override
  public void testPlanExecutionStarted(TestPlan begun) {
    plan = begun;
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    skipped++;
    said.add("SKIPPED " + name(test) + ": " + reason);
  }

  /** A class counts only if it did not come to its tests. */
  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Optional<Throwable> trouble = result.getThrowable();
    switch (result.getStatus()) {
      case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
      case ABORTED -> executionSkipped(test, trouble.map(Throwable::getMessage).orElse(""));
      case FAILED -> {
        failed++;
        said.add("FAILED " + name(test) + ": " + trouble.map(Throwable::toString).orElse(""));
      }
    }
  }

  private String name(TestIdentifier test) {
    return plan.getParent(test).map(parent -> name(parent) + " ").orElse("")
        + test.getDisplayName();
  }
}
