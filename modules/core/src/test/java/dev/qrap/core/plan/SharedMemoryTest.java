// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Property;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a line says of the guest's memory (a real QEMU judges such lines in SharedMemoryIT). */
final class SharedMemoryTest {

  private static SharedMemory memory(String line) {
    CommandLine parsed = CommandLine.parse(List.of(line.split(" ")));
    return SharedMemory.of(parsed.options(), parsed.machine("x86_64"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-M q35 | 128M",
        "-M pc-q35-9.2 | 128M",
        "-M virt | 128M",
        "-S | 128M",
        "-M q35 -m 512 | 512M",
        "-M q35 -m 2048 | 2G",
        "-M q35 -m 2G | 2G",
        "-M q35 -m 2g | 2G",
        "-M q35 -m 262144k | 256M",
        "-M q35 -m 268435456B | 256M",
        "-M q35 -m 268435457B | 268443648",
        "-M q35 -m size=262144k | 256M",
        "-M q35 -m size=256 | 256M",
        "-M q35 -m 512 -m size=1G,slots=2,maxmem=2G | 1G",
        "-M q35 -m 512 -m slots=2,maxmem=2G | 512M",
        "-M q35 -m slots=2,maxmem=2G | 128M",
        "-M q35 -m 512,slots=2,maxmem=4G | 512M",
        "-M q35 -m 0.5G | 512M",
        "-M q35 -m 1.25G | 1280M",
        "-M q35 -m 1T | 1024G",
        "-M q35 -m 90M | 90M",
        "-M q35 -m 10 | 10M",
        "-M q35 -m 1.M | 1M",
        "-M q35 -m 8192B | 8192",
        "-M q35 -m 8193B | 16384",
        "-M toaster -m 1G | 1G",
        "-M q35 -m 256M -mem-prealloc | 256M",
        "-M q35 -m 256M -object memory-backend-memfd,id=unused,size=1G | 256M",
        "-M q35 -m 256M -object rng-random,id=r -device virtio-rng-pci,rng=r | 256M",
      })
  void memoryIsAddedOfTheSizeOfTheMachines(String line, String size) {
    SharedMemory memory = memory(line);
    assertThat(memory.memory().reason()).isEmpty();
    assertThat(memory.memory().shareable()).isTrue();
    assertThat(memory.options("x").get(0).properties()).contains(Property.text("size", size));
    assertThat(memory.machineProperties("x"))
        .containsExactly(Property.text("memory-backend", "x-memory"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-M toaster",
        "-M q35 -m 1.5",
        "-M q35 -m 1X",
        "-M q35 -m 0",
        "-M q35 -m big",
        "-M q35 -m .",
        "-M q35 -m 0x100",
        "-M q35 -m 0x10M",
        "-M q35 -m 1e3M",
        "-M q35 -m 99999999999999999999",
        "-M q35 -m -1",
        "-M q35 -m 1GB",
        "-M q35,memory.size=1G",
      })
  void aSizeThatIsNotKnownIsARefusal(String line) {
    assertThat(memory(line).memory().reason())
        .isEqualTo("the size of the memory is not known; say it with -m, such as -m 2G");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-M q35,memory-backend=m -object memory-backend-memfd,id=m,size=1G",
        "-M q35,memory-backend=m -object memory-backend-shm,id=m,size=1G",
        "-M q35,memory-backend=m -object memory-backend-file,id=m,size=1G,share=on",
        "-M q35,memory-backend=m -object memory-backend-file,id=m,size=1G,share=yes",
        "-M q35 -machine memory-backend=m -object memory-backend-memfd,id=m,share=true",
        "-M q35,memory-backend=m -object {\"qom-type\":\"memory-backend-memfd\",\"id\":\"m\",\"share\":true}",
      })
  void memoryThatIsSharedStays(String line) {
    SharedMemory memory = memory(line);
    assertThat(memory.memory().shareable()).isTrue();
    assertThat(memory.options("x")).isEmpty();
    assertThat(memory.machineProperties("x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-M q35 -mem-path /dev/shm | the line has -mem-path,",
        "-M q35 -numa node | the line has -numa,",
        "-M q35 -incoming defer | the line has -incoming,",
        "-M q35 -loadvm a | the line has -loadvm,",
        "-M q35,memory-backend=m | -machine memory-backend=m names a memory object that is not on",
        "-M q35,memory-backend=m -object memory-backend-file,id=m"
            + " | the memory object m is not shared; add share=on to it",
        "-M q35,memory-backend=m -object memory-backend-memfd,id=m,share=off"
            + " | the memory object m is not shared; add share=on to it",
        "-M q35,memory-backend=m -object memory-backend-ram,id=m,share=on"
            + " | the memory object m is a memory-backend-ram, which not every QEMU can share",
        "-M q35 -m 1G,slots=2,maxmem=2G -object memory-backend-file,id=d -device pc-dimm,memdev=d"
            + " | the memory object d is not shared; add share=on to it",
        "-M q35 -device virtio-net-pci,iommu_platform=on | a device of the line has iommu_platform",
      })
  void memoryThatCannotBeSharedIsARefusal(String line, String reason) {
    assertThat(memory(line).memory().shareable()).isFalse();
    assertThat(memory(line).memory().reason()).startsWith(reason);
    assertThat(memory(line).options("x")).isEmpty();
  }

  @Test
  void theAcceleratorIsTheOnlyOneThatIsNamed() {
    assertThat(accelerator("-S")).isEmpty();
    assertThat(accelerator("-accel kvm")).isEqualTo("kvm");
    assertThat(accelerator("-accel accel=kvm,dirty-ring-size=4096")).isEqualTo("kvm");
    assertThat(accelerator("-enable-kvm")).isEqualTo("kvm");
    assertThat(accelerator("-M q35,accel=tcg")).isEqualTo("tcg");
    assertThat(accelerator("-machine accel=kvm:tcg")).isNotEqualTo("kvm");
    assertThat(accelerator("-accel kvm -accel tcg")).isEmpty();
    assertThat(accelerator("-enable-kvm -accel tcg")).isEmpty();
  }

  private static String accelerator(String line) {
    CommandLine parsed = CommandLine.parse(List.of(line.split(" ")));
    return Accelerator.of(parsed.options(), parsed.machine("x86_64"));
  }
}
