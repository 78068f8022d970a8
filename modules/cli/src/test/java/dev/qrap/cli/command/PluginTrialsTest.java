// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.Selection;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Extension;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.Reference;
import dev.qrap.spi.SocketLocator;
import dev.qrap.spi.Support;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PluginTrialsTest {

  private static final String NAME = "org.example.x";

  private static final Map<Kind<?>, Class<? extends Extension>> TYPES =
      Map.of(
          Kind.FILTER, ArgFilter.class,
          Kind.MACHINE, MachineProfile.class,
          Kind.EXEC, ExecStrategy.class,
          Kind.BACKEND, BackendKind.class,
          Kind.LOCATOR, SocketLocator.class);

  private static final Map<String, Object> ANSWERS =
      Map.ofEntries(
          Map.entry("name", NAME),
          Map.entry("priority", 0),
          Map.entry("optionNames", List.of()),
          Map.entry("families", List.of()),
          Map.entry("family", NAME),
          Map.entry("examine", List.of(new Reference(Reference.Subject.NETDEV, "n0"))),
          Map.entry("supports", true),
          Map.entry("hasDefaultNic", true),
          Map.entry("place", new NoPlacement("no room")),
          Map.entry("available", Availability.YES),
          Map.entry("recommended", false),
          Map.entry("need", Need.NONE),
          Map.entry("netdev", new Netdev("user", "", List.of())),
          Map.entry("settings", List.of(new PluginSetting("colour", "COLOUR", "", "its colour"))),
          Map.entry("protocol", Protocol.FRAMES),
          Map.entry("needsSharedMemory", false),
          Map.entry("startsBackend", ""),
          Map.entry("options", List.of()),
          Map.entry("machineProperties", List.of()),
          Map.entry("recognise", Recognition.UNKNOWN),
          Map.entry("probe", new Probe("", false)),
          Map.entry("support", Support.no("it has nothing like it")),
          Map.entry("program", Optional.empty()),
          Map.entry("confinement", Optional.empty()),
          Map.entry("needsRouteOut", false),
          Map.entry("start", Optional.empty()),
          Map.entry("complaint", ""),
          Map.entry("locate", List.of()));

  static List<Kind<?>> kinds() {
    return Kind.ALL;
  }

  /** A catalog with one plugin, which answers what a test says. */
  private record OnePlugin(Kind<?> kind, Map<String, Object> answers, Set<String> called)
      implements Catalog.Source {

    private Object plugin() {
      return Proxy.newProxyInstance(
          PluginTrialsTest.class.getClassLoader(),
          new Class<?>[] {TYPES.get(kind)},
          (self, method, arguments) -> {
            called.add(method.getName());
            Object answer = answers.get(method.getName());
            if (answer instanceof RuntimeException failure) {
              throw failure;
            }
            return answer;
          });
    }

    @Override
    @SuppressWarnings("unchecked") // the types of the kinds are above
    public <T extends Extension> Iterator<ServiceLoader.Provider<T>> providers(Kind<T> asked) {
      if (asked != kind) {
        return List.<ServiceLoader.Provider<T>>of().iterator();
      }
      T plugin = (T) plugin();
      ServiceLoader.Provider<T> provider =
          new ServiceLoader.Provider<>() {
            @Override
            public Class<? extends T> type() {
              return (Class<? extends T>) plugin.getClass();
            }

            @Override
            public T get() {
              return plugin;
            }
          };
      return List.of(provider).iterator();
    }

    @Override
    public String origin(Class<?> type) {
      return PluginInfo.IMAGE;
    }

    @Override
    public List<PluginInfo> broken() {
      return List.of();
    }
  }

  private static Catalog tried(OnePlugin plugin) throws LaunchException {
    Catalog catalog =
        new Catalog(
            Selection.ALL,
            plugin,
            line -> {
              throw new AssertionError(line);
            });
    new PluginTrials(catalog).run();
    return catalog;
  }

  private static Set<String> methods(Kind<?> kind) {
    assertThat(TYPES).as("add the type of the kind to this test").containsKey(kind);
    Set<String> methods = new TreeSet<>();
    for (Method method : TYPES.get(kind).getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        methods.add(method.getName());
      }
    }
    return methods;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyMethodOfAPluginIsCalled(Kind<?> kind) throws LaunchException {
    OnePlugin plugin = new OnePlugin(kind, ANSWERS, new HashSet<>());

    assertThat(tried(plugin).unused()).isEmpty();
    assertThat(plugin.called()).containsExactlyInAnyOrderElementsOf(methods(kind));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theMethodThatFailsIsNamed(Kind<?> kind) throws LaunchException {
    for (String method : methods(kind)) {
      Map<String, Object> answers = new HashMap<>(ANSWERS);
      answers.put(method, new IllegalStateException("no luck"));

      assertThat(tried(new OnePlugin(kind, answers, new HashSet<>())).unused())
          .singleElement()
          .extracting(PluginInfo::reason)
          .isEqualTo("its method " + method + " failed: no luck");
    }
  }
}
