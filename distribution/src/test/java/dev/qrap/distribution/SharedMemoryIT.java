// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.distribution.Root.Boot;
import dev.qrap.distribution.Root.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What lines say of memory, and what the QEMU of Debian 13 says to that: with {@code
 * exec=vhost-user} a guest has its network, or is refused with the option that must be changed. A
 * mistake here is a guest that starts with a dead network.
 */
final class SharedMemoryIT {

  private static final String PLAIN = "-netdev user,id=n0 -device virtio-net-pci,netdev=n0";

  private static final String JSON =
      "-netdev {\"type\":\"user\",\"id\":\"n0\"}"
          + " -device {\"driver\":\"virtio-net-pci\",\"netdev\":\"n0\"}";

  private static Root root;
  private static String token;

  @BeforeAll
  static void start() {
    root = Root.start("trixie");
    root.require("passt", "qemu-system-x86_64");
    token = root.serve();
  }

  @AfterAll
  static void end() {
    if (root != null) {
      root.close();
    }
  }

  private static Root.Call call() {
    return root.as(User.ORDINARY);
  }

  private static String[] run(String line) {
    List<String> words = new ArrayList<>(List.of("qrap", "run", "--exec=vhost-user", "--"));
    words.addAll(List.of(line.replace("JCARD", JSON).replace("CARD", PLAIN).split(" ")));
    return words.toArray(new String[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Without a word on the memory, and with every notation of its size.
        "-M q35 CARD",
        "-M pc CARD",
        "CARD",
        "-M q35 -m 256 CARD",
        "-M q35 -m 256M CARD",
        "-M q35 -m 256m CARD",
        "-M q35 -m 262144k CARD",
        "-M q35 -m 262144K CARD",
        "-M q35 -m size=262144k CARD",
        "-M q35 -m size=256 CARD",
        "-M q35 -m 268435456B CARD",
        "-M q35 -m 268435457B CARD",
        "-M q35 -m 0.25G CARD",
        "-M q35 -m 1G CARD",
        "-M pc -m 64 -m 256 CARD",
        "-M q35 -m 256,slots=2,maxmem=1G CARD",
        "-M q35 -m 256 -m slots=2,maxmem=1G CARD",
        "-M q35 -m slots=2,maxmem=1G CARD",
        "CARD -m 256 -M q35",
        // What does no harm.
        "-M q35 -m 256 -mem-prealloc CARD",
        "-M q35,mem-merge=off,dump-guest-core=off -m 256 CARD",
        "-M q35 -m 256 -object rng-random,id=r,filename=/dev/urandom -device virtio-rng-pci,rng=r CARD",
        "-M q35 -m 256 -object memory-backend-memfd,id=unused,size=16M CARD",
        "-M q35 -m 256 -object memory-backend-memfd,id=qrap0-memory,size=16M CARD",
        "-M q35 -m 256 -smp 2 -sandbox on,spawn=deny CARD",
        // Memory that the line shares itself, as libvirt writes it and otherwise.
        "-M q35,memory-backend=m -m 256 -object memory-backend-memfd,id=m,size=256M,share=on CARD",
        "-M q35,memory-backend=m -m 256 -object memory-backend-memfd,id=m,size=256M CARD",
        "-M q35,memory-backend=m -object memory-backend-memfd,id=m,size=256M CARD",
        "-M q35 -m 256 -object memory-backend-memfd,id=m,size=256M -machine memory-backend=m CARD",
        "-M q35,memory-backend=m -m 256 -object memory-backend-shm,id=m,size=256M CARD",
        "-M q35,memory-backend=m -m 256"
            + " -object memory-backend-file,id=m,size=256M,share=on,mem-path=/dev/shm/m CARD",
        "-M q35,memory-backend=m -m 256"
            + " -object memory-backend-file,id=m,size=256M,share=yes,mem-path=/dev/shm/y CARD",
        "-machine pc,memory-backend=pc.ram -m size=262144k -object"
            + " {\"qom-type\":\"memory-backend-memfd\",\"id\":\"pc.ram\",\"share\":true,\"size\":268435456} JCARD",
        "-machine q35,memory-backend=pc.ram -m size=262144k -object"
            + " {\"qom-type\":\"memory-backend-file\",\"id\":\"pc.ram\",\"mem-path\":\"/dev/shm/j\",\"share\":true,\"size\":268435456} JCARD",
        "-M q35,memory-backend=m -m 256,slots=2,maxmem=1G"
            + " -object memory-backend-memfd,id=m,size=256M -object memory-backend-memfd,id=d,size=128M"
            + " -device pc-dimm,memdev=d CARD",
      })
  void a_guest_has_its_network(String line) {
    Boot boot = call().withMemoryOfTheLine().boot(run(line));

    assertThat(boot.status()).as(boot.toString()).isZero();
    assertThat(boot.said()).contains("qrap: started passt for this guest");
    assertThat(boot.console().page()).as(boot.toString()).containsExactly(token);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-M q35 -m 256 -mem-path /dev/shm CARD | the line has -mem-path,",
        "-M q35 -m 256 -numa node CARD | the line has -numa,",
        "-M q35 -m 256 -object memory-backend-memfd,id=m,size=256M -numa node,memdev=m CARD"
            + " | the line has -numa,",
        "-M q35 -m 256 -incoming defer CARD | the line has -incoming,",
        "-M q35 -m 256 -loadvm x CARD | the line has -loadvm,",
        "-M q35 -m many CARD | say it with -m,",
        "-M q35 -m 1.5 CARD | say it with -m,",
        "-M q35 -m 0x100 CARD | say it with -m,",
        "-M q35,memory.size=256M CARD | say it with -m,",
        "-M q35,memory-backend=m -m 256 CARD"
            + " | -machine memory-backend=m names a memory object that is not on the line",
        "-M q35,memory-backend=m -m 256 -object memory-backend-memfd,id=m,size=256M,share=off CARD"
            + " | the memory object m is not shared; add share=on",
        "-M q35,memory-backend=m -m 256"
            + " -object memory-backend-file,id=m,size=256M,mem-path=/dev/shm/m CARD"
            + " | the memory object m is not shared; add share=on",
        "-M q35,memory-backend=m -m 256 -object memory-backend-ram,id=m,size=256M CARD"
            + " | the memory object m is a memory-backend-ram",
        "-M q35 -m 256,slots=2,maxmem=1G -object memory-backend-ram,id=d,size=128M"
            + " -device pc-dimm,memdev=d CARD | the memory object d is a memory-backend-ram",
        "-M q35,memory-backend=pc.ram -m 256 -object"
            + " {\"qom-type\":\"memory-backend-memfd\",\"id\":\"pc.ram\",\"share\":false,\"size\":268435456} JCARD"
            + " | the memory object pc.ram is not shared; add share=on",
        "-M q35 -m 256 -netdev user,id=n0 -device virtio-net-pci,netdev=n0,iommu_platform=on"
            + " | a device of the line has iommu_platform=on",
      })
  void a_guest_whose_memory_cannot_be_shared_is_refused(String line, String reason) {
    Tools.Ended ended = call().run(run(line));

    assertThat(ended.status()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains("vhost-user is not available: ").contains(reason);
    assertThat(root.running()).noneMatch(name -> name.startsWith("passt"));
  }
}
