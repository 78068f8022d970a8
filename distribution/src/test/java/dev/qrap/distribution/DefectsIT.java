// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference does wrong with a line (docs/compatibility.md), done right on real QEMU. */
final class DefectsIT {

  private static final String X86 = "qemu-system-x86_64";
  private static final String MAC = "52:54:00:aa:bb:cc";

  /** Nothing listens here unless a test says so. */
  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  private boolean listening;

  @AfterEach
  void close() {
    sandbox.close();
  }

  private RealQemu launch(String policy, String qemu, String line, String... commands) {
    Tools.require(qemu);
    if (!listening) {
      sandbox.backend();
      listening = true;
    }
    RealQemu ran =
        RealQemu.launch(sandbox, qemu, policy, List.of(line.split(" ")), List.of(commands));
    assertThat(ran.result().status()).as(ran.complaint()).isZero();
    return ran;
  }

  private RealQemu kept(String line, String... commands) {
    return launch("keep", X86, line, commands);
  }

  private RealQemu replaced(String line, String... commands) {
    return launch("replace", X86, line, commands);
  }

  private static void hasCard(RealQemu qemu, String card) {
    assertThat(qemu.texts()).as(qemu.complaint()).containsExactly(card);
  }

  private static final String D3_LINE =
      "-netdev user,id=n0 -device e1000,netdev=n0,id=net0 -set device.net0.mac="
          + MAC
          + " -set device.net0.bootindex=7 -object filter-buffer,id=f0,netdev=n0,interval=1000";

  @Test
  void d3_nothing_that_the_user_said_of_the_card_is_lost() {
    RealQemu qemu =
        kept(
            D3_LINE,
            "{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"/machine/peripheral/net0\","
                + "\"property\":\"bootindex\"}}",
            "{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"/objects/f0\","
                + "\"property\":\"netdev\"}}");
    hasCard(qemu, "e1000 id=net0 at pci.0/03.0 on n0=socket");
    assertThat(qemu.cards().get(0).mac()).isEqualTo(MAC);
    assertThat(qemu.answers().get(0).get("return")).isEqualTo(7);
    assertThat(qemu.answers().get(1).get("return")).isEqualTo("n0");
  }

  @Test
  void d3_replace_removes_and_names_what_refers_to_the_removed() {
    RealQemu qemu = replaced(D3_LINE);
    hasCard(qemu, "virtio-net-pci at pci.0/03.0 on hostnet0=socket");
    assertThat(qemu.result().stderr())
        .contains(
            "qrap: removed -netdev user,id=n0, -device e1000,netdev=n0,id=net0, -set"
                + " device.net0.mac="
                + MAC
                + ", -set device.net0.bootindex=7, -object"
                + " filter-buffer,id=f0,netdev=n0,interval=1000\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-device virtio-rng-pci, pcie.0/03.0",
    "'-device virtio-rng-pci,bus=pcie.0,addr=0x2', pcie.0/03.0",
    "'-device pcie-root-port,id=pci.3,chassis=3 -device virtio-rng-pci,bus=pci.3', pcie.0/03.0",
    "'-device pcie-root-port,id=pci.3,chassis=3 -device pcie-root-port,id=pci.4,chassis=4 -device virtio-rng-pci,bus=pci.3', pci.4/00.0",
    "'-device pcie-root-port,id=pci.1,chassis=1 -device pcie-root-port,id=pci.7,chassis=7', pci.7/00.0",
    "'-device i82801b11-bridge,id=pci.3 -device virtio-rng-pci', pcie.0/04.0",
  })
  void d4_a_root_port_is_used_only_where_there_is_one_and_it_is_free(String line, String place) {
    hasCard(
        replaced("-machine pc-q35-7.2 " + line),
        "virtio-net-pci at " + place + " on hostnet0=socket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-machine pc-i440fx-7.2",
        "-machine pc-i440fx-7.2 -device e1000",
        "-machine pc-i440fx-7.2 -netdev user,id=n0 -device e1000,netdev=n0",
      })
  void d5_the_guest_always_ends_up_with_a_card(String line) {
    hasCard(replaced(line), "virtio-net-pci at pci.0/03.0 on hostnet0=socket");
    hasCard(
        kept(line),
        line.endsWith("7.2")
            ? "virtio-net-pci id=qrap-net0 at pci.0/03.0 on qrap0=socket"
            : "e1000 at pci.0/03.0 on " + (line.contains("n0") ? "n0" : "qrap0") + "=socket");
  }

