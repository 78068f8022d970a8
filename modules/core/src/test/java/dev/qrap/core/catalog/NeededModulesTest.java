// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NeededModulesTest {

  private static ModuleDescriptor.Builder module(String name) {
    return ModuleDescriptor.newModule(name);
  }

  private static ModuleDescriptor.Builder plugin(String name) {
    return module(name).provides("dev.qrap.spi.SocketLocator", List.of(name + ".Locator"));
  }

  private static List<String> needed(ModuleDescriptor.Builder... builders) {
    List<ModuleDescriptor> all = new ArrayList<>();
    for (ModuleDescriptor.Builder builder : builders) {
      all.add(builder.build());
    }
    NeededModules needed = new NeededModules(all);
    return all.stream().map(ModuleDescriptor::name).filter(needed::has).toList();
  }

  static List<Kind<?>> kinds() {
    return Kind.ALL;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPluginIsOfUse(Kind<?> kind) {
    String service = kind.type().getName();
    assertThat(needed(module("a").provides(service, List.of("a.X")))).containsExactly("a");
  }

  @Test
  void whatProvidesNothingOrAServiceOfOthersIsOfNone() {
    assertThat(needed(module("a"), module("b").provides("java.lang.Runnable", List.of("b.X"))))
        .isEmpty();
  }

  @Test
  void whatAPluginRequiresIsOfUseAndWhatThatRequires() {
    assertThat(
            needed(
                module("d"),
                module("c"),
                module("b").requires("c"),
                plugin("a").requires("b"),
                module("e").requires("d")))
        .containsExactly("c", "b", "a");
  }

  @Test
  void whatProvidesAServiceThatAPluginUsesIsOfUse() {
    assertThat(
            needed(
                plugin("a").uses("org.example.Drink"),
                module("b").provides("org.example.Drink", List.of("b.Tea")),
                module("c").provides("org.example.Food", List.of("c.Cake"))))
        .containsExactly("a", "b");
  }

  @Test
  void modulesThatNeedEachOtherEnd() {
    assertThat(needed(plugin("a").requires("b"), module("b").requires("a")))
        .containsExactly("a", "b");
  }
}
