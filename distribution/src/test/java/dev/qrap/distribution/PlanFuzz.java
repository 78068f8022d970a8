// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.qrap.core.LaunchException;
import dev.qrap.core.Printable;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.PluginModules;
import dev.qrap.core.catalog.Selection;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.plan.Argument;
import dev.qrap.core.plan.Change;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.Planner;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.core.plan.RunningBackends;
import dev.qrap.core.qemu.Emulator;
import dev.qrap.spi.QemuOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans random lines with the product's own modules and plugins, as the image has them. Started by
 * {@link SoakIT} with the number of lines and a seed, and on standard input the options of QEMU.
 * Half of the lines are any words in any order; the others are {@link WrittenLine}s, and {@link
 * KeptOptions} says what they have lost. Prints what the lines became, and ends with status 1 if a
 * count of faults is not 0.
 */
public final class PlanFuzz {

  /** Options whose values say something of the network, and some that do not. */
  private static final List<String> OPTIONS =
      List.of(
          "-device",
          "-device",
          "-device",
          "--device",
          "-netdev",
          "-netdev",
          "--netdev",
          "-net",
          "-nic",
          "-set",
          "-object",
          "-machine",
          "-M",
          "-readconfig",
          "-m",
          "-append",
          "-name",
          "-nodefaults",
          "-nographic",
          "-S",
          "-drive",
          "-incoming",
          "-vga",
          "-fancy",
          "--fancy",
          "-",
          "--",
          "---",
          "disk.img");

  private static final List<String> WORDS =
      List.of(
          "e1000",
          "virtio-net-pci",
          "rtl8139",
          "usb-net",
          "virtio-rng-pci",
          "pcie-root-port",
          "nvme",
          "user",
          "tap",
          "stream",
          "socket",
          "none",
          "nic",
          "bridge",
          "pc",
          "q35",
          "microvm",
          "s390-ccw-virtio",
          "virt",
          "spike",
          "filter-dump",
          "help",
          "fd=5",
          "on");

  private static final List<String> KEYS =
      List.of(
          "id",
          "netdev",
          "driver",
          "type",
          "qom-type",
          "bus",
          "addr",
          "mac",
          "model",
          "hostfwd",
          "devno",
          "multifunction",
          "x",
          "");

  private static final List<String> VALUES =
      List.of(
          "n0",
          "n0",
          "n1",
          "net0",
          "pci.0",
          "pci.3",
          "pcie.0",
          "0x2",
          "0x1.0x2",
          "2",
          "16",
          "99999999999999999999",
          "-1",
          "fe.0.0001",
          "tcp::80-:80",
          "",
          ",,",
          "a,,b");

  /** Options that a plan may change or remove. */
  private static final Set<String> NETWORK =
      Set.of("device", "netdev", "net", "nic", "set", "object");

  /** What may be wrong with a plan. */
  private enum Fault {
    EXCEPTIONS,
    FOREIGN_ARGUMENTS_LOST,
    CARDS_LOST,
    REFUSALS_WITHOUT_ARGUMENT
  }

  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Fault fault;