  @ParameterizedTest
  @CsvSource({
    "-machine pc, pc",
    "-machine q35, q35",
    "-M pc, pc",
    "-M q35, q35",
    "--machine q35, q35",
    "-machine type=q35, q35",
    "'-machine accel=tcg,type=pc', pc",
    "'-machine accel=tcg,type=q35,usb=off', q35",
    "'-machine pc -machine q35', q35",
    "'-machine q35 -machine pc', pc",
    "'-machine q35 -M accel=tcg', q35",
    "-machine accel=tcg, pc",
    "-m 64, pc",
  })
  void d6_the_machine_is_read_as_qemu_reads_it(String machine, String read) {
    // Places that QEMU itself would not choose: whoever takes one machine for the other misses
    // them.
    String devices =
        read.equals("pc")
            ? " -device virtio-rng-pci,bus=pci.0,addr=0x2"
            : " -device pcie-root-port,id=a,chassis=1 -device pcie-root-port,id=b,chassis=2";
    String place = read.equals("pc") ? "pci.0/1f.0" : "b/00.0";
    hasCard(
        kept(machine + " -nodefaults" + devices),
        "virtio-net-pci id=qrap-net0 at " + place + " on qrap0=socket");
    assertThat(replaced(machine + " -nodefaults" + devices).texts()).hasSize(1);
  }

