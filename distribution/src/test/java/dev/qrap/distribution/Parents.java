// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parents under which qrap and the reference are compared. */
final class Parents {

  /** The numbers of linux/prctl.h, linux/personality.h and linux/sched.h. */
  private static final int PR_SET_PDEATHSIG = 1;

  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_SECUREBITS = 28;
  private static final int PR_SET_TIMERSLACK = 29;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_SET_THP_DISABLE = 41;
  private static final int CAP_SYS_TIME = 25;
  private static final int SECBIT_NOROOT = 1;
  private static final int ADDR_NO_RANDOMIZE = 0x0040000;
  private static final int SCHED_BATCH = 3;

  private static final int KILL = 9;
  private static final int STOP = 19;
  private static final int LAST_SIGNAL = 31;
  private static final int LAST_REALTIME_SIGNAL = 64;
  private static final int LAST_INHERITED = 40;

  private Parents() {}

  static List<Parent> all() {
    List<Parent> parents = new ArrayList<>();
    parents.add(Parent.of("plain"));
    parents.add(Parent.of("plain, patching").patching());
    parents.addAll(words());
    parents.addAll(descriptors());
    parents.addAll(signals());
    parents.addAll(limitsAndRest());
    return parents;
  }

  private static List<Parent> words() {
    StringBuilder allBytes = new StringBuilder();
    for (char c = 1; c < 256; c++) {
      allBytes.append(c);
    }
    List<String> odd = List.of("", allBytes.toString(), "", "a\nb", "\u00ff\u00fe", "@file", "");
    Parent manyVariables = Parent.of("5000 variables");
    for (int i = 0; i < 5000; i++) {
      manyVariables.environment().put("VARIABLE_" + i, "value " + i);
    }
    return List.of(
        Parent.of("arguments that are not UTF-8").passing(odd),
        Parent.of("arguments that are not UTF-8, patching").patching().passing(odd),
        Parent.of("arguments that are not UTF-8, in a UTF-8 locale")
            .with("LC_ALL", "C.UTF-8")
            .passing(odd),
        Parent.of("120 kB in an argument").passing(List.of("x".repeat(120_000))),
        Parent.of("1 MB of arguments").passing(megabyte()),
        manyVariables,
        Parent.of("odd variables")
            .with("A-B", "c")
            .with("", "no name")
            .with("1", "a number")
            .with("EMPTY", "")
            .with("BYTES", allBytes.toString())
            .with("BASH_FUNC_f%%", "() {  :\n}")
            .with("PWD", "/elsewhere")
            .with("IFS", "x")
            .with("OPTIND", "7")
            .with("PPID", "8")
            .with("OLDPWD", "/elsewhere")
            .with("PS1", "9"),
        Parent.of("variables for a JVM")
            .with("CLASSPATH", "/nonexistent")
            .with("JAVA_HOME", "/nonexistent")
            .with("_JAVA_OPTIONS", "-Dx=y")
            .with("JAVA_TOOL_OPTIONS", "-Dx=y")
            .with("JDK_JAVA_OPTIONS", "-Dx=y"),
        Parent.of("the folder of a JVM in LD_LIBRARY_PATH")
            .with("LD_LIBRARY_PATH", "/nonexistent:/tmp/image/lib/server"));
  }

