// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.commandline.CommandLine;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Extension;
import dev.qrap.spi.Guest;
import dev.qrap.spi.GuestMemory;
import dev.qrap.spi.InstalledProgram;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.QemuInfo;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of a plugin goes through the catalog: what the catalog gives out passes each method of
 * the plugin's interface on, watches it and checks its answer.
 */
final class CheckedPluginsTest {

  private record Facts(String path) implements SocketFacts {
    @Override
    public boolean isListening(String otherPath) {
      return false;
    }

    @Override
    public List<String> commandLine() {
      return List.of();
    }
  }

  private record Qemu(String path, String architecture, String netdevHelp, String version)
      implements QemuInfo {}

  private static final Machine PC = new Machine("x86_64", "pc", List.of(), true);

  private static final QemuOption OPTION =
      CommandLine.parse(List.of("-nic", "user")).options().get(0);

  private static final Map<Class<?>, Object> ARGUMENTS =
      Map.ofEntries(
          Map.entry(QemuOption.class, OPTION),
          Map.entry(Machine.class, PC),
          Map.entry(Inventory.class, new Inventory(List.of(OPTION))),
          Map.entry(Addressing.class, Addressing.LOWEST_FREE),
          Map.entry(Guest.class, guest(new Qemu("/qemu", "x86_64", "", ""))),
          Map.entry(LocatorContext.class, new LocatorContext("", Map.of())),
          Map.entry(SocketFacts.class, new Facts("/tmp/s")),
          Map.entry(NetworkFeature.class, new NetworkFeature.Isolation("restrict=on")),
          Map.entry(NetworkRequest.class, NetworkRequest.NOTHING),
          Map.entry(InstalledProgram.class, (InstalledProgram) () -> ""),
          Map.entry(Attachment.class, new Attachment.Descriptor(3)),
          Map.entry(String.class, ""));

  private static Guest guest(QemuInfo qemu) {
    return new Guest(qemu, PC, "", "", new GuestMemory(true, ""), true, List.of(), "qrap0");
  }

  private final FakeCatalog fakes = new FakeCatalog();

  /** The methods that were called. */
  private final List<String> called = new ArrayList<>();

  /** What the methods answer; null if they are not here. */
  private final Map<String, Object> answers = new HashMap<>();

  /** Sees each method as it is called. */
  private Consumer<String> watched = method -> {};

  /** What was said of slow plugins, and the clock that tells. */
  private final List<String> said = new ArrayList<>();

  private long now = 5_000_000_000L;

  static Stream<Kind<?>> kinds() {
    return Kind.ALL.stream();
  }

  private <T extends Extension> LoadedPlugin<T> plugin(Kind<T> kind) throws LaunchException {
    fakes.with(kind, own(kind));
    return fakes.catalog().active(kind).get(0);
  }

  private <T extends Extension> T own(Kind<T> kind) {
    answers.putIfAbsent("name", "org.example.x");
    answers.putIfAbsent("priority", 7);
    answers.putIfAbsent("families", List.of());
    Object proxy =
        Proxy.newProxyInstance(
            CheckedPluginsTest.class.getClassLoader(),
            new Class<?>[] {kind.type()},
            (self, method, arguments) -> {
              called.add(method.getName());
              watched.accept(method.getName());
              Object answer = answers.get(method.getName());
              if (answer instanceof RuntimeException failure) {
                throw failure;
              }
              return answer instanceof Asked asked ? asked.answer(arguments) : answer;
            });
    return kind.type().cast(proxy);
  }

  /** The methods by which a launch asks a plugin of a kind. */
  private static List<Method> methods(Kind<?> kind) {
    List<Method> methods = new ArrayList<>();
    for (Method method : kind.type().getMethods()) {
      boolean ofItself = List.of("name", "priority").contains(method.getName());
      if (!ofItself && !Modifier.isStatic(method.getModifiers())) {
        methods.add(method);
      }
    }
    assertThat(methods).isNotEmpty();
    return methods;
  }

  private static Object[] arguments(Method method) {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray(Object[]::new);
    assertThat(arguments).as(method + ": add its arguments to this test").doesNotContainNull();
    return arguments;
  }

