// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.qrap.core.host.HostException;
import org.junit.jupiter.api.Test;

/** Calls into the C library and what is said of those that fail. */
final class LibcTest {

  private static final int EBADF = 9;

  @Test
  void aFailureNamesCallSubjectAndError() {
    HostException failure = Libc.failure("dup2", "descriptor 7", EBADF);

    assertThat(failure.call()).isEqualTo("dup2");
    assertThat(failure.subject()).isEqualTo("descriptor 7");
    assertThat(failure.errno().name()).isEqualTo("EBADF");
    assertThat(failure).hasMessage("dup2 descriptor 7: " + failure.reason() + " (EBADF)");
  }

  @Test
  void anErrorWithoutANameIsSaidByItsNumber() {
    assertThat(Libc.failure("dup2", "descriptor 7", 4095).errno().name()).isEqualTo("4095");
  }

  @Test
  void aCallThatFailsIsAnException() {
    assertThatThrownBy(() -> Libc.check("descriptor -1", "close", -1))
        .isInstanceOf(HostException.class)
        .hasMessageStartingWith("close descriptor -1: ")
        .hasMessageEndingWith("(EBADF)");
  }

  @Test
  void stringsAreBytesWithANulAtTheEnd() {
    assertThat(Libc.cString("a\u00ff")).containsExactly('a', 0xff, 0);
    assertThat(Libc.cString("")).containsExactly(0);
  }
}