  private static List<String> megabyte() {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      arguments.add("x".repeat(90) + i);
    }
    return arguments;
  }

  private static List<Parent> descriptors() {
    List<String> inherited = new ArrayList<>();
    for (int number = 3; number <= LAST_INHERITED; number++) {
      inherited.add("open=" + number + ":/tmp/in");
      inherited.add(number % 4 == 0 ? "cloexec=" + number : "seek=" + number + ":" + number);
    }
    List<Parent> parents = new ArrayList<>();
    for (Set<Integer> closed :
        List.of(Set.of(0), Set.of(1), Set.of(2), Set.of(0, 1), Set.of(0, 1, 2))) {
      List<String> steps = closed.stream().sorted().map(number -> "close=" + number).toList();
      parents.add(Parent.of("closed " + closed).stepping(steps));
      parents.add(Parent.of("closed " + closed + ", patching").stepping(steps).patching());
    }
    // 3 and on are numbers that the JVM uses itself; the reference's own socket is on 3.
    for (int number : new int[] {3, 4, 6, 7, 8, 9, 10, 11, 12, 40}) {
      parents.add(Parent.of("on " + number).on(number));
    }
    parents.add(Parent.of("on 4, with 3 inherited").stepping("open=3:/tmp/in").on(4));
    parents.add(Parent.of("on 5, which is inherited").stepping("open=5:/tmp/in"));
    parents.add(Parent.of("3 to 40 inherited").stepping(inherited));
    parents.add(Parent.of("3 to 40 inherited, on 41").stepping(inherited).on(41));
    parents.add(Parent.of("3 to 40 inherited, on 60").stepping(inherited).on(60));
    parents.add(Parent.of("3 to 40 inherited, patching").stepping(inherited).patching());
    parents.add(
        Parent.of("a locked pidfile on 5, patching")
            .stepping("open=5:/tmp/in", "lock=5")
            .patching());
    parents.add(
        Parent.of("a locked pidfile on 7, patching")
            .stepping("open=7:/tmp/in", "lock=7")
            .patching());
    parents.add(Parent.of("a file of the image inherited").stepping("open=9:/tmp/image/release"));
    parents.add(
        Parent.of("a terminal")
            .after("mount -t devpts -o ptmxmode=666 devpts /tmp/empty")
            .stepping("tty=/tmp/empty"));
    return parents;
  }

  private static List<Parent> signals() {
    List<Integer> usual =
        IntStream.rangeClosed(1, LAST_SIGNAL)
            .filter(signal -> signal != KILL && signal != STOP)
            .boxed()
            .toList();
    List<Parent> parents = new ArrayList<>();
    for (int i = 0; i < usual.size(); i++) {
      int blocked = usual.get(i);
      int ignored = usual.get((i + 1) % usual.size());
      parents.add(
          Parent.of("signal " + blocked + " blocked, " + ignored + " ignored")
              .stepping("block=" + blocked, "ignore=" + ignored));
    }
    String all =
        IntStream.rangeClosed(1, LAST_REALTIME_SIGNAL)
            .filter(signal -> signal != KILL && signal != STOP)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(":"));
    parents.add(Parent.of("all signals blocked").stepping("block=" + all));
    parents.add(Parent.of("all signals ignored").stepping("ignore=" + all));
    parents.add(Parent.of("signals pending").stepping("block=1:2:10:15", "raise=1", "raise=10"));
    parents.add(Parent.of("an alarm is set").stepping("alarm=10000"));
    parents.add(
        Parent.of("a signal for the death of the parent")
            .stepping("prctl=" + PR_SET_PDEATHSIG + ":15"));
    return parents;
  }

  private static List<Parent> limitsAndRest() {
    return List.of(
        Parent.of("64 descriptors").stepping("limit=7:64:4096"),
        Parent.of("1024 descriptors").stepping("limit=7:1024:4096"),
        Parent.of("other limits")
            .stepping("limit=3:16777216:33554432", "limit=4:0:0", "limit=0:5000:6000")
            .stepping("limit=8:65536:65536", "limit=11:500:600", "limit=12:4096:8192")
            .stepping("limit=1:1000000:2000000", "limit=2:4294967296:8589934592"),
        Parent.of("an unlimited stack").stepping("limit=3:-1:-1").asRoot(),
        Parent.of("umask 0").stepping("umask=0"),
        Parent.of("umask 0377").stepping("umask=0377"),
        Parent.of("lower priority")
            .stepping("nice=7", "scheduler=" + SCHED_BATCH, "io_priority=" + (3 << 13), "cpu=0"),
        Parent.of("/proc")
            .stepping("write=/proc/self/oom_score_adj:500")
            .stepping("write=/proc/self/coredump_filter:0x11"),
        Parent.of("personality").stepping("personality=" + ADDR_NO_RANDOMIZE),
        Parent.of("another folder").stepping("chdir=/usr/lib"),
        Parent.of("process flags")
            .stepping("prctl=" + PR_SET_NO_NEW_PRIVS + ":1")
            .stepping("prctl=" + PR_SET_TIMERSLACK + ":77000")
            .stepping("prctl=" + PR_SET_CHILD_SUBREAPER + ":1")
            .stepping("prctl=" + PR_SET_THP_DISABLE + ":1"),
        Parent.of("fewer capabilities")
            .stepping("prctl=" + PR_CAPBSET_DROP + ":" + CAP_SYS_TIME)
            .stepping("prctl=" + PR_SET_SECUREBITS + ":" + SECBIT_NOROOT),
        Parent.of("groups").stepping("groups=0:7:4711").asRoot(),
        Parent.of("another user").stepping("groups=4712", "user=4711").asRoot());
  }
}
