// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes command lines, always the same ones: as libvirt writes them, as people write them, and ones
 * on which qrap and the reference differ.
 */
final class CommandLines {

  private static final long SEED = 20230309;

  private static final List<String> Q35 =
      List.of("pc-q35-7.2", "pc-q35-7.2,usb=off,dump-guest-core=off", "pc-q35-6.1,accel=kvm");
  private static final List<String> PC =
      List.of("pc-i440fx-7.2", "pc-i440fx-7.2,usb=off,memory-backend=pc.ram", "pc-1.3,accel=tcg");

  /** The last root port that these lines have on a q35; some more than they use. */
  private static final int LAST_PORT = 24;

  private static final List<String> S390 =
      List.of("s390-ccw-virtio", "s390-ccw-virtio-7.2,accel=kvm", "s390-ccw-virtio-6.0,usb=off");

  private final Random random = new Random(SEED);
  private final List<List<String>> lines = new ArrayList<>();

  private CommandLines() {}

  static List<List<String>> all() {
    CommandLines made = new CommandLines();
    made.times(270, made::libvirt);
    made.times(260, made::handWritten);
    made.times(40, made::full);
    made.times(50, made::explicit);
    for (Runnable difference :
        List.<Runnable>of(
            made::arity,
            made::notation,
            made::machine,
            made::machineFamily,
            made::noCard,
            made::rootPort,
            made::deviceNumber,
            made::addressTaken,
            made::jsonWithoutAddress,
            made::referenceToRemoved,
            made::addressNumber,
            made::malformedJson,
            made::numberNotation,
            made::numberOrCommand,
            made::commandPath,
            made::failedLookup,
            made::networkless)) {
      made.times(14, difference);
    }
    made.lines.add(List.of());
    return List.copyOf(made.lines);
  }

