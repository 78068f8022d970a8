// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.Guest;
import dev.qrap.spi.GuestMemory;
import dev.qrap.spi.InstalledProgram;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuInfo;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import dev.qrap.spi.SocketFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What plugins are asked about in practice, and what is rare: broken options, machines that nobody
 * knows, and QEMUs that do not answer.
 */
final class PluginSamples {

  private static final String OLD_HELP =
      """
      -netdev user,id=str[,ipv4=on|off][,net=addr[/mask]][,host=addr]
      -netdev socket,id=str[,fd=h][,listen=[host]:port][,connect=host:port]
      """;

  private static final String HELP =
      OLD_HELP
          + "-netdev stream,id=str[,server=on|off],addr.type=unix,addr.path=path[,abstract=on|off]"
          + "[,tight=on|off][,reconnect-ms=milliseconds]\n";

  /** Options of every notation, each with its value; an option of one argument ends in a space. */
  private static final List<String> OPTIONS =
      List.of(
          "-nographic ",
          "disk.img ",
          "-m 512",
          "-device virtio-rng-pci",
          "-device pcie-root-port,id=pci.1,bus=pcie.0,chassis=1,addr=0x1",
          "-device nvme,bus=pci.0,addr=0x3",
          "-device e1000",
          "-device e1000,netdev=n0,mac=52:54:00:12:34:56",
          "-device virtio-net-pci,id=net0,netdev=n0,bus=pci.1,addr=0x0",
          "-device {\"driver\":\"virtio-net-pci\",\"netdev\":\"n0\",\"id\":\"net0\"}",
          "-device {\"driver\":",
          "-device ,",
          "-netdev user,id=n0,hostfwd=tcp::2222-:22",
          "-netdev {\"type\":\"tap\",\"id\":\"n0\",\"fd\":\"3\"}",
          "-netdev stream,id=n0,addr.type=unix,addr.path=/tmp/s",
          "-netdev none",
          "-nic user,model=rtl8139,id=n0",
          "-nic none",
          "-net nic,model=e1000",
          "-net user",
          "-set device.net0.mac=52:54:00:12:34:56",
          "-set netdev",
          "-object filter-dump,id=f0,netdev=n0,file=/tmp/d",
          "-drive file=a,,b.img,if=virtio",
          "-name \u0001\u00ff");

  private record Qemu(String path, String architecture, String netdevHelp, String version)
      implements QemuInfo {}

  private record Facts(String path, List<String> commandLine) implements SocketFacts {
    @Override
    public boolean isListening(String otherPath) {
      return false;
    }
  }

  private static final GuestMemory SHARED = new GuestMemory(true, "");

  private static final GuestMemory NOT_SHARED = new GuestMemory(false, "the memory is not shared");

  private PluginSamples() {}

  static List<Machine> machines() {
    return List.of(
        machine("x86_64", "pc-i440fx-7.2"),
        machine("x86_64", "pc-q35-7.2,usb=off"),
        machine("x86_64", "microvm,pcie=on"),
        machine("x86_64", "isapc"),
        machine("aarch64", "virt-7.2,gic-version=3"),
        machine("aarch64", "raspi3b"),
        machine("ppc64", "pseries-7.2"),
        machine("s390x", "s390-ccw-virtio-7.2"),
        machine("riscv64", "virt"),
        machine("", "no-such-machine"),
        new Machine("x86_64", "q35", List.of(), false),
        new Machine("loongarch64", "", List.of(), true));
  }

  private static Machine machine(String architecture, String value) {
    return CommandLine.parse(List.of("-machine", value)).machine(architecture);
  }

  /** Options of a command line, and the same as they are in a file and without a value. */
  static List<QemuOption> options() {
    List<QemuOption> options = new ArrayList<>();
    for (QemuOption option : line().options()) {
      options.add(option);
      options.add(
          new QemuOption(option.index(), option.name(), "", Notation.FILE, option.properties()));
      options.add(new QemuOption(option.index(), option.name(), "", Notation.NONE, List.of()));
    }
    return options;
  }

