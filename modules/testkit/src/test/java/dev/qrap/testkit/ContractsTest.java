// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Extension;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.SocketFacts;
import dev.qrap.spi.SocketLocator;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.example.toaster.Backends;
import org.example.toaster.Breaks;
import org.example.toaster.Filters;
import org.example.toaster.Locators;
import org.example.toaster.Profiles;
import org.example.toaster.Strategies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each contract passes the plugins that keep to it, and each clause catches those that do not. */
final class ContractsTest {

  /**
   * A contract, and what it is tried on.
   *
   * @param kind the interface
   * @param contract the contract, as a plugin author extends it
   * @param plugins the class that holds the plugins
   */
  record Trial(Class<? extends Extension> kind, Class<?> contract, Class<?> plugins) {

    List<Class<?>> good() {
      return all().filter(plugin -> breaks(plugin).isEmpty()).toList();
    }

    List<Class<?>> broken() {
      return all().filter(plugin -> !breaks(plugin).isEmpty()).toList();
    }

    private Stream<Class<?>> all() {
      return Stream.of(plugins.getDeclaredClasses());
    }

    /** The clauses with their names, each with the contract that it is in. */
    Map<String, Class<?>> clauses() {
      Map<String, Class<?>> clauses = new TreeMap<>();
      for (Class<?> type = contract; type != null; type = type.getSuperclass()) {
        for (Method method : type.getDeclaredMethods()) {
          if (method.isAnnotationPresent(Test.class)) {
            clauses.put(method.getName(), type);
          }
        }
      }
      return clauses;
    }
  }

  static final List<Trial> TRIALS =
      List.of(
          new Trial(ArgFilter.class, ToasterFilter.class, Filters.class),
          new Trial(MachineProfile.class, ToasterProfile.class, Profiles.class),
          new Trial(SocketLocator.class, ToasterLocator.class, Locators.class),
          new Trial(ExecStrategy.class, ToasterStrategy.class, Strategies.class),
          new Trial(BackendKind.class, ToasterBackend.class, Backends.class));

  private static final SampleModule MODULE = new SampleModule(providers());

  /**
   * Which one {@code extension()} makes: JUnit makes the contracts, so it cannot be handed over.
   */
  private static Class<?> pluginUnderTest;

  private static Map<Class<?>, List<Class<?>>> providers() {
    Map<Class<?>, List<Class<?>>> providers = new HashMap<>();
    for (Trial trial : TRIALS) {
      providers.put(
          trial.kind(),
          trial.all().filter(plugin -> !breaks(plugin).contains("moduleProvidesIt")).toList());
    }
    return providers;
  }

  private static Set<String> breaks(Class<?> plugin) {
    Breaks breaks = plugin.getAnnotation(Breaks.class);
    return breaks == null ? Set.of() : Set.of(breaks.value());
  }

  static final class ToasterFilter extends ArgFilterContract {

    @Override
    protected ArgFilter extension() {
      return (ArgFilter) MODULE.make(pluginUnderTest);
    }

    @Override
    protected List<List<String>> known() {
      return List.of(
          List.of("-toaster", "type=bread,id=t0,nic=n0"),
          List.of("-toaster", "{\"type\":\"bread\",\"id\":\"t0\"}"));
    }
  }

  static final class ToasterProfile extends MachineProfileContract {

    @Override
    protected MachineProfile extension() {
      return (MachineProfile) MODULE.make(pluginUnderTest);
    }

    @Override
    protected Machine machine() {
      return machine("x86_64", "toaster");
    }

    @Override
    protected List<String> busDevices() {
      return List.of("-device", "slots,id=b0");
    }
  }

  static final class ToasterLocator extends SocketLocatorContract {
    @Override
    protected SocketLocator extension() {
      return (SocketLocator) MODULE.make(pluginUnderTest);
    }
  }

  static final class ToasterStrategy extends ExecStrategyContract {
    @Override
    protected ExecStrategy extension() {
      return (ExecStrategy) MODULE.make(pluginUnderTest);
    }
  }

  static final class ToasterBackend extends BackendKindContract {
    @Override
    protected BackendKind extension() {
      return (BackendKind) MODULE.make(pluginUnderTest);
    }

    @Override
    protected List<SocketFacts> known() {
      return List.of(socket("/run/toaster.socket"), socket("/a/toaster.socket", "toastd"));
    }
  }

  static Stream<Arguments> goodPlugins() {
    return TRIALS.stream()
        .flatMap(trial -> trial.good().stream().map(plugin -> Arguments.of(plugin, trial)));
  }

  static Stream<Arguments> brokenPlugins() {
    return TRIALS.stream()
        .flatMap(trial -> trial.broken().stream().map(plugin -> Arguments.of(plugin, trial)));
  }

  @ParameterizedTest
  @MethodSource("goodPlugins")
  void aPluginThatKeepsToItsContractPasses(Class<?> plugin, Trial trial) {
    assertThat(failures(trial, plugin)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("brokenPlugins")
  void aBrokenPluginFailsTheClausesThatItBreaksAndNoOthers(Class<?> plugin, Trial trial) {
    assertThat(failures(trial, plugin)).isEqualTo(breaks(plugin));
  }

  /** Clauses that all kinds share need a broken plugin of one kind. */
  @Test
  void everyClauseIsBrokenByAPlugin() {
    Set<String> clauses = new TreeSet<>();
    Set<String> broken = new TreeSet<>();
    for (Trial trial : TRIALS) {
      trial
          .clauses()
          .forEach((name, contract) -> clauses.add(contract.getSimpleName() + "." + name));
      for (Class<?> plugin : trial.broken()) {
        for (String name : breaks(plugin)) {
          broken.add(trial.clauses().get(name).getSimpleName() + "." + name);
        }
      }
    }

    assertThat(clauses).hasSizeGreaterThan(25);
    assertThat(broken).isEqualTo(clauses);
  }

  /** Runs a contract on a plugin, as JUnit runs it for an author, and names what fails. */
  private static Set<String> failures(Trial trial, Class<?> plugin) {
    pluginUnderTest = plugin;
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(trial.contract()))
            .execute()
            .testEvents();
    assertThat(tests.finished().count()).isEqualTo(trial.clauses().size());
    return tests.failed().stream().map(ContractsTest::clause).collect(Collectors.toSet());
  }

  private static String clause(Event event) {
    return event.getTestDescriptor().getLegacyReportingName().replace("()", "");
  }
}