  private void times(int count, Runnable make) {
    for (int i = 0; i < count; i++) {
      make.run();
    }
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void add(Line line) {
    lines.add(List.copyOf(line.words));
  }

  /** A line as it grows, for one of the machines. */
  private final class Line {
    final List<String> words = new ArrayList<>();
    final ReferenceReading.Profile profile;
    final boolean json;

    Line(ReferenceReading.Profile profile, boolean json) {
      this.profile = profile;
      this.json = json;
    }

    Line with(String... more) {
      words.addAll(List.of(more));
      return this;
    }

    Line machineAlone() {
      return with(
          "-machine",
          oneOf(
              switch (profile) {
                case Q35 -> Q35;
                case PC -> PC;
                case S390 -> S390;
              }));
    }

    /** A machine on which what the reference takes for free is free: no default display, ports. */
    Line machine() {
      machineAlone();
      if (profile == ReferenceReading.Profile.PC) {
        with("-nodefaults");
      }
      for (int port = 1; port <= LAST_PORT && profile == ReferenceReading.Profile.Q35; port++) {
        device(
            oneOf(List.of("pcie-root-port", "pcie-root-port", "ioh3420")),
            "pci." + port,
            json ? "\"chassis\":" + port : "chassis=" + port,
            json ? "\"bus\":\"pcie.0\"" : "bus=pcie.0",
            json ? "\"addr\":\"0x" + port + "\"" : "addr=0x" + Integer.toHexString(port));
      }
      return this;
    }

    /** An address that is libvirt's for this machine. */
    String address(int number) {
      String hex = Integer.toHexString(number);
      return switch (profile) {
        case Q35 ->
            json
                ? "\"bus\":\"pci." + number + "\",\"addr\":\"0x0\""
                : "bus=pci." + number + ",addr=0x0";
        case PC ->
            json ? "\"bus\":\"pci.0\",\"addr\":\"0x" + hex + "\"" : "bus=pci.0,addr=0x" + hex;
        case S390 ->
            json
                ? "\"devno\":\"fe.0." + "%04x".formatted(number) + "\""
                : "devno=fe.0." + "%04x".formatted(number);
      };
    }

    Line device(String driver, String id, String... properties) {
      StringBuilder value = new StringBuilder(json ? "{\"driver\":\"" + driver + "\"" : driver);
      if (!id.isEmpty()) {
        value.append(json ? ",\"id\":\"" + id + "\"" : ",id=" + id);
      }
      for (String property : properties) {
        value.append(',').append(property);
      }
      return with("-device", value.append(json ? "}" : "").toString());
    }

    Line netdev(String type, String id) {
      return with(
          "-netdev",
          json && chance(60)
              ? "{\"type\":\"" + type + "\",\"id\":\"" + id + "\"}"
              : type + ",id=" + id);
    }

    Line card(int number, int address) {
      String driver = oneOf(ReferenceReading.MODELS);
      String mac = "52:54:00:00:00:%02x".formatted(random.nextInt(256));
      netdev(oneOf(List.of("user", "tap", "bridge", "vde")), "hostnet" + number);
      return device(
          driver,
          "net" + number,
          json ? "\"netdev\":\"hostnet" + number + "\"" : "netdev=hostnet" + number,
          json ? "\"mac\":\"" + mac + "\"" : "mac=" + mac,
          address(address));
    }

    /** Whatever has nothing to do with the network. */
    Line other() {
      List<List<String>> others =
          List.of(
              List.of("-m", "256"),
              List.of("-smp", "1,sockets=1,cores=1,threads=1"),
              List.of("-S"),
              List.of("-nodefaults"),
              List.of("-no-user-config"),
              List.of("-display", "none"),
              List.of("-uuid", "3be654f4-267f-4f19-bae5-9f8de8ea6b8b"),
              List.of("-name", "guest=caf\u00e9 \u00ff,debug-threads=on"),
              List.of("-append", "console=ttyS0 root=/dev/vda\nquiet"),
              List.of("-append", ""),
              List.of("-chardev", "socket,id=charmonitor,fd=27,server=on,wait=off"),
              List.of("-mon", "chardev=charmonitor,id=monitor,mode=control"),
              List.of("-rtc", "base=utc"),
              List.of("-boot", "strict=on"),
              List.of(
                  "-blockdev", "{\"driver\":\"file\",\"filename\":\"/a,b\",\"node-name\":\"f\"}"),
              List.of("-drive", "file=disk image.qcow2,if=none,id=drive0"),
              List.of(
                  "-object", "{\"qom-type\":\"rng-random\",\"id\":\"r\",\"filename\":\"/dev/u\"}"),
              List.of("-object", "memory-backend-ram,id=pc.ram,size=268435456"),
              List.of("-set", "device.video0.vgamem=1"),
              List.of("-global", "PIIX4_PM.disable_s3=1"),
              List.of("-msg", "timestamp=on"),
              List.of("-accel", "tcg"),
              List.of("-cpu", "qemu64"),
              List.of("disk.img"),
              List.of("-no-shutdown"));
      words.addAll(oneOf(others));
      return this;
    }

    Line others(int most) {
      for (int i = random.nextInt(most + 1); i > 0; i--) {
        other();
      }
      return this;
    }
  }

  /** A line for a machine on which the reference can be right. */
  private Line line(boolean json) {
    return new Line(
        oneOf(List.of(ReferenceReading.Profile.Q35, ReferenceReading.Profile.PC)), json);
  }

  /** A machine, and a device with an address, so that a card is added with one. */
  private Line plainStart() {
    Line line = line(false).machine().others(3);
    return line.device("virtio-rng", "rng0", line.address(line.profile.first + random.nextInt(3)));
  }

  private void libvirt() {
    Line line = line(chance(60));
    line.with("-name", "guest=g" + random.nextInt(1000) + ",debug-threads=on", "-S");
    line.machine().others(8);
    int next = line.profile.first + random.nextInt(2);
    int devices = 1 + random.nextInt(5);
    int cards = random.nextInt(4);
    for (int i = 0; i < devices; i++) {
      line.device(
          oneOf(List.of("virtio-blk-pci", "virtio-serial", "qxl-vga", "ich9-usb-ehci1", "nvme")),
          "dev" + i,
          line.address(next));
      next += 1 + (chance(20) ? 1 : 0);
    }
    for (int i = 0; i < cards; i++) {
      line.card(i, next++);
    }
    if (chance(60)) {
      line.device("virtio-balloon", "balloon0", line.address(next));
    }
    add(line.with("-sandbox", "on,obsolete=deny").others(2));
  }

  private void handWritten() {
    Line line = line(false);
    List<Runnable> steps = new ArrayList<>();
    steps.add(line::machine);
    for (int i = random.nextInt(4); i > 0; i--) {
      steps.add(line::other);
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      steps.add(new HandWrittenDevice(line)::add);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      int number = i;
      steps.add(() -> line.card(number, random.nextInt(10)));
    }
    if (chance(30)) {
      steps.add(() -> line.with("-net", "nic,model=e1000", "-net", "user,hostfwd=tcp::80-:80"));
    }
    if (chance(30)) {
      steps.add(() -> line.with("-device", oneOf(ReferenceReading.MODELS) + ",netdev=n0"));
    }
    if (chance(30)) {
      steps.add(() -> line.netdev("user", "n0"));
    }
    Collections.shuffle(steps, random);
    steps.forEach(Runnable::run);
    if (chance(8)) {
      line.with(oneOf(List.of("-device", "-net", "-netdev")));
    }
    if (line.words.isEmpty() || line.words.get(0).matches("help|plan|run")) {
      line.with("-m", "64");
    }
    add(line);
  }

  /** A device with an address in one of the notations that people use, right for it or not. */
  private final class HandWrittenDevice {
    private final Line line;

    HandWrittenDevice(Line line) {
      this.line = line;
    }

    void add() {
      int number = 2 + random.nextInt(18);
      String hex = Integer.toHexString(number);
      String place =
          line.profile == ReferenceReading.Profile.PC
              ? oneOf(
                  List.of(
                      line.address(number),
                      line.address(number),
                      "bus=pci.0,addr=0x" + hex + ".0x1",
                      "bus=pci.1,addr=0x" + hex,
                      "bus=pcie.0,addr=0x" + hex))
              : oneOf(
                  List.of(
                      line.address(number),
                      line.address(number),
                      "bus=pci." + number,
                      "bus=pci." + number + ",addr=0x1",
                      "bus=pcie.0,addr=0x" + hex,
                      "devno=fe.1." + hex,
                      "addr=" + number,
                      "bus=pci.x",
                      "id=a"));
      String driver =
          oneOf(
              List.of(
                  "virtio-blk-pci",
                  "virtio-rng-pci",
                  "AC97",
                  "vmxnet3",
                  "nvme",
                  "qemu-xhci",
                  "ich9-ahci",
                  "virtio-scsi-pci",
                  "usb-tablet"));
      boolean bare = line.profile == ReferenceReading.Profile.Q35 && chance(15);
      line.with("-device", bare ? driver : driver + "," + place);
    }
  }

  /** All addresses in use, or all but one. */
  private void full() {
    Line line = new Line(ReferenceReading.Profile.PC, chance(40)).machine().others(2);
    int free = chance(50) ? line.profile.first + random.nextInt(28) : 0;
    for (int number = line.profile.first; number <= line.profile.last; number++) {
      if (number != free) {
        line.device("virtio-blk-pci", "", line.address(number));
      }
    }
    add(line.card(0, 2).others(1));
  }

  private void explicit() {
    String number = oneOf(List.of("3", "4", "5", "6", "9", "12", "0x5", "0Xa", "07", "20"));
    String command = oneOf(List.copyOf(SideBySideIT.COMMANDS));
    Line line = line(chance(30)).with(number, command);
    if (chance(90)) {
      line.machine().others(3);
      line.netdev("socket,fd=5", "hostnet0").card(1, 4);
      line.with("-device", oneOf(ReferenceReading.MODELS) + ",netdev=hostnet0");
    }
    add(line);
  }

  private void arity() {
    add(
        plainStart()
            .with(
                oneOf(
                    List.of(
                        new String[] {"-append", "-net", "-m", "64"},
                        new String[] {"-append", "-netdev", "-smp", "1"},
                        new String[] {"-name", "-device", "-S"},
                        new String[] {"-name", "-machine", "pc-i440fx-7.2"},
                        new String[] {"-netdev", "-device", "e1000,x"},
                        new String[] {"-device", "-netdev", "-m", "64"})))
            .others(2));
  }

  private void notation() {
    String model = oneOf(ReferenceReading.MODELS);
    add(
        plainStart()
            .with(
                oneOf(
                    List.of(
                        new String[] {"--device", model + ",netdev=n0"},
                        new String[] {"--netdev", "user,id=n0"},
                        new String[] {"--net", "user"},
                        new String[] {"-device", model},
                        new String[] {"-device", "driver=" + model + ",netdev=n0"},
                        new String[] {"-device", "id=n,driver=" + model},
                        new String[] {"-device", "{\"driver\":\"" + model + "\"}"},
                        new String[] {"-device", "{ \"driver\": \"" + model + "\", \"id\":\"n\" }"},
                        new String[] {"-device", "{\"id\":\"n\",\"driver\":\"" + model + "\"}"},
                        new String[] {"-device", "vmxnet3,netdev=n0,id=n"},
                        new String[] {"-device", "virtio-net-pci-transitional"},
                        new String[] {"-device", "e1000-82545em,netdev=n0"},
                        new String[] {"-device", "{\"driver\":\"tulip\",\"netdev\":\"n0\"}"},
                        new String[] {"-device", "usb-net,bus=usb.0"},
                        new String[] {"-device", "new-net-card,netdev=n0"},
                        new String[] {"-nic", "none"},
                        new String[] {"-nic", "user,model=e1000"},
                        new String[] {"--device", "virtio-blk-pci,bus=pci.3,addr=0x0"})))
            .others(2));
  }

  private void machine() {
    add(
        line(false)
            .others(2)
            .with(
                oneOf(
                    List.of(
                        new String[] {"-M", "pc-i440fx-7.2"},
                        new String[] {"--machine", "s390-ccw-virtio"},
                        new String[] {"--M", "pc-i440fx-7.2"},
                        new String[] {"-machine", "type=pc-i440fx-7.2"},
                        new String[] {"-machine", "accel=kvm,type=s390-ccw-virtio"},
                        new String[] {"-machine", "pc-i440fx-7.2", "-machine", "accel=tcg"},
                        new String[] {"-machine", "s390-ccw-virtio", "-M", "pc-1.3"},
                        new String[] {"-machine", "{\"type\":\"pc-i440fx-7.2\"}"})))
            .with("-device", "virtio-rng-pci,bus=pci.0,addr=0x2", "-device", "x,devno=fe.0.0001")
            .others(2));
  }

  private void machineFamily() {
    add(
        line(false)
            .others(2)
            .with(oneOf(List.of("-machine", "-M")))
            .with(oneOf(List.of("microvm", "isapc", "virt", "pseries", "raspi3b", "malta")))
            .with("-device", "virtio-rng-pci,addr=0x2")
            .others(2));
  }

  private void noCard() {
    Line line = new Line(ReferenceReading.Profile.PC, false).machine().others(3);
    add(chance(50) ? line.with("-netdev", "user,id=n0", "-device", "e1000,netdev=n0") : line);
  }

  private void rootPort() {
    Line line = new Line(ReferenceReading.Profile.Q35, chance(50)).machineAlone().others(2);
    if (chance(50)) {
      for (int number = 3; number <= 30; number++) {
        line.device("virtio-blk-pci", "", line.address(number));
      }
    } else {
      line.device("virtio-blk-pci", "", line.address(3 + random.nextInt(2)));
    }
    add(line);
  }

  private void deviceNumber() {
    Line line = new Line(ReferenceReading.Profile.S390, chance(50)).machine().others(2);
    add(line.device("virtio-blk-ccw", "", line.address(1 + random.nextInt(3))).card(1, 9));
  }

  private void addressTaken() {
    Line line = new Line(ReferenceReading.Profile.PC, false).machineAlone().others(2);
    add(
        line.with(
            "-device",
            oneOf(
                List.of(
                    "virtio-rng-pci",
                    "virtio-rng-pci,addr=0x2",
                    "virtio-rng-pci,bus=pci.0,addr=2",
                    "virtio-rng-pci,bus=pci.0,addr=0x4"))));
  }

  private void jsonWithoutAddress() {
    add(
        plainStart()
            .with(
                "-device",
                oneOf(
                    List.of(
                        "{\"driver\":\"virtio-rng-pci\"}",
                        "{\"driver\":\"usb-tablet\",\"id\":\"input0\",\"bus\":\"usb.0\"}",
                        "{\"driver\":\"pcie-root-port\",\"bus\":\"pcie.0\",\"addr\":\"0x1\"}",
                        "{ \"driver\": \"nvme\", \"bus\": \"pci.3\" }",
                        "{\"driver\":\"nvme\",\"addr\":\"0x4\",\"bus\":\"pci.0\"}")))
            .others(2));
  }

  private void referenceToRemoved() {
    add(
        plainStart()
            .with("-netdev", "user,id=n0", "-device", "e1000,netdev=n0,id=net0")
            .with(
                oneOf(
                    List.of(
                        new String[] {"-set", "device.net0.mac=52:54:00:12:34:56"},
                        new String[] {"-set", "netdev.n0.restrict=on"},
                        new String[] {"-object", "filter-dump,id=f,netdev=n0,file=x.pcap"},
                        new String[] {
                          "-object",
                          "{\"qom-type\":\"filter-dump\",\"id\":\"f\",\"netdev\":\"n0\",\"file\":\"x\"}"
                        })))
            .others(2));
  }

  private void addressNumber() {
    Line line = line(false).machine().others(2);
    String prefix = line.profile.plain;
    int wrapped = line.profile.first + 32;
    add(
        line.with(
                "-device",
                "virtio-rng-pci,"
                    + prefix
                    + oneOf(
                        List.of(
                            Integer.toString(wrapped, line.profile.radix),
                            "+" + line.profile.first,
                            " " + line.profile.first,
                            Integer.toString(line.profile.first - 32, line.profile.radix))))
            .others(2));
  }

  private void malformedJson() {
    add(
        plainStart()
            .with(
                "-device",
                "{\"driver\":\""
                    + oneOf(ReferenceReading.MODELS)
                    + oneOf(
                        List.of("\",", "\",}", "\",\"id\":n}", "\",\"id\":\"n\"} x", "\",\"a\":1")))
            .others(2));
  }

  private void numberNotation() {
    String number = oneOf(List.of("5x", " 5", "+5", "5 ", "5.0", "0x5g", "\t7"));
    add(line(false).with(number, "kvm").machine().with("-device", "nvme,bus=pci.0,addr=0x2"));
  }

  private void numberOrCommand() {
    List<String> words =
        oneOf(
            List.of(
                List.of("2", "kvm"),
                List.of("0", "kvm"),
                List.of("1", "my-qemu"),
                List.of("99999999999999999999", "kvm"),
                List.of("2147483647", "kvm"),
                List.of("5", "nosuchcommand"),
                List.of("0x7", "disk.img"),
                List.of("3", "")));
    add(line(false).with(words.toArray(new String[0])).machine().others(2));
  }

  private void commandPath() {
    String command = oneOf(List.of("/tmp/bin/kvm", "bin/my-qemu", "./bin/kvm"));
    add(line(false).with(oneOf(List.of("3", "5", "8")), command).machine().others(2));
  }

  private void failedLookup() {
    Line line = line(false).with(oneOf(List.of("5", "0x10", "7")), "-snapshot").machine();
    add(line.device("virtio-rng-pci", "", line.address(line.profile.first)).others(2));
  }

  private void networkless() {
    Line line = new Line(oneOf(List.of(ReferenceReading.Profile.values())), false);
    if (chance(30)) {
      line.with("9", "kvm");
    }
    switch (random.nextInt(4)) {
      case 0 -> line.with("-S").with("-machine", "none,accel=kvm:tcg").with("-daemonize");
      case 1 -> line.machine().with(oneOf(List.of("-version", "--version", "-help")));
      case 2 -> line.machine().with("-netdev", "help");
      default -> line.with("-device", oneOf(List.of("help", "e1000,help", "virtio-net-pci,help")));
    }
    add(line.others(1));
  }
}
