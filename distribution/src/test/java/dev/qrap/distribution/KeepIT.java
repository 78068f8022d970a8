// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the policy {@code keep} makes of a line, on real QEMU: the rows of docs/user-guide.md, "Your
 * network card".
 */
final class KeepIT {

  private static final String QEMU = "qemu-system-x86_64";
  private static final String MAC = "52:54:00:aa:bb:cc";

  /** Nothing listens here unless a test says so. */
  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  private RealQemu launch(String line, String... commands) {
    Tools.require(QEMU);
    return RealQemu.launch(sandbox, QEMU, null, List.of(line.split(" ")), List.of(commands));
  }

  private RealQemu connected(String line, String... commands) {
    sandbox.backend();
    RealQemu qemu = launch(line, commands);
    assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
    return qemu;
  }

  private static void hasCards(RealQemu qemu, String... cards) {
    assertThat(qemu.texts()).as(qemu.complaint()).containsExactlyInAnyOrder(cards);
  }

  private static void says(RealQemu qemu, String... lines) {
    assertThat(qemu.result().stderr().lines().filter(line -> !line.startsWith("qemu-system")))
        .containsExactly(lines);
  }

  private static String property(String path, String property) {
    return "{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"%s\",\"property\":\"%s\"}}"
        .formatted(path, property);
  }