  private static void call(Extension extension, Method method) throws Throwable {
    try {
      method.invoke(extension, arguments(method));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eachMethodReachesThePlugin(Kind<?> kind) throws Throwable {
    Extension checked = plugin(kind).extension();
    for (Method method : methods(kind)) {
      answerSideQuestions();
      answers.put(method.getName(), method.getName().equals("need") ? Need.NONE : failure());
      called.clear();
      try {
        call(checked, method);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("no luck");
      }
      assertThat(called).as(method.toString()).contains(method.getName());
    }
  }

  /** What is asked beside another method, to check that one's answer. */
  private void answerSideQuestions() {
    answers.put("need", Need.NONE);
    answers.put("netdev", new Netdev("user", "", List.of()));
  }

  private static RuntimeException failure() {
    return new IllegalStateException("no luck");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nullIsNoAnswerOfAnyMethod(Kind<?> kind) throws Throwable {
    Extension checked = plugin(kind).extension();
    for (Method method : methods(kind)) {
      if (!method.getReturnType().isPrimitive()) {
        answerSideQuestions();
        answers.put(method.getName(), null);
        assertThatExceptionOfType(WrongAnswer.class)
            .as(method.toString())
            .isThrownBy(() -> call(checked, method))
            .withMessage("returned null");
      }
    }
  }

  /** While a method runs, qrap knows whose it is, and afterwards that nobody's runs. */
  @ParameterizedTest
  @MethodSource("kinds")
  void eachCallIsWatched(Kind<?> kind) throws Throwable {
    PluginCalls calls = new PluginCalls(line -> {});
    List<String> running = new ArrayList<>();
    watched = method -> running.add(method + " " + calls.method() + " " + calls.running().name());
    Extension checked = made(kind, calls);
    for (Method method : methods(kind)) {
      answerSideQuestions();
      answers.put(method.getName(), method.getName().equals("need") ? Need.NONE : failure());
      running.clear();
      try {
        call(checked, method);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("no luck");
      }
      String name = method.getName();
      assertThat(running).last().isEqualTo(name + " " + name + " org.example.x");
      assertThat(calls.running()).as(method + " is over").isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTruthIsPassedOn(Kind<?> kind) throws Throwable {
    Extension checked = plugin(kind).extension();
    for (Method method : methods(kind)) {
      if (method.getReturnType() == boolean.class) {
        for (boolean answer : new boolean[] {true, false}) {
          answers.put(method.getName(), answer);
          assertThat(method.invoke(checked, arguments(method))).as(method + "").isEqualTo(answer);
        }
      }
    }
  }

  @Test
  void theNamesOfOptionsArePassedOn() throws LaunchException {
    answers.put("optionNames", List.of("device", "nic"));
    assertThat(plugin(Kind.FILTER).extension().optionNames()).containsExactly("device", "nic");
  }

  /** A QEMU that runs to answer may take seconds: none of them are the strategy's. */
  @Test
  void whatAStrategyAsksOfQemuIsAnsweredInQrapsTime() throws LaunchException {
    List<String> answered = new ArrayList<>();
    QemuInfo slow =
        new QemuInfo() {
          @Override
          public String path() {
            return "/qemu";
          }

          @Override
          public String architecture() {
            return "s390x";
          }

          @Override
          public String netdevHelp() {
            now += 2_000_000_000L;
            return "help";
          }

          @Override
          public String version() {
            now += 2_000_000_000L;
            return "11.1.3";
          }
        };
    answers.put(
        "recommended",
        (Asked)
            arguments -> {
              QemuInfo qemu = ((Guest) arguments[0]).qemu();
              answered.add(qemu.path() + " " + qemu.architecture());
              answered.add(qemu.netdevHelp() + " " + qemu.version());
              return true;
            });
    ExecStrategy checked = made(Kind.EXEC, clocked());

    assertThat(checked.recommended(guest(slow))).isTrue();

    assertThat(answered).containsExactly("/qemu s390x", "help 11.1.3");
    assertThat(said).isEmpty();
  }

  @Test
  void whatABackendAsksOfASocketIsAnsweredInQrapsTime() throws LaunchException {
    List<String> answered = new ArrayList<>();
    SocketFacts slow =
        new SocketFacts() {
          @Override
          public String path() {
            return "/tmp/s";
          }

          @Override
          public boolean isListening(String otherPath) {
            now += 2_000_000_000L;
            return otherPath.equals("/tmp/other");
          }

          @Override
          public List<String> commandLine() {
            now += 2_000_000_000L;
            return List.of("passt");
          }
        };
    answers.put(
        "recognise",
        (Asked)
            arguments -> {
              SocketFacts socket = (SocketFacts) arguments[0];
              answered.add(socket.path() + " " + socket.commandLine());
              answered.add(socket.isListening("/tmp/other") + " " + socket.isListening("/x"));
              return Recognition.YES;
            });
    BackendKind checked = made(Kind.BACKEND, clocked());

    assertThat(checked.recognise(slow)).isEqualTo(Recognition.YES);

    assertThat(answered).containsExactly("/tmp/s [passt]", "true false");
    assertThat(said).isEmpty();
  }

  /** A plugin that takes two seconds of its own is named, whatever it asks besides. */
  @Test
  void aPluginsOwnTimeIsItsOwn() throws LaunchException {
    answers.put(
        "recognise",
        (Asked)
            arguments -> {
              ((SocketFacts) arguments[0]).commandLine();
              now += 2_000_000_000L;
              return Recognition.NO;
            });

    made(Kind.BACKEND, clocked()).recognise(new Facts("/tmp/s"));

    assertThat(said).hasSize(1).first().asString().contains("took 2.0 s in its method recognise");
  }

  /** What a method answers when it is asked. */
  private interface Asked {
    Object answer(Object[] arguments);
  }

  private PluginCalls clocked() {
    return new PluginCalls(said::add) {
      @Override
      long nanos() {
        return now;
      }
    };
  }

  private <T extends Extension> T made(Kind<T> kind, PluginCalls calls) throws LaunchException {
    T own = own(kind);
    PluginInfo provider = PluginInfo.of(kind, own.getClass(), PluginInfo.IMAGE, "X", 0);
    PluginConfigurator configurator = new PluginConfigurator(PluginSettings.NONE);
    return new PluginMaker<>(kind, provider, calls, configurator)
        .make(new FakeProvider<>(own.getClass().asSubclass(kind.type()), () -> own))
        .extension();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void itsNameAndPriorityAreThoseThatItHadAtFirst(Kind<?> kind) throws LaunchException {
    Extension checked = plugin(kind).extension();
    answers.put("name", "org.example.other");
    answers.put("priority", 8);
    assertThat(checked.name()).isEqualTo("org.example.x");
    assertThat(checked.priority()).isEqualTo(7);
  }

  @Test
  void whatAPluginSaysOfItselfIsReportedWithTheMethod() throws LaunchException {
    assertThat(rejected("families", null)).isEqualTo("its method families returned null");
    assertThat(rejected("families", Arrays.asList("org.example.y", null)))
        .isEqualTo("its method families returned a list with null in it");
    assertThat(rejected("families", failure())).isEqualTo("its method families failed: no luck");
    assertThat(rejected("name", null)).isEqualTo("its method name returned null");
    assertThat(rejected("priority", failure())).isEqualTo("its method priority failed: no luck");
  }

  private String rejected(String method, Object answer) throws LaunchException {
    FakeCatalog other = new FakeCatalog();
    Map<String, Object> says = new HashMap<>();
    says.put("name", "org.example.x");
    says.put("priority", 0);
    says.put("families", List.of());
    says.put(method, answer);
    ArgFilter filter =
        (ArgFilter)
            Proxy.newProxyInstance(
                CheckedPluginsTest.class.getClassLoader(),
                new Class<?>[] {ArgFilter.class},
                (self, asked, arguments) -> {
                  Object said = says.get(asked.getName());
                  if (said instanceof RuntimeException failure) {
                    throw failure;
                  }
                  return said;
                });
    Catalog catalog = other.with(Kind.FILTER, filter).catalog();
    assertThat(catalog.active(Kind.FILTER)).isEmpty();
    assertThat(catalog.unused()).hasSize(1);
    return catalog.unused().get(0).reason();
  }
}
