// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmulatorNameTest {

  @ParameterizedTest
  @CsvSource({
    "qemu-system-x86_64, x86_64",
    "/usr/bin/qemu-system-riscv64, riscv64",
    "qemu-system-x86_64-microvm, x86_64-microvm",
    "qemu-system-amd64, x86_64",
    "../qemu-system-arm64, aarch64",
    "qemu-system-armhf, arm",
    "qemu-system-armel, arm",
    "qemu-system-ppc64el, ppc64",
    "qemu-system-ppc64le, ppc64",
    "qemu-system-loong64, loongarch64",
    "qemu-system-powerpc, ppc",
    "kvm, s390x",
    "/usr/libexec/qemu-kvm, s390x",
  })
  void saysTheArchitecture(String program, String architecture) {
    assertThat(EmulatorName.architecture(program, "s390x")).isEqualTo(architecture);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "qemu",
        "qemu-system-",
        "qemu-system-native",
        "qemu-system-x86",
        "kvm/",
        "x86_64"
      })
  void saysNothing(String program) {
    assertThat(EmulatorName.architecture(program, "s390x")).isEmpty();
  }

  @Test
  void mayHaveAnUnknownArchitecture() {
    assertThat(EmulatorName.afterPrefix("/opt/qemu-system-new64")).isEqualTo("new64");
    assertThat(EmulatorName.afterPrefix("/opt/qemu-system-x/new64")).isEmpty();
  }
}
