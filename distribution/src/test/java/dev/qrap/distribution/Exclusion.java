// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import dev.qrap.distribution.TransparencyIT.Outcome;
import dev.qrap.distribution.TransparencyIT.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Why something about the process may differ from that of the reference, by the names of
 * docs/transparency.md.
 */
enum Exclusion {
  /** The connection is another socket each time. */
  CONNECTION(
      "plain",
      (outcome, fact) ->
          fact.matches("descriptor \\d+ (target|file)")
              && isConnection(outcome.ours(), fact)
              && isConnection(outcome.reference(), fact)),

  /**
   * What the kernel counts: the memory of this very moment, switches, signals of all processes, and
   * for how many descriptors there is room, which fork(2) takes from the process that runs the
   * tests.
   */
  COUNTERS(
      "plain",
      (outcome, fact) -> fact.matches("status (Vm.*|Rss.*|.*voluntary_ctxt_switches|SigQ|FDSize)")),

  /** The reference overwrites an inherited 5. qrap takes another, and says so in -netdev. */
  OVERWRITTEN(
      "a locked pidfile on 5, patching",
      (outcome, fact) ->
          outcome.parent().isPatching()
              && outcome.reference().fact("descriptor 5 peer").endsWith(".socket")
              && outcome.ours().fact("descriptor 5 target").equals("/tmp/in")
              && (isOn("5", fact)
                  || isOn(outcome.netdevDescriptor(), fact)
                  || isNetdev(outcome.ours().fact(fact), outcome.reference().fact(fact)))),

  /** The reference closes FDNUM if that is the number that its socket got at first. */
  CLOSED_FDNUM(
      "on 3",
      (outcome, fact) ->
          isOn(outcome.parent().arguments().get(0), fact)
              && outcome.parent().isFirstFree()
              && outcome.reference().fact(fact).isEmpty()),

  /** A JVM sets handlers for these, and nothing says what was before. */
  IGNORED_SIGNALS(
      "all signals ignored",
      (outcome, fact) -> isLost(outcome, fact, Set.of(4, 7, 8, 11, 12, 13, 25))),

  /** The C library keeps 32 and 33 to itself: blocked or ignored, they are no more. */
  C_LIBRARY_SIGNALS(
      "all signals blocked",
      (outcome, fact) -> isLost(outcome, fact, Set.of(33)) || isUnblocked(outcome, fact)),

  /** dash needs to know of its children. */
  SHELL_SIGNAL(
      "all signals ignored",
      (outcome, fact) -> outcome.start() == Start.SCRIPT && isLost(outcome, fact, Set.of(17))),

  /** A shell drops names that are none to it, has variables of its own, and changes the order. */
  SHELL_ENVIRONMENT(
      "odd variables",
      (outcome, fact) ->
          outcome.start() == Start.SCRIPT
              && fact.equals(Dump.ENVIRONMENT)
              && asShell(outcome.ours()).equals(asShell(outcome.reference()))),

  /** The kernel forgets it for a new thread, and a JVM's main thread is one. */
  DEATH_SIGNAL(
      "a signal for the death of the parent",
      (outcome, fact) ->
          fact.equals("process death signal") && outcome.ours().fact(fact).equals("0")),

  /** A JVM says on standard error that it has seen them. */
  JVM_VARIABLES(
      "variables for a JVM",
      (outcome, fact) ->
          outcome.parent().environment().containsKey("JAVA_TOOL_OPTIONS")
              && fact.equals("descriptor 2 info pos"));

  private static final Pattern NETDEV = Pattern.compile("socket,fd=\\d+,(id=\\w+)");

  private final String shownBy;

  @SuppressWarnings("ImmutableEnumChecker") // the conditions have no state
  private final BiPredicate<Outcome, String> condition;

  Exclusion(String shownBy, BiPredicate<Outcome, String> condition) {
    this.shownBy = shownBy;
    this.condition = condition;
  }

  /** The name of a parent under which it shows. */
  String shownBy() {
    return shownBy;
  }

  boolean explains(Outcome outcome, String fact) {
    return condition.test(outcome, fact);
  }

  private static boolean isConnection(Dump dump, String fact) {
    String descriptor = fact.substring(0, fact.lastIndexOf(' '));
    return dump.fact(descriptor + " peer").endsWith("/passt_1.socket");
  }

  private static boolean isOn(String descriptor, String fact) {
    return fact.startsWith("descriptor " + descriptor + " ");
  }

  private static boolean isNetdev(String ours, String reference) {
    return NETDEV.matcher(ours).matches()
        && NETDEV
            .matcher(ours)
            .replaceFirst("$1")
            .equals(NETDEV.matcher(reference).replaceFirst("$1"));
  }

  private static boolean isLost(Outcome outcome, String fact, Set<Integer> signals) {
    return fact.startsWith(Dump.IGNORED)
        && signals.contains(Integer.valueOf(fact.substring(Dump.IGNORED.length())))
        && outcome.ours().fact(fact).isEmpty();
  }

  private static boolean isUnblocked(Outcome outcome, String fact) {
    return Set.of(Dump.BLOCKED + 32, Dump.BLOCKED + 33).contains(fact)
        && outcome.ours().fact(fact).isEmpty();
  }

  /** What a shell leaves of an environment, in an order. */
  private static List<String> asShell(Dump dump) {
    List<String> entries = new ArrayList<>(List.of(dump.fact(Dump.ENVIRONMENT).split("\0", -1)));
    entries.removeIf(
        entry ->
            entry.matches("(?s)(PWD|IFS|OPTIND|PPID)=.*")
                || !entry.matches("(?s)[A-Za-z_]\\w*=.*"));
    entries.sort(null);
    return entries;
  }
}
