// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A passt that qrap starts: what comes of it with a real guest, and what is left of it. */
final class OwnPasstIT {

  private static final int FAILURE = 1;

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** QEMU ends with status 0 on SIGTERM. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poweroff | 0 | run -p 8080:80,udp:5353 -- -M q35 -nic user,model=virtio-net-pci",
        "TERM | 0 | run --addresses=host kvm -M pc -nic user,hostfwd=tcp:127.0.0.1:8080-:80",
        "KILL | 137 | run --passt-option -t --passt-option 8080-8081:80-81 -- -M microvm"
            + " -netdev user,id=n0 -device virtio-net-device,netdev=n0",
        "poweroff | 0 | run --forward tcp:8080:80 -- 7 qemu-system-x86_64 -M pc"
            + " -netdev socket,fd=7,id=n0 -device virtio-net-pci,netdev=n0"
      })
  void a_guest_has_it_for_itself_and_nothing_is_left(String end, int status, String line)
      throws Exception {
    Tools.require("passt", "qemu-system-x86_64", "busybox", "ip", "unshare", "setpriv");
    // It stops after "ACPI: Core revision", without qrap and without a card too.
    assumeFalse(
        Tools.isInside() && line.contains("microvm"),
        "the guest's kernel does not start on the microvm of QEMU 10.0 and later");
    Tools.run(Path.of("."), List.of("guest/make-guest", "target/guest"));
    List<String> command =
        new ArrayList<>(
            List.of("src/test/sh/own-passt", Sandbox.IMAGE + "/bin/qrap", "target/guest", end));
    command.addAll(List.of(line.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .isEqualTo(
            """
            the host has the page of the guest
            the guest has the page of the host
            passt runs
            UDP port 5353 (14e9) is open: %d
            children of QEMU:\s
            sockets in /tmp:\s
            QEMU ended with status %d
            passt is gone, and its shell
            qrap: started passt for this guest
            """
                    .formatted(line.contains("udp:5353") ? 1 : 0, status)
                + (end.equals("TERM")
                    ? "kvm: terminating on signal 15 from pid 1 (/bin/sh)\n"
                    : ""));
  }

  /** In place of passt, which needs a network to start in: it answers as an echo. */
  private void echo() {
    sandbox
        .write("bin/passt", "#!/bin/sh\necho \"$@\" >/tmp/called\nexec cat <&3 >&3 2>/tmp/cat\n")
        .toFile()
        .setExecutable(true);
  }

  /** As for the one who finds a backend, but that there is no path. */
  @Test
  void qemu_gets_one_descriptor_more_and_no_child() {
    echo();
    Started found;
    try (Sandbox other = Sandbox.withBackend()) {
      found = other.qrap("-m", "64").run().exec();
    }
    Sandbox.Result result = sandbox.qrap("-m", "64").with("QRAP_START", "passt").run();
    Started started = result.exec();

    assertThat(result.stderr()).isEqualTo("qrap: started passt for this guest\n");
    assertThat(started.arguments()).isEqualTo(found.arguments());
    assertThat(started.descriptors().keySet()).isEqualTo(found.descriptors().keySet());
    assertThat(started.descriptors().get(5)).startsWith("socket:");
    assertThat(started.connected()).containsOnlyKeys(5);
    assertThat(started.pid()).isEqualTo(result.pid());
    assertThat(sandbox.path("called")).hasContent("--foreground --fd 3");
  }

  /** It ends as QEMU does, or as qrap does that cannot become QEMU. */
  @Test
  @Timeout(120)
  void it_ends_when_nobody_has_the_other_end() throws IOException {
    Tools.run(sandbox.path(""), List.of("mkfifo", "over"));
    sandbox
        .write("bin/passt", "#!/bin/sh\n{ cat <&3 >&3; echo over >/tmp/over; } 2>/tmp/cat\n")
        .toFile()
        .setExecutable(true);
    sandbox.write("broken", "#!/nonexistent/interpreter\n").toFile().setExecutable(true);

    sandbox.qrap("-m", "64").with("QRAP_START", "passt").run().exec();
    assertThat(Files.readString(sandbox.path("over"))).isEqualTo("over\n");

    fails(
        sandbox.qrap("run", "--start=if-none", "--addresses=host", "--", "5", "/tmp/broken"),
        "qrap: started passt for this guest\nqrap: cannot run QEMU: ");
    assertThat(Files.readString(sandbox.path("over"))).isEqualTo("over\n");
  }

  /** A caller who blocks SIGCHLD passes that on: what is pending then outlives exec. */
  @Test
  void qemu_does_not_hear_of_it() {
    echo();
    Sandbox.Result result =
        sandbox
            .program(
                "/usr/bin/env",
                List.of(
                    "--block-signal=CHLD",
                    Sandbox.QRAP,
                    "5",
                    "/bin/grep",
                    "-E",
                    "(ShdPnd|SigBlk)",
                    "/proc/self/status"))
            .with("QRAP_START", "passt")
            .run();
    assertThat(result.stdout()).isEqualTo("ShdPnd:\t0000000000000000\nSigBlk:\t0000000000010000\n");
  }

  @Test
  void who_names_a_socket_beside_ports_is_told() {
    echo();
    Sandbox.Result result =
        sandbox
            .qrap("run", "--socket=/tmp/x", "--passt-option=-4", "--addresses=host", "kvm")
            .run();
    assertThat(result.stderr())
        .isEqualTo(
            """
            qrap: socket=/tmp/x is not used: passt.options asks for a backend for the guest alone
            qrap: started passt for this guest
            """);
    assertThat(sandbox.path("called")).hasContent("--foreground --fd 3 -4");
  }

  @Test
  void who_finds_a_backend_starts_none() {
    echo();
    sandbox.backend();
    Sandbox.Result result = sandbox.qrap("-m", "64").with("QRAP_START", "passt").run();

    assertThat(result.exec().arguments()).contains("-m");
    assertThat(result.stderr()).isEqualTo("Connected to /tmp/passt_1.socket\n");
    assertThat(sandbox.path("called")).doesNotExist();
  }

  @Test
  void a_plan_says_how_it_would_be_called_and_starts_nothing() {
    echo();
    assertThat(sandbox.qrap("plan", "--start=if-none", "--", "-m", "64").run().stdout())
        .contains("\nStarts:     passt --foreground --fd 3, if no backend answers\n");
    assertThat(sandbox.qrap("plan", "-p", "udp:53", "--", "-m", "64").run().stdout())
        .contains("\nAsked:      forward=udp:53\nStarts:     passt --foreground --fd 3 -u 53:53\n");
    assertThat(sandbox.qrap("plan", "--json", "-p", "udp:53", "--", "-m", "64").run().stdout())
        .contains(
            "\"starts\":{\"arguments\":[\"passt\",\"--foreground\",\"--fd\",\"3\",\"-u\",\"53:53\"],");
    assertThat(sandbox.qrap("plan", "--start=if-none", "--", "-version").run().stdout())
        .doesNotContain("Starts:");
    assertThat(sandbox.path("called")).doesNotExist();
  }

  private void fails(Sandbox.Call call, String... messages) {
    Sandbox.Result result = call.run();
    assertThat(result.status()).isEqualTo(FAILURE);
    assertThat(result.started()).isEmpty();
    assertThat(result.stderr()).contains("qrap: ").contains(messages);
  }

  @Test
  void what_passt_says_is_our_error() {
    Tools.require("passt");
    fails(
        sandbox.qrap("run", "--addresses=host", "--passt-option=--bogus", "--", "-m", "64"),
        "passt (/usr/bin/passt, started by qrap) failed with exit status 1:\n",
        "unrecognized option '--bogus'\n",
        "\nCalled as: passt --foreground --fd 3 --bogus; see the settings passt.options and forward\n");
  }

  @Test
  void without_passt_there_is_a_message() {
    fails(
        sandbox.qrap("run", "--start=if-none", "--", "-m", "64").with("PATH", "/tmp/bin"),
        "cannot run 'passt' (which qrap is to start): it is not in PATH (/tmp/bin)",
        "\nBefore that, no network backend answers:\n  /tmp/passt_1.socket .. /tmp/passt_99.socket: ");
  }

  private static Stream<String> running(String name) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(name));
  }

  /** What a passt that cannot be brought to it does. */
  @Test
  void one_that_hangs_is_ended() {
    sandbox.write("bin/passt", "#!/bin/sh\nexec sleep 98761\n").toFile().setExecutable(true);
    fails(
        sandbox.qrap("run", "--start=if-none", "--addresses=host", "--timeout=1", "--", "-m", "64"),
        "passt (/tmp/bin/passt, started by qrap) does not answer within 1000 ms and said nothing\n");
    assertThat(running("sleep 98761")).isEmpty();
  }

  @Test
  void a_port_that_is_taken_stops_it_before_anything_starts() throws IOException {
    echo();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
        DatagramSocket udp = new DatagramSocket(0, loopback)) {
      for (String forward :
          List.of(
              "udp:" + udp.getLocalPort(),
              "tcp:" + (tcp.getLocalPort() - 1) + "-" + tcp.getLocalPort() + ":1-2",
              "tcp:127.0.0.1:" + tcp.getLocalPort() + ":80")) {
        fails(
            sandbox.qrap("run", "--addresses=host", "-p", forward, "--", "-m", "64"),
            "cannot forward " + forward.substring(0, 3) + " port ",
            "Address already in use (bind: EADDRINUSE); end the program that uses it");
      }
    }
    fails(
        sandbox.qrap("run", "--addresses=host", "-p", "tcp:192.0.2.77:8080:80", "--", "-m", "64"),
        "Cannot assign requested address (bind: EADDRNOTAVAIL); change forward=tcp:192.0.2.77:8080:80");
    fails(
        sandbox.qrap("run", "--addresses=host", "-p", "tcp:1.2.3:8080:80", "--", "-m", "64"),
        "cannot forward tcp port 8080: Invalid argument (inet_pton: EINVAL)");
    assertThat(sandbox.path("called")).doesNotExist();
  }
}
