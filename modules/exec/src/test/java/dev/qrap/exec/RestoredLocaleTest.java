// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** QEMU gets the locale that bin/qrap was given, wherever the image lies. */
final class RestoredLocaleTest {

  private static List<String> restored(String... environment) {
    List<String> variables = new ArrayList<>(List.of(environment));
    OwnProcess.restoreLocale(variables);
    return variables;
  }

  @Test
  void aLocaleThatWasSetIsSetAgain() {
    assertThat(restored("A=1", "LC_ALL=C.UTF-8", "_QRAP_LC_ALL==de_DE@euro", "B=2"))
        .containsExactly("A=1", "LC_ALL=de_DE@euro", "B=2");
    assertThat(restored("_QRAP_LC_ALL==", "LC_ALL=C.UTF-8")).containsExactly("LC_ALL=");
  }

  @Test
  void aLocaleThatWasNotSetIsGone() {
    assertThat(restored("_QRAP_LC_ALL=", "LC_ALL=C.UTF-8", "LC_ALLX=1"))
        .containsExactly("LC_ALLX=1");
  }

  @Test
  void otherwiseNothingChanges() {
    assertThat(restored("LC_ALL=C.UTF-8", "A=1")).containsExactly("LC_ALL=C.UTF-8", "A=1");
  }
}