  private static CommandLine line() {
    List<String> arguments = new ArrayList<>();
    for (String option : OPTIONS) {
      int end = option.indexOf(' ');
      arguments.add(option.substring(0, end));
      if (end + 1 < option.length()) {
        arguments.add(option.substring(end + 1));
      }
    }
    return CommandLine.parse(arguments);
  }

  static List<Inventory> inventories() {
    return List.of(
        new Inventory(List.of()), new Inventory(line().options()), new Inventory(options()));
  }

  private static List<QemuInfo> qemus() {
    return List.of(
        new Qemu("/usr/bin/qemu-system-x86_64", "x86_64", HELP, "11.1.3"),
        new Qemu("/usr/bin/kvm", "x86_64", OLD_HELP, "6.2.0"),
        new Qemu("/usr/bin/qemu-system-s390x", "s390x", HELP, "7.2.22"),
        new Qemu("/opt/caf\u00c3\u00a9/qemu", "", "", ""));
  }

  /** Each QEMU with a machine that has little to do with it, too: only names differ. */
  static List<Guest> guests() {
    List<Guest> guests = new ArrayList<>();
    for (QemuInfo qemu : qemus()) {
      for (Machine machine : machines()) {
        Guest guest =
            new Guest(qemu, machine, "kvm", "virtio-net-pci", SHARED, true, List.of(), "qrap0");
        guests.add(guest);
        guests.add(guest.starting(List.of("-t", "127.0.0.1/8080:80", "-t", "90:90")));
        guests.add(new Guest(qemu, machine, "", "", NOT_SHARED, false, List.of(), "qrap1"));
      }
    }
    return guests;
  }

  static List<SocketFacts> sockets() {
    return List.of(
        new Facts("/tmp/net_1.socket", List.of()),
        new Facts("/run/user/1000/a.socket", List.of("/usr/bin/netd", "-s", "/x")),
        new Facts("caf\u00c3\u00a9 \n", List.of("")));
  }

  static List<NetworkFeature> features() {
    return List.of(
        new NetworkFeature.ForwardedPorts("hostfwd=tcp::8080-:80", false, "", 8080, 8080, "", 80),
        new NetworkFeature.ForwardedPorts(
            "forward=udp:127.0.0.1:5000-5002:53-55", true, "127.0.0.1", 5000, 5002, "", 53),
        new NetworkFeature.Addresses(
            "net=10.0.2.0/24", "10.0.2.0/24", "10.0.2.2", "10.0.2.15", "10.0.2.3"),
        new NetworkFeature.Addresses("dns=fec0::3", "", "", "", "fec0::3"),
        new NetworkFeature.OneFamily("ipv4=off", true),
        new NetworkFeature.SearchDomain("dnssearch=example.org", "example.org"),
        new NetworkFeature.HostName("hostname=toaster", "toaster"),
        new NetworkFeature.Isolation("restrict=on"),
        new NetworkFeature.Mtu("host_mtu=1400", 1400),
        new NetworkFeature.Other("tftp=/srv", "tftp", "/srv"));
  }

  static List<Attachment> attachments() {
    return List.of(
        new Attachment.Descriptor(3),
        new Attachment.Path("/run/user/1000/qrap/a.socket", Protocol.FRAMES),
        new Attachment.Path("/run/user/1000/qrap/a.socket", Protocol.VHOST_USER),
        new Attachment.ByQemu());
  }

  /** A program that is installed, and says nothing of its options. */
  static InstalledProgram program() {
    return () -> "Usage: program [OPTION]...\n";
  }

  /** What programs write. */
  static List<String> outputs() {
    return List.of("", "\n", "cannot listen: Address in use", "a\nb\n", "\0\u00ff");
  }

  /** Values of settings. */
  static List<String> values() {
    return List.of("1", "-x --y", "caf\u00c3\u00a9");
  }

  static List<LocatorContext> contexts() {
    Map<String, String> environment =
        Map.of("HOME", "/home/user", "XDG_RUNTIME_DIR", "/run/user/1000", "PATH", "/usr/bin:/bin");
    return List.of(
        new LocatorContext("", Map.of()),
        new LocatorContext("", environment),
        new LocatorContext("/tmp/net.socket", environment),
        new LocatorContext("caf\u00c3\u00a9 \n", Map.of("HOME", "")));
  }
}
