// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message says of a setting: nothing that may be a secret of another file. */
final class SettingTest {

  private static String unknown(String key) {
    return new Setting(key, "secret", "/etc/x:3").unknown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "z", "A", "Z", "0", "9", "-", "_", "a.b", "socket.owners", "org.e.k-9"})
  void aNameIsNamed(String key) {
    assertThat(unknown(key)).isEqualTo("unknown key '" + key + "' in /etc/x:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "`a", "a{", "@a", "a[", "/a", "a:", "a,", "a/b", "a^", "\u00e4"})
  void whatIsNoNameIsNot(String key) {
    assertThat(unknown(key))
        .isEqualTo("unknown key in /etc/x:3, which does not look like the name of a setting");
  }

  @Test
  void aNameHasShortParts() {
    String part = "a".repeat(24);
    assertThat(unknown(part)).contains(part);
    assertThat(unknown(part + "a")).doesNotContain(part);
    assertThat(unknown(part + "." + part)).contains(part);
    assertThat(unknown("b." + part + "a")).doesNotContain(part);
    String longest = (part + ".").repeat(3) + "aaaaa";
    assertThat(unknown(longest)).contains(longest);
    assertThat(unknown(longest + "a")).doesNotContain(part);
  }

  @Test
  void whatTheUserTypedIsQuotedWhateverItIs() {
    assertThat(new Setting("a b", "v", "--set").unknown()).isEqualTo("unknown key 'a b' in --set");
    assertThat(new Setting("k", "v", "--set").complaint("why"))
        .isEqualTo("wrong value 'v' for k in --set: why");
    assertThat(new Setting("k", "v", "/etc/x:3").complaint("why"))
        .isEqualTo("wrong value for k in /etc/x:3: why");
  }
}
