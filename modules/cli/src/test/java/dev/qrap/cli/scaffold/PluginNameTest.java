// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginNameTest {

  @Test
  void aNameNeedsADomain() {
    assertThat(new PluginName("toaster").refusal())
        .isEqualTo("it must begin with your reverse domain, like org.example.toaster");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.qrap.toaster", "dev.qrap.machine.toaster", "dev.qrap", "dev.qrap."})
  void theDomainOfQrapIsTaken(String name) {
    assertThat(new PluginName(name).refusal())
        .isEqualTo(
            "it begins with the domain of qrap's own modules, dev.qrap; begin it with your own,"
                + " like org.example.toaster");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "a.",
        ".a",
        "a..b",
        "Org.example.x",
        "org.9pfs.x",
        "org.-x",
        "org.a_b",
        "org.\u00e9"
      })
  void aNameIsMadeOfWords(String name) {
    assertThat(new PluginName(name).refusal())
        .startsWith("it is made of words of lower-case letters");
  }

  @ParameterizedTest
  @CsvSource({
    "org.example.toaster, org.example.toaster, org.example, toaster, Toaster",
    "de.my-firm.quick-nic2, de.my_firm.quick_nic2, de.my-firm, quick-nic2, QuickNic2",
    "org.new.switch, org.new_.switch_, org.new, switch, Switch",
    "a.b-, a.b_, a, b-, B",
    "dev.qrapid.toaster, dev.qrapid.toaster, dev.qrapid, toaster, Toaster",
  })
  void whatFollowsFromAName(
      String name, String inJava, String group, String artifact, String capitalised) {
    PluginName asked = new PluginName(name);

    assertThat(asked.refusal()).isEmpty();
    assertThat(asked.inJava()).isEqualTo(inJava);
    assertThat(asked.group()).isEqualTo(group);
    assertThat(asked.artifact()).isEqualTo(artifact);
    assertThat(asked.capitalised()).isEqualTo(capitalised);
  }
}
