// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Extension;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The catalog on providers of the test's own; they belong to module dev.qrap.core, as tests do. */
final class CatalogTest {

  private final FakeCatalog fakes = new FakeCatalog();

  private record Locator(String name, int priority) implements SocketLocator {
    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      return List.of();
    }
  }

  private void add(String name, int priority) {
    fakes.with(Kind.LOCATOR, new Locator(name, priority));
  }

  private void addFailing(Supplier<SocketLocator> maker) {
    fakes.provided(Kind.LOCATOR, new FakeProvider<>(Locator.class, maker));
  }

  private static Catalog force(FakeCatalog fakes, String name) {
    return fakes.catalog(new Selection(Map.of("locator", name), Set.of(), false));
  }

  private static Catalog exclude(FakeCatalog fakes, String... plugins) {
    return fakes.catalog(new Selection(Map.of(), Set.of(plugins), false));
  }

  private static List<String> names(Catalog catalog) throws LaunchException {
    List<String> names = new ArrayList<>();
    for (LoadedPlugin<SocketLocator> active : catalog.active(Kind.LOCATOR)) {
      names.add(active.plugin().name());
    }
    return names;
  }

  /** The only plugin that a catalog of the locator "good" and one other one leaves out. */
  private PluginInfo leftOut() throws LaunchException {
    add("good", 0);
    Catalog catalog = fakes.catalog();
    assertThat(names(catalog)).containsExactly("good");
    assertThat(catalog.unused()).hasSize(1);
    return catalog.unused().get(0);
  }

  @Test
  void theHigherPriorityComesFirstThenTheLowerName() throws LaunchException {
    add("b", 0);
    add("last", -1);
    add("a", 0);
    add("first", 7);
    add("c", 0);
    assertThat(names(fakes.catalog())).containsExactly("first", "a", "b", "c", "last");
  }

  @Test
  void aPluginIsKnownWithAllThatItSays() throws LaunchException {
    add("path", 10);
    assertThat(fakes.catalog().active(Kind.LOCATOR).get(0).plugin())
        .isEqualTo(
            new PluginInfo(
                "locator",
                "path",
                "dev.qrap.core",
                Catalog.class.getModule().getDescriptor().rawVersion().orElse(""),
                "image",
                10,
                PluginInfo.State.ACTIVE,
                ""));
  }

  @Test
  void onlyTheKindAskedForIsMadeAndOnlyOnce() throws LaunchException {
    List<String> made = new ArrayList<>();
    addFailing(
        () -> {
          made.add("locator");
          return new Locator("a", 0);
        });
    fakes.provided(
        Kind.FILTER,
        new FakeProvider<>(
            Kind.FILTER.type(),
            () -> {
              made.add("filter");
              throw new IllegalStateException();
            }));
    Catalog catalog = fakes.catalog();
    assertThat(made).isEmpty();
    assertThat(names(catalog)).isEqualTo(names(catalog));
    assertThat(made).containsExactly("locator");
    assertThat(catalog.unused()).isEmpty();
  }

  @Test
  void aConstructorThatThrowsLeavesThePluginOut() throws LaunchException {
    addFailing(
        () -> {
          throw new ServiceConfigurationError(
              "Provider could not be instantiated", new IllegalStateException("no luck"));
        });
    PluginInfo plugin = leftOut();
    assertThat(plugin.state()).isEqualTo(PluginInfo.State.REJECTED);
    assertThat(plugin.complaint())
        .isEqualTo(
            "plugin locator:"
                + Locator.class.getName()
                + " (module dev.qrap.core) is left out: it cannot be made: no luck");
  }

  @Test
  void aServiceLoaderErrorWithoutCauseIsTheReasonItself() throws LaunchException {
    addFailing(
        () -> {
          throw new ServiceConfigurationError("not a subtype");
        });
    assertThat(leftOut().reason()).isEqualTo("it cannot be made: not a subtype");
  }

  @Test
  void aMissingClassLeavesThePluginOut() throws LaunchException {
    addFailing(
        () -> {
          throw new NoClassDefFoundError("org/example/Gone");
        });
    assertThat(leftOut().reason()).isEqualTo("a class that it needs is missing: org.example.Gone");
  }

  @Test
  void aNameThatThrowsLeavesThePluginOut() throws LaunchException {
    fakes.with(
        Kind.LOCATOR,
        new SocketLocator() {
          @Override
          public String name() {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<SocketCandidate> locate(LocatorContext from) {
            return List.of();
          }
        });
    assertThat(leftOut().reason())
        .isEqualTo("its method name failed: UnsupportedOperationException");
  }

  @Test
  void aNullNameLeavesThePluginOut() throws LaunchException {
    add(null, 0);
    assertThat(leftOut().reason()).isEqualTo("its method name returned null");
  }

  @Test
  void aNameThatIsNoneLeavesThePluginOut() throws LaunchException {
    add("Path", 0);
    assertThat(leftOut().reason())
        .isEqualTo(
            "its name 'Path' is not made of lower-case letters, digits," + " dots and hyphens");
  }

  /** A provider whose class is in a module that is not ours: a proxy's class is. */
  private <T extends Extension> void addForeign(String name, Kind<T> kind, int priority) {
    Object foreign =
        Proxy.newProxyInstance(
            CatalogTest.class.getClassLoader(),
            new Class<?>[] {kind.type()},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "name" -> name;
                  case "priority" -> priority;
                  default -> List.of();
                });
    fakes.with(kind, kind.type().cast(foreign));
  }

  private void addForeign(String name) {
    addForeign(name, Kind.LOCATOR, 0);
  }

  @Test
  void aForeignPluginNeedsADomainInItsName() throws LaunchException {
    addForeign("toaster");
    assertThat(leftOut().reason())
        .isEqualTo(
            "its name 'toaster' must begin with a reverse domain, like" + " org.example.toaster");
  }

  /** A jar that is only dropped in must not change how every guest connects. */
  @Test
  void aForeignLocatorStrategyOrBackendComesAfterOurs() throws LaunchException {
    add("last", -9);
    addForeign("org.example.toaster", Kind.LOCATOR, 100);
    add("first", 0);
    assertThat(names(fakes.catalog())).containsExactly("first", "last", "org.example.toaster");
    addForeign("org.example.toaster", Kind.EXEC, 100);
    addForeign("org.example.oven", Kind.EXEC, 0);
    fakes.with(Kind.EXEC, new FakePlugins.Descriptor());
    assertThat(fakes.catalog().active(Kind.EXEC))
        .extracting(active -> active.plugin().name())
        .containsExactly("descriptor", "org.example.toaster", "org.example.oven");
    addForeign("org.example.toaster", Kind.BACKEND, 100);
    fakes.with(Kind.BACKEND, new FakePlugins.Passt());
    assertThat(fakes.catalog().active(Kind.BACKEND).get(0).plugin().name()).isEqualTo("passt");
  }

  @Test
  void aForeignProfileOrFilterComesByItsPriority() throws LaunchException {
    fakes.with(Kind.MACHINE, new FakePlugins.Board());
    addForeign("org.example.toaster", Kind.MACHINE, 1);
    fakes.with(Kind.FILTER, new FakePlugins.Cards());
    addForeign("org.example.toaster", Kind.FILTER, 1);
    for (Kind<?> kind : List.of(Kind.MACHINE, Kind.FILTER)) {
      assertThat(fakes.catalog().active(kind).get(0).plugin().name())
          .isEqualTo("org.example.toaster");
    }
  }

  @Test
  void aForeignPluginWithADomainIsUsed() throws LaunchException {
    addForeign("org.example.toaster");
    assertThat(names(fakes.catalog())).containsExactly("org.example.toaster");
  }

  @Test
  void ofTwoPluginsOfANameTheFirstIsUsed() throws LaunchException {
    add("a", 0);
    add("b", 0);
    add("a", 7);
    Catalog catalog = fakes.catalog();
    assertThat(names(catalog)).containsExactly("a", "b");
    assertThat(catalog.unused())
        .extracting(PluginInfo::complaint)
        .containsExactly(
            "plugin locator:a (module dev.qrap.core) is left out: locator:a is also in module"
                + " dev.qrap.core, and used");
  }

  @Test
  void twoPluginsOfTheNameThatTheUserWantsAreAnErrorThatNamesBothModules() {
    addForeign("org.example.toaster");
    add("org.example.toaster", 0);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> force(fakes, "org.example.toaster").active(Kind.LOCATOR))
        .withMessageMatching(
            "two plugins are called locator:org\\.example\\.toaster, one in module (?!dev\\.qrap)"
                + ".+ and one in module dev\\.qrap\\.core; remove one of them");
  }

  @Test
  void anExcludedPluginIsNotUsed() throws LaunchException {
    add("a", 0);
    add("b", 0);
    Catalog catalog = exclude(fakes, "locator:a", "filter:b");
    assertThat(names(catalog)).containsExactly("b");
    assertThat(catalog.unused())
        .singleElement()
        .satisfies(
            plugin -> {
              assertThat(plugin.name()).isEqualTo("a");
              assertThat(plugin.state()).isEqualTo(PluginInfo.State.EXCLUDED);
              assertThat(plugin.reason()).isEqualTo("exclude=locator:a");
            });
  }

  /** A filter with families. */
  private record Filter(String name, List<String> families) implements ArgFilter {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return List.of();
    }
  }

  @Test
  void anExcludedFamilyLeavesItsFilterInUse() throws LaunchException {
    fakes.with(Kind.FILTER, new Filter("nics", List.of("nic-a", "nic-b")));
    Catalog catalog = exclude(fakes, "filter:nic-b");
    assertThat(catalog.active(Kind.FILTER))
        .extracting(active -> active.plugin().name())
        .containsExactly("nics");
    assertThat(catalog.isExcluded(Kind.FILTER, "nic-b")).isTrue();
    assertThat(catalog.isExcluded(Kind.FILTER, "nic-a")).isFalse();
    assertThat(catalog.isExcluded(Kind.MACHINE, "nic-b")).isFalse();
    assertThat(catalog.unused())
        .extracting(PluginInfo::complaint)
        .containsExactly(
            "plugin filter:nic-b (module dev.qrap.core) is left out: exclude=filter:nic-b");
    assertThat(catalog.unused().get(0).state()).isEqualTo(PluginInfo.State.EXCLUDED);
  }

  @Test
  void aFilterAndItsFamiliesCanBeExcludedTogether() throws LaunchException {
    fakes.with(Kind.FILTER, new Filter("nics", List.of("nic-a", "nic-b", "nic-c")));
    Catalog catalog = exclude(fakes, "filter:nic-a", "filter:nics", "filter:nic-b", "filter:nic-c");
    assertThat(catalog.active(Kind.FILTER)).isEmpty();
    assertThat(catalog.unused())
        .extracting(PluginInfo::name)
        .containsExactlyInAnyOrder("nics", "nic-a", "nic-b", "nic-c");
  }

  @Test
  void anUnknownFamilyIsAnErrorThatListsTheKnownOnes() {
    fakes.with(Kind.FILTER, new Filter("nics", List.of("nic-a", "nic-b")));
    fakes.with(Kind.FILTER, new Filter("net", List.of()));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> exclude(fakes, "filter:nic-x").active(Kind.FILTER))
        .withMessage(
            "the setting exclude=filter:nic-x names no plugin that can be used; those that can be used are net,"
                + " nics, nic-a, nic-b");
  }

  @Test
  void aFamilyWithANameThatIsNoneLeavesTheFilterOut() throws LaunchException {
    fakes.with(Kind.FILTER, new Filter("nics", List.of("nic-a", "NIC")));
    Catalog catalog = fakes.catalog();
    assertThat(catalog.active(Kind.FILTER)).isEmpty();
    assertThat(catalog.unused())
        .singleElement()
        .extracting(PluginInfo::reason)
        .asString()
        .startsWith("its name 'NIC' is not made of ");
  }

  @Test
  void aForcedPluginIsTheOnlyOne() throws LaunchException {
    add("a", 5);
    add("b", 0);
    add("c", 0);
    Catalog catalog = force(fakes, "b");
    assertThat(names(catalog)).containsExactly("b");
    assertThat(catalog.unused()).extracting(PluginInfo::name).containsExactly("a", "c");
    assertThat(catalog.unused()).extracting(PluginInfo::reason).containsOnly("locator=b");
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
    add("b", 0);
    add("a", 0);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> force(fakes, "x").active(Kind.LOCATOR))
        .withMessage(
            "the setting locator=x names no plugin that can be used; those that can be used are a, b");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> exclude(fakes, "locator:x").active(Kind.LOCATOR))
        .withMessage(
            "the setting exclude=locator:x names no plugin that can be used; those that can be used are a, b");
  }

  @Test
  void aForcedPluginThatIsBrokenIsAnErrorWithTheReason() {
    addFailing(
        () -> {
          throw new NoClassDefFoundError("org/example/Gone");
        });
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> force(fakes, "x").active(Kind.LOCATOR))
        .withMessage(
            "the setting locator=x names no plugin that can be used; there is none\n  plugin"
                + " locator:"
                + Locator.class.getName()
                + " (module dev.qrap.core) is left out: a class that it needs is missing: org.example.Gone");
  }

  @Test
  void aRejectedPluginIsNotOfferedAgain() throws LaunchException {
    add("a", 0);
    add("b", 0);
    Catalog catalog = fakes.catalog();
    catalog.reject(
        catalog.active(Kind.LOCATOR).get(0), "locate", new IllegalStateException("no luck"));
    assertThat(names(catalog)).containsExactly("b");
    assertThat(catalog.unused())
        .extracting(PluginInfo::state)
        .containsExactly(PluginInfo.State.REJECTED);
    assertThat(catalog.unused().get(0).reason()).isEqualTo("its method locate failed: no luck");
  }

  @Test
  void aListThatWasGivenOutStaysAsItIs() throws LaunchException {
    add("a", 0);
    Catalog catalog = fakes.catalog();
    List<LoadedPlugin<SocketLocator>> before = catalog.active(Kind.LOCATOR);
    catalog.reject(before.get(0), "locate", new IllegalStateException());
    assertThat(before).hasSize(1);
  }

  @Test
  void whereNothingIsLeftEveryReasonOfTheKindIsSaid() throws LaunchException {
    add("a", 0);
    add("b", 0);
    Catalog catalog = exclude(fakes, "locator:a");
    LoadedPlugin<SocketLocator> b = catalog.active(Kind.LOCATOR).get(0);
    catalog.reject(b, "locate", new IllegalStateException("no luck"));
    assertThat(catalog.nothingLeft(Kind.LOCATOR, "no locator"))
        .hasMessage(
            "no locator\n"
                + "  these settings leave out plugins of this kind: exclude=locator:a\n"
                + "  plugin locator:b (module dev.qrap.core) is left out: its method locate failed:"
                + " no luck");
    assertThat(catalog.nothingLeft(Kind.EXEC, "no strategy")).hasMessage("no strategy");
  }

  @Test
  void settingsThatLeavePluginsOutAreNamedOnce() throws LaunchException {
    add("a", 0);
    add("b", 0);
    add("c", 0);
    Catalog excluding = exclude(fakes, "locator:b", "locator:a", "locator:c");
    assertThat(excluding.active(Kind.LOCATOR)).isEmpty();
    assertThat(excluding.nothingLeft(Kind.LOCATOR, "no locator"))
        .hasMessage(
            "no locator\n  these settings leave out plugins of this kind: exclude=locator:a,"
                + " exclude=locator:b, exclude=locator:c");
    Catalog forcing = force(fakes, "c");
    assertThat(names(forcing)).containsExactly("c");
    assertThat(forcing.nothingLeft(Kind.LOCATOR, "no locator"))
        .hasMessage("no locator\n  these settings leave out plugins of this kind: locator=c");
  }

  @Test
  void aServiceLoaderThatFailsForEverIsGivenUp() throws LaunchException {
    Catalog catalog =
        new Catalog(
            Selection.ALL,
            new Catalog.Source() {
              @Override
              public <T extends Extension> Iterator<ServiceLoader.Provider<T>> providers(
                  Kind<T> kind) {
                return new FailingIterator<>();
              }

              @Override
              public String origin(Class<?> type) {
                return PluginInfo.IMAGE;
              }

              @Override
              public List<PluginInfo> broken() {
                return List.of();
              }
            },
            fakes.remarks()::add);
    assertThat(names(catalog)).isEmpty();
    assertThat(catalog.unused()).hasSizeLessThanOrEqualTo(100);
    assertThat(catalog.unused().get(0).complaint()).endsWith("it cannot be made: broken");
  }

  private static final class FailingIterator<T> implements Iterator<T> {
    @Override
    public boolean hasNext() {
      throw new ServiceConfigurationError("broken");
    }

    @Override
    public T next() {
      throw new ServiceConfigurationError("broken");
    }
  }

  @Test
  void onlyThePluginThatASettingNamesIsForced() {
    Catalog catalog = force(fakes, "a");
    assertThat(catalog.isForced(Kind.LOCATOR)).isTrue();
    assertThat(catalog.isForced(Kind.EXEC)).isFalse();
  }
}
