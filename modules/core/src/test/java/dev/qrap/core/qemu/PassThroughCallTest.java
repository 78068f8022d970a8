// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.commandline.CommandLine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PassThroughCallTest {

  private static String reason(String line) {
    List<String> arguments = Arrays.asList(line.split(" ", -1));
    CommandLine parsed = CommandLine.parse(arguments);
    return PassThroughCall.reason(parsed.options(), parsed.machine(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-version",
        "--version",
        "-h",
        "-help",
        "--help",
        "-audio-help",
        "-dump-vmstate /tmp/state",
        "-m 64 -version",
        "-machine help",
        "-M ?",
        "-cpu help",
        "-cpu ?",
        "-accel help",
        "-device help",
        "-device ?",
        "-device help,x=y",
        "-device e1000,help",
        "-device e1000,?",
        "-machine q35,help",
        "-object help",
        "-object rng-random,help",
        "-netdev help",
        "-netdev help,id=x",
        "-netdev ?",
        "-L help",
        "-chardev help",
        "-chardev socket,help",
        "-audiodev help",
        "-audio help",
        "-vga help",
        "-display ?",
        "-trace help",
        "-smp help",
        "-boot help",
        "-d help",
        "-tpmdev help",
        "-vnc help",
        "-rtc help",
        "-drive if=none,format=help",
        "-drive format=?",
        "-nic model=help",
        "-nic user,model=help",
        "-nic user,model=?",
        "-nic tap,ifname=t,model=help,id=x",
        "-nic help",
        "-nic type=help",
        "-nic model=?",
        "-nic none,model=help,type=user",
        "-net nic,model=help",
        "-net nic,model=?",
        "-net model=help",
        "-netdev type=help",
        "-netdev id=x,type=?",
        "-device driver=help",
        "-chardev backend=help",
        "-object qom-type=help",
        "-audio model=help",
        "-audio driver=help",
        "-audio driver=?,id=x",
        "-audio none,model=help",
        "-audio none,help",
        "-audiodev ?",
        "-accel accel=help",
        "-plugin help",
        "-plugin file=?",
        "-d trace:help",
        "-d in_asm,trace:?",
        "-smp ?",
        "-smp 1,help",
        "-boot ?",
        "-boot order=c,help",
        "-tpmdev ?",
        "-vga ?",
        "-display vnc=help",
        "-vnc none,?",
        "-trace enable=help",
        "-run-with help",
        "-msg help",
        "-add-fd help",
        "-iscsi help",
        "-overcommit help",
        "-rtc base=utc,help",
        "-name guest=a,help",
        "-m 64,help",
        "-global help",
        "-global driver,help",
      })
  void needsNoNetworkWhereQemuPrintsSomethingAndEnds(String line) {
    assertThat(reason(line)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-machine none",
        "-M none",
        "-machine none,accel=kvm:tcg",
        "-machine pc -machine type=none",
      })
  void needsNoNetworkWithoutAMachine(String line) {
    assertThat(reason(line)).isEqualTo("-machine none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-m 64",
        "-name help",
        "-k help",
        "-name -version",
        "-append -help",
        "-machine none -machine pc",
        "-machine pc,x=help",
        "-device e1000,id=help",
        "-device e1000,help=off",
        "-device {\"driver\":\"e1000\",\"help\":true}",
        "-drive file=help",
        "-device help=on",
        "-device e1000,x=,,help",
        "-netdev {\"type\":\"help\"}",
        "-kernel help",
        "-dtb help",
        "-hda help",
        "-cdrom ?",
        "-pidfile help",
        "-option-rom help",
        "-m help",
        "-name guest=help",
        "-global e1000.x=help",
        "-global e1000.x=y,help",
        "-L help,,x",
        "-L /x,help",
        "-drive file=help,if=none",
        "-boot splash=help",
        "-iscsi user=help",
        "-audio driver=none",
        "-d in_asm",
        "-d in_asm,trace:x",
        "-monitor none,help",
        "-trace events=help",
        "help",
        "?",
        "-nic user,id=help",
        "-nic none,model=help",
        "-nic none,help",
        "-net user,id=help",
      })
  void mayNeedANetworkOtherwise(String line) {
    assertThat(reason(line)).isEmpty();
  }

  @Test
  void saysWhichOptionItIs() {
    assertThat(reason("-m 64 -version")).isEqualTo("-version");
    assertThat(reason("-S -device e1000,help")).isEqualTo("-device e1000,help");
  }
}
