// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.plan.Invocation.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InvocationTest {

  private static Invocation invocation(String... arguments) throws LaunchException {
    return Invocation.of(List.of(arguments), 1024);
  }

  @Test
  void aNumberAndACommandAreTheExplicitForm() throws LaunchException {
    assertThat(invocation("5", "kvm", "-m", "", "5"))
        .isEqualTo(new Invocation(Mode.EXPLICIT, 5, "kvm", List.of("-m", "", "5")));
    assertThat(invocation("5", "kvm"))
        .isEqualTo(new Invocation(Mode.EXPLICIT, 5, "kvm", List.of()));
    assertThat(invocation("5", "")).isEqualTo(new Invocation(Mode.EXPLICIT, 5, "", List.of()));
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "5, 5", "1023, 1023", "0x5, 5", "0X1f, 31", "0xA, 10", "07, 7", "0012, 10"})
  void numbersAreDecimalHexadecimalOrOctal(String number, int descriptor) throws LaunchException {
    assertThat(invocation(number, "kvm"))
        .isEqualTo(new Invocation(Mode.EXPLICIT, descriptor, "kvm", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5x",
        " 5",
        "5 ",
        "+5",
        "-5",
        "08",
        "0x",
        "0xg",
        "x5",
        "5.0",
        "",
        "5e1",
        "0x-5",
        "\u00b2",
        "\u0665",
        "disk.img",
        "99999999999999999999x"
      })
  void whatIsNoWholeNumberIsQemus(String first) throws LaunchException {
    assertThat(invocation(first, "kvm"))
        .isEqualTo(new Invocation(Mode.PATCH, 0, "", List.of(first, "kvm")));
  }

  @Test
  void aNumberBeforeAnOptionIsQemus() throws LaunchException {
    assertThat(invocation("5", "-m", "64").mode()).isEqualTo(Mode.PATCH);
    assertThat(invocation("2", "-").mode()).isEqualTo(Mode.PATCH);
  }

  @Test
  void aNumberAloneIsQemus() throws LaunchException {
    assertThat(invocation("5")).isEqualTo(new Invocation(Mode.PATCH, 0, "", List.of("5")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "00",
        "2",
        "0x2",
        "1024",
        "2147483648",
        "4294967301",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551621",
        "0xfffffffffffffffffffff5"
      })
  void aNumberThatCannotBeADescriptorIsAnError(String number) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> invocation(number, "kvm"))
        .withMessage(
            ("descriptor number " + number + " is out of range: it must be from 3 to 1023")
                + " (ulimit -n is 1024)");
  }
}