  // "-netdev ANY,id=X that the first NIC uses, of a kind the host must provide"

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user,id=n0",
        "tap,id=n0,ifname=nosuch0,script=no,downscript=no,vhost=on",
        "bridge,id=n0,br=nosuch0",
        "vde,id=n0,sock=/nosuch",
        "l2tpv3,id=n0,src=192.0.2.1,dst=192.0.2.2,txsession=1",
        "netmap,id=n0,ifname=nosuch0",
        "vhost-vdpa,id=n0,vhostdev=/nosuch",
        "id=n0,type=user,net=192.0.2.0/24",
      })
  void a_backend_that_the_host_provides_becomes_the_connection(String netdev) {
    RealQemu qemu =
        connected("-netdev " + netdev + " -device e1000,netdev=n0,id=net0,addr=0x7,mac=" + MAC);
    hasCards(qemu, "e1000 id=net0 at pci.0/07.0 on n0=socket");
    assertThat(qemu.cards().get(0).mac()).isEqualTo(MAC);
  }

  @Test
  void a_backend_in_json_stays_json() {
    RealQemu qemu =
        connected(
            "-netdev {\"type\":\"user\",\"id\":\"n0\",\"restrict\":false}"
                + " -device {\"driver\":\"e1000\",\"netdev\":\"n0\",\"addr\":\"0x7\"}");
    hasCards(qemu, "e1000 at pci.0/07.0 on n0=socket");
  }

  @Test
  void multiqueue_and_other_settings_of_the_card_stay() {
    RealQemu qemu =
        connected(
            "-netdev tap,id=n0,queues=4,script=no -device"
                + " virtio-net-pci,netdev=n0,mq=on,vectors=10,packed=on,host_mtu=9000,id=net0",
            property("/machine/peripheral/net0", "vectors"),
            property("/machine/peripheral/net0", "host_mtu"));
    hasCards(qemu, "virtio-net-pci id=net0 at pci.0/03.0 on n0=socket");
    assertThat(qemu.answers().get(0).get("return")).isEqualTo(10);
    assertThat(qemu.answers().get(1).get("return")).isEqualTo(9000);
  }

  // "the same, but already a connection"

  @Test
  void a_connection_is_left_alone_and_one_line_says_so() {
    String netdev = "stream,id=n0,server=on,addr.type=unix,addr.path=/tmp/own";
    RealQemu qemu = launch("-netdev " + netdev + " -device e1000,netdev=n0");
    hasCards(qemu, "e1000 at pci.0/03.0 on n0=stream");
    says(
        qemu,
        "qrap: -netdev "
            + netdev
            + " is connected to a backend already, so nothing is changed; to use qrap's backend"
            + " instead, set nic=replace");
  }

  @Test
  void replace_forces_a_connection() {
    sandbox.backend();
    RealQemu qemu =
        RealQemu.launch(
            sandbox,
            QEMU,
            "replace",
            List.of(
                "-netdev", "dgram,id=n0,local.type=fd,local.str=0", "-device", "e1000,netdev=n0"),
            List.of());
    hasCards(qemu, "virtio-net-pci at pci.0/03.0 on hostnet0=socket");
  }

  // "-nic TYPE,..."

  @Test
  void what_nic_says_of_the_card_stays() {
    RealQemu qemu =
        connected("-nic user,id=n7,model=e1000,mac=" + MAC + ",hostfwd=tcp::8080-:80,tftp=/srv");
    hasCards(qemu, "e1000 at pci.0/03.0 on n7=socket");
    assertThat(qemu.cards().get(0).mac()).isEqualTo(MAC);
    says(
        qemu,
        "qrap: -nic user,id=n7,model=e1000,mac="
            + MAC
            + ",hostfwd=tcp::8080-:80,tftp=/srv: hostfwd=tcp::8080-:80 is lost: start passt with"
            + " -t 0.0.0.0/8080:80, or put qrap run before QEMU, so that qrap starts it",
        "qrap: -nic user,id=n7,model=e1000,mac="
            + MAC
            + ",hostfwd=tcp::8080-:80,tftp=/srv: tftp=/srv is lost: passt has nothing like it",
        "Connected to /tmp/passt_1.socket");
  }

  @Test
  void nic_without_a_type_has_the_default_backend_which_goes() {
    hasCards(connected("-nic model=rtl8139"), "rtl8139 at pci.0/03.0 on #net=socket");
  }

  // "-net user (or tap...) beside -net nic"

  @Test
  void any_number_of_cards_on_the_hub_stay() {
    RealQemu qemu =
        connected(
            "-net nic,model=e1000,macaddr=" + MAC + " -net tap,script=no -net nic,model=pcnet");
    hasCards(
        qemu, "e1000 at pci.0/03.0 on hub0port0=socket", "pcnet at pci.0/04.0 on hub0port2=socket");
    assertThat(qemu.cards().stream().map(RealQemu.Card::mac)).contains(MAC);
  }

  // "a NIC without netdev"

  @ParameterizedTest
  @ValueSource(strings = {"e1000", "driver=e1000,", "{\"driver\":\"e1000\"}", "e1000,netdev="})
  void a_card_without_a_backend_gets_one(String device) {
    hasCards(connected("-device " + device), "e1000 at pci.0/03.0 on qrap0=socket");
  }

  // "-set netdev.X.KEY=... of a converted X"

  @Test
  void what_set_says_of_the_old_backend_goes() {
    RealQemu qemu =
        connected(
            "-netdev user,id=n0 -device e1000,id=net0,netdev=n0 -set netdev.n0.tftp=/srv"
                + " -set device.net0.mac="
                + MAC);
    hasCards(qemu, "e1000 id=net0 at pci.0/03.0 on n0=socket");
    assertThat(qemu.cards().get(0).mac()).isEqualTo(MAC);
    says(
        qemu,
        "qrap: removed -set netdev.n0.tftp=/srv",
        "qrap: -netdev user,id=n0: tftp=/srv is lost: passt has nothing like it",
        "Connected to /tmp/passt_1.socket");
  }

  /** The guest must not reach anything: only a user who says so gives that up. */
  @Test
  void an_isolated_guest_stays_where_it_is() {
    RealQemu qemu = launch("-nic user,id=n0,model=e1000,restrict=on");
    assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
    hasCards(qemu, "e1000 at pci.0/03.0 on n0=user");
    says(
        qemu,
        "qrap: -nic user,id=n0,model=e1000,restrict=on stays on QEMU's own network: restrict=on isolates the guest; to connect it all the"
            + " same, set unsupported=convert");
  }

  // "-nic none, -net none, and no NIC device"

  @ParameterizedTest
  @ValueSource(strings = {"-nic none", "-net none"})
  void who_wants_no_network_gets_none(String line) {
    RealQemu qemu = launch(line);
    assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
    hasCards(qemu);
    says(qemu);
  }

  @Test
  void a_card_beside_nic_none_is_a_card() {
    hasCards(
        connected("-nic none -netdev user,id=n0 -device e1000,netdev=n0"),
        "e1000 at pci.0/03.0 on n0=socket");
  }

  // "-readconfig with the netdev in it"

  @Test
  void a_backend_in_a_file_is_set() {
    sandbox.write("vm.cfg", "[netdev \"n0\"]\n  type = \"user\"\n");
    hasCards(
        connected("-readconfig /tmp/vm.cfg -device e1000,netdev=n0 -nodefaults"),
        "e1000 at pci.0/02.0 on n0=socket");
  }

  @Test
  void a_whole_machine_in_a_file_is_read() {
    sandbox.write(
        "vm.cfg",
        "[machine]\n  type = \"q35\"\n[device \"net0\"]\n  driver = \"e1000\"\n  mac = \"%s\"\n"
            .formatted(MAC));
    RealQemu qemu = connected("-readconfig /tmp/vm.cfg -nodefaults");
    hasCards(qemu, "e1000 id=net0 at pcie.0/01.0 on qrap0=socket");
    assertThat(qemu.cards().get(0).mac()).isEqualTo(MAC);
  }

  /** As a manager of virtual machines writes it. QEMU alone would ask for root's rights. */
  @Test
  void a_backend_in_a_file_with_more_in_it_is_changed_in_a_copy() {
    sandbox.write(
        "vm.cfg",
        """
        # written by a manager
        [device "video0"]
          driver = "VGA"
          addr = "0x5"
        [netdev "n0"]
          type = "tap"
          ifname = "farm0"
          script = "/nonexistent"
          vhost = "on"
        [device "net0"]
          driver = "e1000"
          netdev = "n0"
          mac = "%s"
        """
            .formatted(MAC));
    RealQemu qemu =
        connected(
            "-readconfig /tmp/vm.cfg -set netdev.n0.sndbuf=0 -nodefaults",
            RealQemu.monitor("info pci"));
    hasCards(qemu, "e1000 id=net0 at pci.0/02.0 on n0=socket");
    assertThat(qemu.cards().get(0).mac()).isEqualTo(MAC);
    assertThat(qemu.answers().toString()).contains("Bus  0, device   5, function 0:");
  }

  @Test
  void a_section_of_the_hub_is_changed_in_a_copy() {
    sandbox.write("vm.cfg", "[net]\n  type = \"user\"\n[net]\n  type = \"nic\"\n");
    hasCards(
        connected("-readconfig /tmp/vm.cfg -nodefaults"),
        "e1000 at pci.0/02.0 on hub0port1=socket");
  }

  @Test
  void a_section_without_an_id_is_changed_in_a_copy() {
    sandbox.write("vm.cfg", "[device]\n  driver = \"e1000\"");
    hasCards(
        connected("-readconfig /tmp/vm.cfg -nodefaults"), "e1000 at pci.0/02.0 on qrap0=socket");
  }

  @Test
  void a_second_backend_on_a_hub_stays() {
    RealQemu qemu = connected("-net nic,model=e1000 -net user -net user");
    hasCards(qemu, "e1000 at pci.0/03.0 on hub0port0=socket+user");
    says(
        qemu,
        "qrap: -net user stays: it is the second backend on its hub, and only the first one is"
            + " replaced",
        "Connected to /tmp/passt_1.socket");
  }

  /** As without qrap. */
  @Test
  void a_set_before_its_netdev_is_refused_by_qemu() {
    sandbox.backend();
    RealQemu qemu = launch("-set netdev.n0.vhost=on -netdev user,id=n0 -device e1000,netdev=n0");
    assertThat(qemu.result().status()).isEqualTo(1);
    assertThat(qemu.result().stderr()).contains("there is no netdev \"n0\" defined");
  }

  // "First NIC is the first in argv"; "Further NICs keep what the user gave them"

  @Test
  void the_first_card_is_the_first_in_argv_and_the_others_keep_what_they_have() {
    RealQemu qemu =
        connected(
            "-netdev user,id=a -netdev user,id=b -device rtl8139,netdev=b -device e1000,netdev=a");
    hasCards(qemu, "rtl8139 at pci.0/03.0 on b=socket", "e1000 at pci.0/04.0 on a=user");
    says(
        qemu,
        "qrap: other network cards keep their backends: -device e1000,netdev=a",
        "Connected to /tmp/passt_1.socket");
  }

  // "A tap or vhost backend that is replaced changes offered features: said once."

  @Test
  void that_a_taps_features_go_is_said_once() {
    RealQemu qemu =
        connected("-netdev tap,id=n0,vhost=on,script=no -device virtio-net-pci,netdev=n0");
    assertThat(qemu.result().stderr().lines().filter(line -> line.contains("offload of checksums")))
        .hasSize(1);
  }

  // "No NIC on the line: one is appended"

  @Test
  void a_card_is_added_with_ids_of_its_own() {
    RealQemu qemu =
        connected(
            "-netdev user,id=qrap0 -device virtio-rng-pci,id=qrap-net0",
            property("/machine/peripheral/qrap-net1/virtio-backend", "x-txburst"));
    hasCards(qemu, "virtio-net-pci id=qrap-net1 at pci.0/04.0 on qrap1=socket");
    assertThat(qemu.answers().get(0).get("return")).isEqualTo(4096);
  }

  // "With -incoming or -loadvm nothing is appended and nothing replaced but the backend"

  @Test
  void a_guest_that_comes_from_elsewhere_gets_no_card() {
    RealQemu qemu = launch("-incoming defer -nodefaults");
    assertThat(qemu.result().status()).as(qemu.complaint()).isZero();
    hasCards(qemu);
  }

  @Test
  void a_guest_that_comes_from_elsewhere_keeps_its_card_on_the_connection() {
    hasCards(
        connected(
            "-incoming defer -netdev tap,id=hostnet0,script=no -device e1000,netdev=hostnet0"),
        "e1000 at pci.0/03.0 on hostnet0=socket");
  }

  // "hostnet0 and net0 are libvirt's, which will use them when somebody plugs in an interface"

  private static String[] plugIn(int number, String address) {
    return new String[] {
      "{\"execute\":\"netdev_add\",\"arguments\":{\"type\":\"user\",\"id\":\"hostnet%d\"}}"
          .formatted(number),
      "{\"execute\":\"device_add\",\"arguments\":{\"driver\":\"virtio-net-pci\",\"netdev\":\"hostnet%d\",\"id\":\"net%d\",%s}}"
          .formatted(number, number, address)
    };
  }

  private static final String ROOT_PORTS =
      "-machine pc-q35-7.2 -nodefaults"
          + " -device {\"driver\":\"pcie-root-port\",\"port\":16,\"chassis\":1,\"id\":\"pci.1\",\"bus\":\"pcie.0\",\"multifunction\":true,\"addr\":\"0x2\"}"
          + " -device {\"driver\":\"pcie-root-port\",\"port\":17,\"chassis\":2,\"id\":\"pci.2\",\"bus\":\"pcie.0\",\"addr\":\"0x2.0x1\"}"
          + " -device {\"driver\":\"pcie-root-port\",\"port\":18,\"chassis\":3,\"id\":\"pci.3\",\"bus\":\"pcie.0\",\"addr\":\"0x2.0x2\"}"
          + " -device {\"driver\":\"virtio-rng-pci\",\"id\":\"rng0\",\"bus\":\"pci.1\",\"addr\":\"0x0\"}";

  @Test
  void libvirt_can_plug_in_an_interface_on_q35_afterwards() {
    RealQemu qemu = connected(ROOT_PORTS, plugIn(0, "\"bus\":\"pci.2\",\"addr\":\"0x0\""));
    hasCards(
        qemu,
        "virtio-net-pci id=qrap-net0 at pci.3/00.0 on qrap0=socket",
        "virtio-net-pci id=net0 at pci.2/00.0 on hostnet0=user");
  }

  @Test
  void libvirt_can_plug_in_a_second_interface_on_q35_afterwards() {
    RealQemu qemu =
        connected(
            ROOT_PORTS
                + " -netdev {\"type\":\"tap\",\"fd\":\"32\",\"id\":\"hostnet0\"}"
                + " -device {\"driver\":\"virtio-net-pci\",\"netdev\":\"hostnet0\",\"id\":\"net0\",\"bus\":\"pci.2\",\"addr\":\"0x0\"}",
            plugIn(1, "\"bus\":\"pci.3\",\"addr\":\"0x0\""));
    hasCards(
        qemu,
        "virtio-net-pci id=net0 at pci.2/00.0 on hostnet0=socket",
        "virtio-net-pci id=net1 at pci.3/00.0 on hostnet1=user");
  }

  @Test
  void libvirt_can_plug_in_an_interface_on_pc_afterwards() {
    RealQemu qemu =
        connected(
            "-machine pc-i440fx-7.2 -nodefaults"
                + " -device {\"driver\":\"piix3-usb-uhci\",\"id\":\"usb\",\"bus\":\"pci.0\",\"addr\":\"0x1.0x2\"}"
                + " -device {\"driver\":\"virtio-rng-pci\",\"id\":\"rng0\",\"bus\":\"pci.0\",\"addr\":\"0x2\"}",
            plugIn(0, "\"bus\":\"pci.0\",\"addr\":\"0x3\""));
    hasCards(
        qemu,
        "virtio-net-pci id=qrap-net0 at pci.0/1f.0 on qrap0=socket",
        "virtio-net-pci id=net0 at pci.0/03.0 on hostnet0=user");
  }
}
