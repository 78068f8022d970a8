// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Guest;
import dev.qrap.spi.GuestMemory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.QemuInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * What qrap may know of a QEMU and of its machine, for the tests of a plugin.
 *
 * @since 0.1
 */
public final class QemuFacts {

  /** From the help of QEMU 7.2. */
  private static final String NETDEV_HELP =
      """
      -netdev user,id=str[,ipv4=on|off][,net=addr[/mask]][,host=addr]
      -netdev socket,id=str[,fd=h][,listen=[host]:port][,connect=host:port]
      -netdev stream,id=str[,server=on|off],addr.type=unix,addr.path=path[,abstract=on|off][,tight=on|off]
      -netdev hubport,id=str,hubid=n[,netdev=nd]
      """;

  /** From the help of QEMU 11.1, what is more. */
  private static final String NETDEV_HELP_11 =
      NETDEV_HELP
          + "-netdev passt,id=str[,path=file][,quiet=on|off][,vhost-user=on|off]\n"
          + "-netdev vhost-user,id=str,chardev=dev[,vhostforce=on|off]\n";

  private record Qemu(String path, String architecture, String netdevHelp, String version)
      implements QemuInfo {}

  private QemuFacts() {}

  /**
   * A QEMU of a test's own, whose version is not known.
   *
   * @param path as in {@link QemuInfo}
   * @param architecture as in {@link QemuInfo}
   * @param netdevHelp as in {@link QemuInfo}
   * @return the QEMU
   */
  public static QemuInfo qemu(String path, String architecture, String netdevHelp) {
    return qemu(path, architecture, netdevHelp, "");
  }

  /**
   * A QEMU of a test's own.
   *
   * @param path as in {@link QemuInfo}
   * @param architecture as in {@link QemuInfo}
   * @param netdevHelp as in {@link QemuInfo}
   * @param version as in {@link QemuInfo}
   * @return the QEMU
   * @since 0.2
   */
  public static QemuInfo qemu(String path, String architecture, String netdevHelp, String version) {
    return new Qemu(path, architecture, netdevHelp, version);
  }

  /**
   * QEMUs as they are found in practice, and one of which next to nothing is known.
   *
   * @return each with the architecture of its guests
   */
  public static List<QemuInfo> qemus() {
    return List.of(
        qemu("/usr/bin/qemu-system-x86_64", "x86_64", NETDEV_HELP),
        qemu("/usr/bin/kvm", "x86_64", NETDEV_HELP, "7.2.22"),
        qemu("/usr/local/bin/qemu-system-x86_64", "x86_64", NETDEV_HELP_11, "11.1.3"),
        qemu("/usr/libexec/qemu-kvm", "x86_64", NETDEV_HELP),
        qemu("/usr/bin/qemu-system-aarch64", "aarch64", NETDEV_HELP),
        qemu("/usr/bin/qemu-system-s390x", "s390x", NETDEV_HELP),
        qemu("/opt/caf\u00c3\u00a9/qemu", "", ""));
  }

  /**
   * Machines of several architectures, with default devices and without; one of a type that no QEMU
   * has, and one whose type is not known.
   *
   * @return each as the planner describes it to a profile
   */
  public static List<Machine> machines() {
    return List.of(
        machine("x86_64", "pc-i440fx-7.2"),
        machine("x86_64", "pc-q35-7.2,usb=off"),
        machine("x86_64", "microvm,pcie=on"),
        machine("x86_64", "isapc"),
        machine("aarch64", "virt-7.2,gic-version=3"),
        machine("aarch64", "raspi3b"),
        machine("ppc64", "pseries-7.2"),
        machine("s390x", "s390-ccw-virtio-7.2"),
        machine("riscv64", "none"),
        machine("", "no-such-machine"),
        new Machine("x86_64", "q35", List.of(), false),
        new Machine("loongarch64", "", List.of(), true));
  }

  /**
   * A machine as a command line names it.
   *
   * @param architecture the architecture of the QEMU that would run, as QEMU names it
   * @param machine the value of its {@code -machine}: {@code virt,gic-version=3}
   * @return the machine, with QEMU's default devices
   */
  public static Machine machine(String architecture, String machine) {
    return CommandLine.parse(List.of("-machine", machine)).machine(architecture);
  }

  /**
   * A guest that is started by a QEMU, without anything special: a Q35 PC with a virtio card, whose
   * memory can be shared.
   *
   * @param qemu the QEMU
   * @return the guest
   */
  public static Guest guest(QemuInfo qemu) {
    return new Guest(
        qemu,
        machine("x86_64", "q35"),
        "tcg",
        "virtio-net-pci",
        new GuestMemory(true, ""),
        true,
        List.of(),
        "qrap0");
  }

  /**
   * Guests of each of the {@link #qemus}: with several cards, machines and sorts of memory.
   *
   * @return each as the planner describes it to a strategy
   */
  public static List<Guest> guests() {
    List<Guest> guests = new ArrayList<>();
    GuestMemory shared = new GuestMemory(true, "");
    GuestMemory unshared = new GuestMemory(false, "the line has -mem-path");
    List<String> arguments = List.of("-t", "127.0.0.1/8080:80", "-t", "90:90");
    for (QemuInfo qemu : qemus()) {
      guests.add(guest(qemu));
      guests.add(guest(qemu).starting(arguments));
      Machine pc = machine("x86_64", "pc");
      guests.add(new Guest(qemu, pc, "kvm", "e1000", unshared, false, arguments, "qrap7"));
      guests.add(new Guest(qemu, pc, "kvm", "virtio-net-pci", unshared, true, List.of(), "qrap3"));
      Machine unknown = new Machine(qemu.architecture(), "", List.of(), true);
      guests.add(new Guest(qemu, unknown, "", "", shared, false, List.of(), "qrap1"));
    }
    return guests;
  }
}