    Found(Fault fault, String what) {
      super(what);
      this.fault = fault;
    }
  }

  /** Neighbouring seeds give similar first numbers. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int MOST_SHOWN = 10;

  /** The forms of a launch; of the second, the cards are exchanged for one. */
  private static final int REPLACING = 1;

  private static final int RUN = 2;

  private final Map<String, Boolean> table;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final Set<String> seenOptions = new TreeSet<>();
  private Random random = new Random();

  private PlanFuzz(Map<String, Boolean> table) {
    this.table = table;
    for (Fault fault : Fault.values()) {
      faults.put(fault, 0);
    }
  }

  /** Plans {@code args[0]} lines of the seed {@code args[1]}; each line has the next seed. */
  public static void main(String[] args) throws IOException {
    Map<String, Boolean> table = new TreeMap<>();
    for (String line : new String(System.in.readAllBytes(), ISO_8859_1).lines().toList()) {
      String[] words = line.split(" ", -1);
      table.put(words[0], Boolean.valueOf(words[1]));
    }
    PlanFuzz fuzz = new PlanFuzz(table);
    List<Planner> planners =
        List.of(
            planner(LaunchForm.BARE, "keep"),
            planner(LaunchForm.BARE, "replace"),
            planner(LaunchForm.RUN, "keep"));
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      fuzz.one(planners, Long.parseLong(args[1]) + i);
    }
    fuzz.faults.forEach((fault, count) -> System.out.println(fault + "=" + count));
    System.out.println("OPTIONS=" + fuzz.seenOptions.size() + " of " + table.size());
    System.out.println(fuzz.outcomes);
    System.exit(fuzz.faults.values().stream().allMatch(count -> count == 0) ? 0 : 1);
  }

  private void one(List<Planner> planners, long seed) {
    random = new Random(seed * SPREAD);
    int form = random.nextInt(planners.size());
    boolean written = random.nextBoolean();
    List<String> words = List.of();
    try {
      if (written) {
        WrittenLine line = new WrittenLine.Writer(random, table).line();
        words = line.words();
        judge(planners.get(form), form, line);
      } else {
        words = line();
        plan(planners.get(form), words);
      }
    } catch (Found found) {
      report(found.fault, seed, words, found);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      report(Fault.EXCEPTIONS, seed, words, e);
    }
    for (String word : words) {
      String name = word.replaceFirst("^--?", "");
      if (table.containsKey(name) && !name.equals(word)) {
        seenOptions.add(name);
      }
    }
  }

  private void report(Fault fault, long seed, List<String> line, Throwable cause) {
    if (faults.merge(fault, 1, Integer::sum) <= MOST_SHOWN) {
      String text = line.toString();
      System.out.println(
          fault + " in the line of seed " + seed + ": " + cause + "\n  " + Printable.line(text));
      if (fault == Fault.EXCEPTIONS) {
        cause.printStackTrace(System.out);
      }
    }
  }

  /** Plans a line of which is known what it is made of. */
  private void judge(Planner planner, int form, WrittenLine line) {
    Optional<LaunchPlan> planned = plan(planner, line.words());
    if (planned.isEmpty()) {
      return;
    }
    LaunchPlan plan = planned.get();
    List<String> result = plan.filled(Collections.nCopies(plan.connections().size(), "/s"));
    if (plan.passesThrough()) {
      count("passed through");
      check(result.equals(line.words()), Fault.FOREIGN_ARGUMENTS_LOST, "passed through changed");
      return;
    }
    KeptOptions kept = new KeptOptions(line, result, table);
    check(!kept.losesForeign(), Fault.FOREIGN_ARGUMENTS_LOST, "became " + result);
    boolean lost =
        form == REPLACING
            ? kept.losesCardOfReplaced()
            : kept.losesCardOfKept(form != RUN && !isOfEarlierGuest(line));
    check(!lost, Fault.CARDS_LOST, "became " + result);
  }

  /** A guest that ran before gets no other devices. */
  private static boolean isOfEarlierGuest(WrittenLine line) {
    return line.words().stream().anyMatch(word -> word.matches("--?(incoming|loadvm)"));
  }

  private static Planner planner(LaunchForm form, String policy) {
    Host host = ServiceLoader.load(Host.class).findFirst().orElseThrow();
    ProcessContext process =
        new ProcessContext(List.of(), List.of(), List.of(0, 1, 2), 1024, 0, false, "x86_64");
    Catalog catalog =
        new Catalog(Selection.ALL, new PluginModules(host, List.of()), System.err::println);
    return new Planner(
        catalog,
        process,
        PlanFuzz::file,
        settings(form, policy),
        new Backends(catalog, "", BackendHost.BARE),
        RunningBackends.NONE);
  }

  private static Settings settings(LaunchForm form, String policy) {
    try {
      return Settings.of(
          Keys.ALL, form, List.of(new Setting("nic", policy, "the fuzz")), PluginSettings.NONE);
    } catch (LaunchException e) {
      throw new AssertionError(e);
    }
  }

  /** A file's content is what its name says; some files are not there. */
  private static String file(String path) throws LaunchException {
    if (path.length() > 1 && path.length() % 3 == 0) {
      throw new LaunchException("cannot read " + path);
    }
    return path.replace(',', '\n') + "\n[netdev \"n0\"]\ntype = \"user\"\n" + path;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private List<String> line() {
    List<String> line = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      line.add(
          switch (random.nextInt(10)) {
            case 0 -> bytes(12);
            case 1 -> oneOf(WORDS);
            case 2, 3, 4 -> plain();
            case 5, 6 -> json();
            default -> oneOf(OPTIONS);
          });
      if (random.nextInt(3) > 0) {
        line.add(oneOf(OPTIONS));
        line.add(random.nextBoolean() ? plain() : json());
      }
    }
    return line;
  }

  private String bytes(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append((char) (1 + random.nextInt(255)));
    }
    return text.toString();
  }

  private String value() {
    return switch (random.nextInt(40)) {
      case 0 -> bytes(20);
      case 1 -> oneOf(List.of("9", "x", ",", "{", "\u00ff")).repeat(1 + random.nextInt(9000));
      default -> oneOf(VALUES);
    };
  }

  private String plain() {
    StringBuilder text = new StringBuilder(random.nextInt(5) > 0 ? oneOf(WORDS) : "");
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(random.nextInt(20) > 0 ? "," : "").append(oneOf(KEYS)).append('=');
      text.append(value());
    }
    return random.nextInt(12) == 0
        ? oneOf(List.of("device.", "netdev.")) + oneOf(VALUES) + "." + text
        : torn(text.toString());
  }

  private String json() {
    StringBuilder text = new StringBuilder("{");
    text.append(oneOf(List.of("\"driver\":", "\"type\":", "'driver' : ", "\"qom-type\":")));
    text.append('"').append(oneOf(WORDS)).append('"');
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(",\"").append(oneOf(KEYS)).append("\":");
      switch (random.nextInt(6)) {
        case 0 -> text.append(random.nextInt());
        case 1 ->
            text.append(
                oneOf(List.of("true", "null", "{}", "[1,{\"a\":2}]", "1e999", "-0.0E-10", "1E+3")));
        case 2 -> text.append("[".repeat(random.nextInt(1500)));
        default -> text.append('"').append(value()).append('"');
      }
    }
    return torn(text.append('}').toString());
  }

  /** Mostly the text itself; at times with a piece missing or a byte too much. */
  private String torn(String text) {
    int place = random.nextInt(text.length() + 1);
    return switch (random.nextInt(12)) {
      case 0 -> text.substring(0, place);
      case 1 -> text.substring(0, place) + (char) (1 + random.nextInt(255)) + text.substring(place);
      default -> text;
    };
  }

  /** The plan, if there is one. */
  private Optional<LaunchPlan> plan(Planner planner, List<String> line) {
    LaunchPlan plan;
    try {
      plan =
          planner.plan(
              new Invocation(Invocation.Mode.PATCH, 0, "", line),
              List.of(new QemuCommand("kvm", "/usr/bin/kvm")),
              new SilentQemu("/usr/bin/kvm", "x86_64", "", ""));
    } catch (LaunchException refusal) {
      count("refused");
      check(
          names(refusal.getMessage(), line), Fault.REFUSALS_WITHOUT_ARGUMENT, refusal.getMessage());
      return Optional.empty();
    }
    count(plan.connections().size() + " connections");
    List<String> before = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (Change change : plan.changes()) {
      count(change.kind().name());
      switch (change.kind()) {
        case ADDED -> added.addAll(filled(plan, change.arguments()));
        case REMOVED -> {
          List<String> option = filled(plan, change.arguments());
          check(NETWORK.contains(name(option)), Fault.FOREIGN_ARGUMENTS_LOST, "foreign: " + option);
          before.addAll(option);
        }
        case CHANGED -> {
          List<String> option = filled(plan, change.arguments());
          List<String> now = filled(plan, change.replacement());
          check(NETWORK.contains(name(option)), Fault.FOREIGN_ARGUMENTS_LOST, "foreign: " + option);
          check(
              now.get(0).equals(option.get(0)) && now.size() == 2,
              Fault.CARDS_LOST,
              option + " became " + now);
          isTheSame(option, now);
          before.add(option.get(1)); // its name is still there
        }
        default -> {}
      }
    }
    isWhatWasThere(line, plan, before, added);
    return Optional.of(plan);
  }

  /** A card keeps all that it said; a backend keeps its id. */
  private static void isTheSame(List<String> option, List<String> now) {
    QemuOption was = CommandLine.option(0, name(option), option.get(1));
    QemuOption is = CommandLine.option(0, name(option), now.get(1));
    check(
        is.get("id").equals(was.get("id")), Fault.CARDS_LOST, "the id of " + option + " in " + now);
    if (name(option).equals("device")) {
      check(
          is.properties().subList(0, was.properties().size()).equals(was.properties()),
          Fault.CARDS_LOST,
          option + " lost something in " + now);
      check(
          is.properties().size() == was.properties().size() + 1,
          Fault.CARDS_LOST,
          now + " has more than netdev");
    }
  }

  /** Every argument but those of changed options is there, in order, and then what was added. */
  private static void isWhatWasThere(
      List<String> line, LaunchPlan plan, List<String> before, List<String> added) {
    List<String> arguments = plan.filled(Collections.nCopies(plan.connections().size(), "/s"));
    int kept = arguments.size() - added.size();
    check(
        kept >= 0 && arguments.subList(kept, arguments.size()).equals(added),
        Fault.FOREIGN_ARGUMENTS_LOST,
        "end: " + added);
    List<String> missing = new ArrayList<>(before);
    int next = 0;
    for (String argument : line) {
      if (next < kept && arguments.get(next).equals(argument)) {
        next++;
      } else {
        check(
            missing.remove(argument),
            Fault.FOREIGN_ARGUMENTS_LOST,
            "lost: " + argument + " in " + arguments);
        // In the place of a changed value there is another one.
        boolean changed = plan.changes().stream().anyMatch(change -> replaces(change, argument));
        next += changed ? 1 : 0;
      }
    }
    check(
        next == kept && missing.isEmpty(),
        Fault.FOREIGN_ARGUMENTS_LOST,
        "too much: " + arguments + missing);
  }

  private static boolean replaces(Change change, String value) {
    return change.kind() == Change.Kind.CHANGED && change.arguments().get(1).before().equals(value);
  }

  private static String name(List<String> option) {
    return option.get(0).replaceFirst("^--?", "");
  }

  private static List<String> filled(LaunchPlan plan, List<Argument> arguments) {
    List<String> filled = new ArrayList<>();
    for (Argument argument : arguments) {
      boolean complete = argument.placeholder() == Argument.Placeholder.NONE;
      int descriptor = complete ? 0 : plan.connections().get(argument.connection()).descriptor();
      filled.add(argument.fill(descriptor, "/s"));
    }
    return filled;
  }

  /** Whether a refusal quotes something of the line. */
  private static boolean names(String message, List<String> line) {
    String type = CommandLine.parse(line).machine("x86_64").type();
    return message.contains("machine '" + Printable.line(type) + "'")
        || line.stream()
            .anyMatch(
                argument -> argument.length() > 1 && message.contains(Printable.line(argument)));
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  private static void check(boolean condition, Fault fault, String what) {
    if (!condition) {
      throw new Found(fault, what);
    }
  }

  /** One that is not asked. */
  private record SilentQemu(String path, String architecture, String netdevHelp, String machineHelp)
      implements Emulator {
    @Override
    public String version() {
      return "";
    }
  }
}