  @Test
  void d7_a_device_number_of_s390x_has_four_digits() {
    hasCard(
        launch(
            "replace",
            "qemu-system-s390x",
            "-machine s390-ccw-virtio-7.2 -device virtio-rng-ccw,devno=fe.0.0001"),
        "virtio-net-ccw at virtual-css/fe.0.0002 on hostnet0=socket");
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, '-M microvm -device virtio-rng-device', virtio-net-device at virtio-mmio-bus.22",
    "x86_64, '-M isapc -device isa-debug-exit', ne2k_isa at isa.0",
    "aarch64, '-M virt -device virtio-rng-pci,addr=0x1', virtio-net-pci at pcie.0/02.0",
    "arm, '-M virt -device virtio-rng-pci,addr=0x1', virtio-net-pci at pcie.0/02.0",
    "riscv64, '-M virt -device virtio-rng-pci,addr=0x1', virtio-net-pci at pcie.0/02.0",
    "ppc64, '-nodefaults -device virtio-rng-pci,addr=0x1', virtio-net-pci at pci.0/00.0",
  })
  void d8_other_machines_get_the_right_card_on_the_right_bus(
      String architecture, String line, String card) {
    hasCard(launch("replace", "qemu-system-" + architecture, line), card + " on hostnet0=socket");
  }

  @Test
  void d8_a_machine_without_any_network_is_an_error_that_says_so() {
    Tools.require("qemu-system-riscv64");
    sandbox.backend();
    Sandbox.Result result = sandbox.qrap("-m", "64").with("QRAP_QEMU", "qemu-system-riscv64").run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo(
            "qrap: no address for a network card on machine 'spike' (profile boards): it has neither"
                + " a card nor a bus for one; choose another machine with -machine, for instance"
                + " virt, or say -nic none\n");
  }

  @Test
  void d8_no_machine_where_there_is_no_default_is_left_to_qemu() {
    Tools.require("qemu-system-aarch64");
    Sandbox.Result result = sandbox.qrap("-m", "64").with("QRAP_QEMU", "qemu-system-aarch64").run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr()).startsWith("qemu-system-aarch64: No machine specified");
  }

  @Test
  void d9_a_card_beside_json_devices_is_json_and_takes_nobodys_address() {
    String line =
        "-machine pc-i440fx-7.2 -vga none"
            + " -device {\"driver\":\"virtio-rng-pci\",\"bus\":\"pci.0\",\"addr\":\"0x2\"}";
    hasCard(kept(line), "virtio-net-pci id=qrap-net0 at pci.0/03.0 on qrap0=socket");
    hasCard(replaced(line), "virtio-net-pci at pci.0/03.0 on hostnet0=socket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--device e1000,netdev=n0 --netdev user,id=n0",
        "-device driver=e1000,netdev=n0 -netdev type=user,id=n0",
        "-device netdev=n0,driver=e1000 -netdev id=n0,type=user",
        "-device {\"netdev\":\"n0\",\"driver\":\"e1000\"} -netdev {\"id\":\"n0\",\"type\":\"user\"}",
        "-device {\t'driver'\t:\t'e1000',\n'netdev':'n0'} -netdev user,id=n0",
        "-device e1000",
        "-nic user,model=e1000",
        "-net nic,model=e1000 -net user",
        "-device e1000-82545em -netdev user,id=n0",
        "-device virtio-net-pci-transitional,netdev=n0 -netdev user,id=n0",
        "-device vmxnet3,netdev=n0 -netdev user,id=n0",
        "-device pcnet,netdev=n0 -netdev user,id=n0",
        "-device tulip,netdev=n0 -netdev user,id=n0",
        "-device ne2k_pci,netdev=n0 -netdev user,id=n0",
        "-device i82559er,netdev=n0 -netdev user,id=n0",
        "-usb -device usb-net,netdev=n0 -netdev user,id=n0",
      })
  void d10_every_notation_and_every_model_is_understood(String line) {
    RealQemu kept = kept(line);
    assertThat(kept.cards()).as(kept.texts() + kept.complaint()).hasSize(1);
    assertThat(kept.cards().get(0).backends()).containsExactly("socket");
    assertThat(line).contains(kept.cards().get(0).driver().replace("e1000-82540em", "e1000"));

    RealQemu replaced = replaced(line);
    assertThat(replaced.cards()).as(replaced.texts() + replaced.complaint()).hasSize(1);
    assertThat(replaced.cards().get(0).driver()).isEqualTo("virtio-net-pci");
    assertThat(replaced.cards().get(0).backends()).containsExactly("socket");
  }

  @Test
  void d11_a_value_that_looks_like_an_option_is_a_value() {
    RealQemu qemu =
        replaced(
            "-name -net -m 64",
            "{\"execute\":\"query-memory-size-summary\"}",
            "{\"execute\":\"query-name\"}");
    assertThat(qemu.answers().get(0).get("return").toString()).contains("base-memory=67108864");
    assertThat(qemu.answers().get(1).get("return").toString()).contains("name=-net");
    hasCard(qemu, "virtio-net-pci at pci.0/03.0 on hostnet0=socket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-version",
        "-help",
        "-device help",
        "-netdev help",
        "-machine help",
        "-device virtio-net-pci,help",
        "-netdev user,id=n0 -device e1000,netdev=n0 -cpu help",
      })
  void d12_a_call_that_needs_no_network_goes_straight_to_qemu(String line) {
    Tools.require(X86);
    List<String> arguments = List.of(line.split(" "));
    Sandbox.Result direct = sandbox.program("/usr/bin/" + X86, arguments).run();
    Sandbox.Result patched = sandbox.qrap(arguments).with("QRAP_QEMU", X86).run();
    List<String> explicitly = new ArrayList<>(List.of("5", X86));
    explicitly.addAll(arguments);
    Sandbox.Result explicit = sandbox.qrap(explicitly).run();

    assertThat(direct.stdout()).isNotEmpty();
    for (Sandbox.Result result : List.of(patched, explicit)) {
      assertThat(result.stdout()).isEqualTo(direct.stdout());
      assertThat(result.stderr()).isEqualTo(direct.stderr());
      assertThat(result.status()).isEqualTo(direct.status());
    }
  }

  @Test
  void d12_a_machine_that_is_none_stays_up_without_a_backend() {
    RealQemu qemu =
        RealQemu.launch(
            sandbox,
            X86,
            "keep",
            List.of("-machine", "none,accel=tcg"),
            List.of("{\"execute\":\"query-version\"}"));
    assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
    assertThat(qemu.answers().get(0).get("return").toString()).contains("qemu=");
    assertThat(qemu.result().stderr()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'virtio-rng-pci,bus=pci.0,addr=0x2', 03.0, 1f.0",
    "'virtio-rng-pci,bus=pci.0,addr=2', 03.0, 1f.0",
    "'virtio-rng-pci,addr=02.0,bus=pci.0', 03.0, 1f.0",
    "'virtio-rng-pci,addr=0x2.0x3', 03.0, 1f.0",
    "'virtio-rng-pci,addr=1f', 02.0, 1e.0",
    "'{\"driver\":\"virtio-rng-pci\",\"addr\":\"0x1f.7\"}', 02.0, 1e.0",
    "'{\"driver\":\"virtio-rng-pci\",\"addr\":16}', 03.0, 1f.0",
    "'virtio-rng-pci,addr=0x100000002', 03.0, 03.0", // QEMU takes it modulo 2^32
    "'{\"addr\":248,\"bus\":\"pci.0\",\"driver\":\"virtio-rng-pci\"}', 02.0, 1e.0",
  })
  void d17_any_address_is_understood(String device, String lowest, String highest) {
    String line = "-machine pc-i440fx-7.2 -nodefaults -device " + device;
    hasCard(replaced(line), "virtio-net-pci at pci.0/" + lowest + " on hostnet0=socket");
    hasCard(kept(line), "virtio-net-pci id=qrap-net0 at pci.0/" + highest + " on qrap0=socket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x22", "99999999999999999999", "-1", "x"})
  void d17_an_address_that_is_none_is_refused_by_qemu(String address) {
    Tools.require(X86);
    sandbox.backend();
    String line = "-machine pc-i440fx-7.2 -nodefaults -device virtio-rng-pci,addr=" + address;
    RealQemu qemu = RealQemu.launch(sandbox, X86, "keep", List.of(line.split(" ")), List.of());
    assertThat(qemu.result().status()).isEqualTo(1);
    assertThat(qemu.result().stderr()).contains("virtio-rng-pci,addr=" + address);
  }
}
