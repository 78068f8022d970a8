// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The build gives JNA's jars descriptors without java.desktop (distribution/jna). */
final class JnaModulesIT {

  private static final Set<String> OPTIONAL = Set.of("java.desktop", "java.datatransfer");

  @ParameterizedTest
  @CsvSource({
    "com.sun.jna, com.sun.jna.Native",
    "com.sun.jna.platform, com.sun.jna.platform.linux.ErrNo"
  })
  void a_descriptor_is_jnas_own_but_for_what_is_optional(String module, String type)
      throws ReflectiveOperationException, IOException {
    ModuleDescriptor original = descriptor(jar(Class.forName(type)), module);
    ModuleDescriptor ours = descriptor(Path.of("target", "sdk", "modules"), module);

    assertThat(ours.exports()).isEqualTo(original.exports());
    assertThat(ours.opens()).isEqualTo(original.opens());
    assertThat(ours.provides()).isEqualTo(original.provides());
    assertThat(ours.uses()).isEqualTo(original.uses());
    assertThat(ours.rawVersion()).isEqualTo(original.rawVersion());
    assertThat(requires(ours)).isEqualTo(requires(original));
    assertThat(ours.requires())
        .filteredOn(requires -> OPTIONAL.contains(requires.name()))
        .isNotEmpty()
        .allMatch(requires -> requires.modifiers().contains(Requires.Modifier.STATIC));
  }

  private static Set<String> requires(ModuleDescriptor descriptor) {
    Set<String> requires = new TreeSet<>();
    for (Requires required : descriptor.requires()) {
      Set<Requires.Modifier> modifiers = new HashSet<>(required.modifiers());
      modifiers.remove(Requires.Modifier.STATIC);
      requires.add(required.name() + modifiers);
    }
    return requires;
  }

  private static ModuleDescriptor descriptor(Path place, String module) {
    return ModuleFinder.of(place).find(module).orElseThrow().descriptor();
  }

  private static Path jar(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void an_image_has_no_desktop(Path image) throws IOException {
    assertThat(Files.readString(image.resolve("release")))
        .contains("com.sun.jna.platform")
        .doesNotContain("java.desktop");
  }
}
