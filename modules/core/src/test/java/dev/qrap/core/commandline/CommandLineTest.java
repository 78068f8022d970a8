// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.qrap.core.LaunchException;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

  private static String behindAnotherProgram(String line) {
    return CommandLine.behindAnotherProgram(List.of(line.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sudo qemu-system-x86_64 -S",
        "taskset -c 1 kvm",
        "env A=b /usr/bin/qemu-system-arm",
        "disk.img --nodefaults kvm"
      })
  void aQemuBehindAnotherProgramIsSeen(String line) {
    List<String> words = List.of(line.split(" ", -1));
    assertThat(behindAnotherProgram(line))
        .startsWith("'" + words.get(0) + "' does not name a QEMU, but '")
        .endsWith("' does; put qrap run directly before it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qemu-system-x86_64 kvm",
        "-S kvm",
        "5 kvm",
        "disk.img -S",
        "disk.img -name kvm",
        "disk.img --M kvm",
        "disk.img"
      })
  void aQemuThatIsAValueOrComesFirstIsNone(String line) {
    assertThat(behindAnotherProgram(line)).isEmpty();
    assertThat(CommandLine.behindAnotherProgram(List.of())).isEmpty();
    assertThat(CommandLine.behindAnotherProgram(List.of("", "kvm"))).isNotEmpty();
  }

  /** A line without quoting: no argument of these tests holds a space. */
  private static CommandLine line(String arguments) {
    return CommandLine.parse(List.of(arguments.split(" ", -1)));
  }

  /** Each option as {@code INDEX NAME} or {@code INDEX NAME=VALUE}. */
  private static List<String> options(String arguments) {
    List<String> options = new ArrayList<>();
    for (QemuOption option : line(arguments).options()) {
      String value = option.notation() == Notation.NONE ? "" : "=" + option.value();
      options.add(option.index() + " " + option.name() + value);
    }
    return options;
  }

  private static QemuOption only(String arguments) {
    List<QemuOption> options = line(arguments).options();
    assertThat(options).hasSize(1);
    return options.get(0);
  }

  @Test
  void anOptionHasOneDashOrTwo() {
    assertThat(options("-device e1000 --device e1000"))
        .containsExactly("0 device=e1000", "2 device=e1000");
    assertThat(options("---device e1000")).containsExactly("0 -device=e1000");
  }

  @Test
  void anOptionWithoutValueLeavesTheNextArgumentAlone() {
    assertThat(options("-nographic -m 64 --enable-kvm disk.img -S"))
        .containsExactly("0 nographic", "1 m=64", "3 enable-kvm", "5 S");
  }

  @Test
  void theValueOfAnOptionMayLookLikeAnOption() {
    assertThat(options("-append -net -m 64")).containsExactly("0 append=-net", "2 m=64");
    assertThat(options("-name --device e1000")).containsExactly("0 name=--device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show-cursor", "localtime", "perfmap", "jitdump", "no-quit"})
  void optionsOfOtherVersionsThatTakeNoValue(String name) {
    assertThat(options("-" + name + " -net user")).containsExactly("0 " + name, "1 net=user");
  }

  @Test
  void whatIsNoOptionIsADiskImage() {
    assertThat(options("disk.img -m 64 other.img")).containsExactly("1 m=64");
    assertThat(options("- -- -S")).containsExactly("2 S");
    assertThat(line("").options()).isEmpty();
  }

  @Test
  void theLastOptionMayLackItsValue() {
    assertThat(options("-S -device")).containsExactly("0 S", "1 device");
    assertThat(only("-device").notation()).isEqualTo(Notation.NONE);
    assertThat(only("-device").properties()).isEmpty();
  }

  @Test
  void anUnknownOptionTakesAValueUnlessThatBeginsWithADash() {
    assertThat(options("-fancy -m 64")).containsExactly("0 fancy", "1 m=64");
    assertThat(options("-fancy thing -m 64")).containsExactly("0 fancy=thing", "2 m=64");
    assertThat(options("-fancy")).containsExactly("0 fancy");
  }

  @Test
  void anEmptyValueIsAValue() {
    QemuOption option = CommandLine.parse(List.of("-device", "")).options().get(0);
    assertThat(option.notation()).isEqualTo(Notation.PLAIN);
    assertThat(option.properties()).isEmpty();
  }

  @Test
  void theWidthIsTheNumberOfArguments() {
    CommandLine line = line("-S -device e1000 -device");
    assertThat(line.options()).extracting(line::width).containsExactly(1, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-device driver=e1000,netdev=n0",
        "-netdev type=user,id=n0",
        "-net type=user",
        "-nic type=user",
        "-machine type=q35",
        "-object qom-type=rng-random,id=r0",
        "-chardev backend=null,id=c0",
      })
  void theFirstKeyMayBeLeftOut(String arguments) {
    String shortened = arguments.replaceFirst(" [a-z-]+=", " ");
    assertThat(only(shortened).properties()).isEqualTo(only(arguments).properties());
  }

  @Test
  void otherOptionsImplyNoKey() {
    assertThat(only("-set device.net0.mac=x").properties())
        .containsExactly(Property.text("device.net0.mac", "x"));
    assertThat(only("-name guest").properties()).containsExactly(Property.text("", "guest"));
  }

  @Test
  void aValueInBracesIsJson() {
    QemuOption option = only("-device {\"driver\":\"e1000\",\"id\":\"net0\"}");
    assertThat(option.notation()).isEqualTo(Notation.JSON);
    assertThat(option.get("driver")).isEqualTo("e1000");
    assertThat(option.get("id")).isEqualTo("net0");
    assertThat(option.value()).isEqualTo("{\"driver\":\"e1000\",\"id\":\"net0\"}");
  }

  @Test
  void brokenJsonIsKeptAsText() {
    QemuOption option = only("-device {\"driver\":\"e1000\"");
    assertThat(option.notation()).isEqualTo(Notation.MALFORMED);
    assertThat(option.value()).isEqualTo("{\"driver\":\"e1000\"");
    assertThat(option.properties()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-machine q35",
        "-M q35",
        "--M q35",
        "--machine type=q35",
        "-machine accel=kvm,type=q35",
        "-machine pc -M q35",
        "-machine pc,type=q35",
        "-machine q35 -machine accel=tcg",
        "-machine pc -append -M -machine q35 -name -machine",
      })
  void theLastTypeOfAllMachinesWins(String arguments) {
    assertThat(line(arguments).machine("x86_64").type()).isEqualTo("q35");
  }

  @Test
  void machinesMergeTheirOptions() {
    Machine machine = line("-machine q35,accel=kvm -S -M usb=on,accel=tcg").machine("x86_64");
    assertThat(machine)
        .isEqualTo(
            new Machine(
                "x86_64",
                "q35",
                List.of(
                    Property.text("accel", "kvm"),
                    Property.text("usb", "on"),
                    Property.text("accel", "tcg")),
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "pc, pc",
    "pc+pve0, pc",
    "pc-i440fx-9.2+pve1, pc",
    "q35+pve0, q35",
    "pc-q35-rhel9.6.0, pc-q35",
    "virt-9.2, virt",
    "s390-ccw-virtio-noble, s390-ccw",
  })
  void aTypeIsOfItsFamily(String type, String family) {
    assertThat(line("-M " + type).machine("x86_64").isOf(family)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "q35, pc",
    "pc, pc-q35",
    "virtual, virt",
    "pcx, pc",
    "p, pc",
    "xlnx-versal-virt, virt"
  })
  void aTypeIsOfNoOther(String type, String family) {
    assertThat(line("-M " + type).machine("x86_64").isOf(family)).isFalse();
  }

  @Test
  void withoutAMachineItIsTheDefaultOfThatQemu() {
    assertThat(line("-machine").machine("s390x"))
        .isEqualTo(new Machine("s390x", "s390-ccw-virtio", List.of(), true));
    assertThat(line("-machine accel=tcg").machine("x86_64").type()).isEqualTo("pc");
    assertThat(line("-S").machine("x86_64-static").type()).isEqualTo("pc");
    assertThat(line("-S").machine("x86_64-microvm").type()).isEqualTo("microvm");
    assertThat(line("-S").machine("aarch64").type()).isEqualTo("none");
    assertThat(line("-S").machine("toaster").type()).isEmpty();
    assertThat(line("-S").machine("riscv64").type()).isEmpty(); // depends on the version
  }

  private static CommandLine complete(String line, String file) throws LaunchException {
    return line(line).complete(path -> path.equals("vm.cfg") ? file : "");
  }

  @Test
  void theSectionsOfAFileAreOptionsInItsPlace() throws LaunchException {
    CommandLine line =
        complete(
            "-S -readconfig vm.cfg -nodefaults",
            """
            # a comment
            [netdev "n0"]
              type = "user"

            [machine]
            type="q35"
            broken
            [device "net0"]
              driver = "e1000"
              empty = ""
              netdev = "n0"
            """);
    assertThat(line.arguments()).containsExactly("-S", "-readconfig", "vm.cfg", "-nodefaults");
    assertThat(line.options().stream().map(QemuOption::name))
        .containsExactly("S", "readconfig", "netdev", "machine", "device", "nodefaults");
    assertThat(line.options().get(2))
        .isEqualTo(
            new QemuOption(
                1,
                "netdev",
                "",
                Notation.FILE,
                List.of(Property.text("id", "n0"), Property.text("type", "user"))));
    assertThat(line.options().get(4).properties())
        .containsExactly(
            Property.text("id", "net0"),
            Property.text("driver", "e1000"),
            Property.text("empty", ""),
            Property.text("netdev", "n0"));
    assertThat(line.machine("x86_64").type()).isEqualTo("q35");
  }

  /** On the line, each value of such a key counts; {@code -set} adds to it. */
  @Test
  void ofAKeyThatASectionRepeatsTheLastValueCounts() throws LaunchException {
    CommandLine line =
        complete(
            "-readconfig vm.cfg -set netdev.n0.hostfwd=c",
            "[netdev \"n0\"]\nhostfwd = \"a\"\ntype = \"user\"\nhostfwd = \"b\"\n");
    assertThat(line.options().get(1).properties())
        .extracting(Property::key, Property::value)
        .containsExactly(
            tuple("id", "n0"), tuple("hostfwd", "b"), tuple("type", "user"), tuple("hostfwd", "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "[]", "[netdev", "[netdev \"", "x = \"y\"", "=\"\"", "[a]\nb=c\n=", "\""})
  void aFileMayBeAnything(String file) throws LaunchException {
    assertThat(complete("-readconfig vm.cfg", file).arguments()).hasSize(2);
  }

  @Test
  void setAddsToThePlainOptionsBeforeIt() throws LaunchException {
    CommandLine line =
        complete(
            "-set device.d.x=0 -device e1000,id=d -device {\"driver\":\"e1000\",\"id\":\"d\"}"
                + " -readconfig vm.cfg -set device.d.netdev=a,b=c -set netdev.n0.type=tap -set device"
                + " -set device.d.",
            "[netdev \"n0\"]\ntype=\"user\"\n");
    assertThat(line.options().get(1).get("netdev")).isEqualTo("a,b=c");
    assertThat(line.options().get(1).get("x")).isEmpty();
    assertThat(line.options().get(1).value()).isEqualTo("e1000,id=d");
    assertThat(line.options().get(2).get("netdev")).isEmpty();
    assertThat(line.options().get(4).get("type")).isEqualTo("tap");
  }

  /** Seen on QEMU 7.2: it takes what stands between the first two dots for the id. */
  @Test
  void setReachesNoIdWithADot() throws LaunchException {
    CommandLine line =
        complete("-device e1000,id=a.b -device e1000,id=a -set device.a.b.netdev=n", "");
    assertThat(line.options().get(0).get("netdev")).isEmpty();
    assertThat(line.options().get(1).get("netdev")).isEmpty();
    assertThat(line.options().get(1).get("b.netdev")).isEqualTo("n");
  }

  @Test
  void ofSeveralSettingsEachIsThere() throws LaunchException {
    CommandLine line =
        complete(
            "-device e1000,id=d,x=1 -set device.d.x=2 -set device.d.y=3 -set device.d.x=4", "");
    assertThat(line.options().get(0).properties()).hasSize(6);
    assertThat(line.options().get(0).get("x")).isEqualTo("4");
    assertThat(line.options().get(0).get("y")).isEqualTo("3");
  }

  @Test
  void nodefaultsTakesTheDefaultDevicesAway() {
    assertThat(line("-m 64 -nodefaults").machine("x86_64").defaultDevices()).isFalse();
    assertThat(line("-name -nodefaults").machine("x86_64").defaultDevices()).isTrue();
  }
}
