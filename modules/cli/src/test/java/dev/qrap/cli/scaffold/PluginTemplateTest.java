// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.catalog.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PluginTemplateTest {

  private static final PluginName NAME = new PluginName("org.my-firm.quick-toaster");

  private static final SdkRepository REPOSITORY =
      new SdkRepository("1.2", "file:///a&b/sdk/repository", true);

  @Test
  void thereIsOneForEachKind() {
    assertThat(PluginTemplate.values())
        .extracting(PluginTemplate::kind)
        .containsExactlyElementsOf(Kind.ALL.stream().map(Kind::name).toList());
  }

  @Test
  void theKindsMakeASentence() {
    assertThat(PluginTemplate.kinds()).startsWith("filter, machine, ").contains(" or ");
    assertThat(PluginTemplate.kinds().split(", | or ", -1))
        .containsExactlyElementsOf(Kind.ALL.stream().map(Kind::name).toList());
  }

  @Test
  void filesLieWhereMavenLooks() {
    assertThat(PluginTemplate.MACHINE.files(NAME, REPOSITORY).keySet())
        .containsExactly(
            "pom.xml",
            "src/main/java/module-info.java",
            "src/main/java/org/my_firm/quick_toaster/QuickToasterProfile.java",
            "src/test/java/org/my_firm/quick_toaster/QuickToasterProfileTest.java");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftToFillIn(PluginTemplate template) {
    Map<String, String> files = template.files(NAME, REPOSITORY);

    assertThat(files.values()).allSatisfy(text -> assertThat(text).doesNotContain("{{"));
    assertThat(files.get("pom.xml"))
        .contains("<groupId>org.my-firm</groupId>", "<artifactId>quick-toaster</artifactId>")
        .contains("<qrap.version>1.2</qrap.version>")
        .contains("<qrap.repository>file:///a&amp;b/sdk/repository</qrap.repository>")
        .doesNotContain("@");
  }
}
