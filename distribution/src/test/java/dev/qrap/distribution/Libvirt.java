// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A libvirt of its own, in namespaces, beside a passt and a page to fetch (src/test/sh/libvirt).
 * qrap is {@code /opt/qrap/bin/qrap}, or that of a Debian package.
 */
final class Libvirt implements AutoCloseable {

  /** Where programs inside see {@link #log}. */
  static final String LOG = "/var/log/libvirt";

  private static final String VIRSH = "virsh --connect qemu:///system --quiet ";

  private static final String RUNNING = "cat /proc/[0-9]*/comm | grep -E '^(qemu|passt)' | sort";

  /** Far longer than a guest takes from start to power off. */
  private static final int HANGS_SECONDS = 120;

  /** Each takes a shell and three programs: seconds in all. */
  private static final int ATTEMPTS = 200;

  private final Process world;
  private final long init;
  private final Path log;
  private final String token;

  private Libvirt(Process world, Path log, String token) {
    this.world = world;
    this.log = log;
    this.token = token;
    try (Stream<ProcessHandle> children = world.children()) {
      init = children.mapToLong(ProcessHandle::pid).findFirst().orElseThrow();
    }
  }

  /** Starts one in which qrap is the image that was built. */
  static Libvirt start(String name, String properties, List<String> passt) {
    return start(Sandbox.IMAGE, name, properties, passt);
  }

  /**
   * Starts it.
   *
   * @param qrap an image, or a Debian package
   * @param name its folder's in target/libvirt
   * @param properties qrap's configuration file
   * @param passt the options of its passt; none: no passt is started
   */
  static Libvirt start(Path qrap, String name, String properties, List<String> passt) {
    assumeTrue(Tools.isRoot(), "only root can run QEMU as another user");
    Tools.require("libvirtd", "virt-qemu-run", "virsh", "passt", "qemu-system-x86_64", "busybox");
    Tools.require("ip", "unshare", "nsenter", "setpriv", "runuser", "cpio", "xz");
    try {
      Path folder = Files.createDirectories(Path.of("target", "libvirt", name)).toAbsolutePath();
      Path file = Files.writeString(folder.resolve("qrap.properties"), properties);
      List<String> command = new ArrayList<>();
      command.add("src/test/sh/libvirt");
      command.add(qrap.toString());
      command.add(Path.of("target", "guest").toAbsolutePath().toString());
      command.add(file.toString());
      command.add(folder.toString());
      command.addAll(passt);
      Path errors = folder.resolve("errors.txt");
      Process world = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      // It says nothing more until it ends.
      String token =
          new BufferedReader(new InputStreamReader(world.getInputStream(), UTF_8)).readLine();
      assertThat(token).as(Files.readString(errors)).isNotNull();
      return new Libvirt(world, folder.resolve("log"), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the page says that is served for the guest. */
  String token() {
    return token;
  }

  /** The text of a file in its folder for logs. */
  String log(String name) {
    try {
      return Files.readString(log.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a shell command in it. */
  Tools.Ended shell(String command) {
    List<String> entered = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(init)));
    entered.addAll(List.of("--mount", "--net", "--pid", "--ipc", "sh", "-c", command));
    return Tools.call(Path.of("."), entered);
  }

  /** Runs a command of virsh's. */
  Tools.Ended virsh(String command) {
    return shell(VIRSH + command);
  }

  /** Runs a command of virsh's, which must succeed, and returns what it says. */
  String ask(String command) {
    Tools.Ended ended = virsh(command);
    assertThat(ended.status()).as("virsh " + command + ": " + ended.output()).isZero();
    return ended.output().strip();
  }

  /** The names of all QEMUs and passts, sorted. */
  String running() {
    return shell(RUNNING).output();
  }

  /** Waits until no other QEMUs and passts run than these. */
  void awaitRunning(String processes) {
    String running = running();
    for (int attempt = 1; attempt < ATTEMPTS && !running.equals(processes); attempt++) {
      running = running();
    }
    assertThat(running).isEqualTo(processes);
  }

  /** Defines a domain. */
  void define(String domain) {
    try {
      Files.writeString(log.resolve("domain.xml"), domain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Tools.Ended ended = virsh("define " + LOG + "/domain.xml");
    assumeFalse(
        ended.output().contains("Invalid value for attribute 'type' in element 'backend': 'passt'"),
        "this libvirt cannot start passt");
    assertThat(ended.status()).as(ended.output()).isZero();
  }

  /** Lets a domain run until its guest powers off, and returns how libvirt saw it end. */
  String boot(String domain) {
    // Paused, it cannot have ended before it is looked at.
    InstalledQemu.countStart();
    ask("start --paused " + domain);
    assertThat(ask("domstate " + domain)).isEqualTo("paused");
    assertThatPidfileIsLocked(domain);
    ask("resume " + domain);
    String state = VIRSH + "domstate --reason " + domain;
    Tools.Ended ended =
        shell(
            ("timeout "
                    + HANGS_SECONDS
                    + " sh -c 'while "
                    + state
                    + " | grep -Eq \"^(running|in shutdown)\"; ")
                + ("do sleep 0.2; done; " + state + "'"));
    assertThat(ended.status()).as(domain + " hangs: " + ended.output()).isZero();
    return ended.output().strip();
  }

  /** libvirt gives the emulator a descriptor of its pidfile, and QEMU must hold that lock. */
  void assertThatPidfileIsLocked(String domain) {
    Tools.Ended lock =
        shell(
            ("file=/run/libvirt/qemu/" + domain + ".pid; cat $file /proc/locks; grep -q ")
                + "\"POSIX *ADVISORY *WRITE $(cat $file) .*:$(stat -c %i $file) \" /proc/locks");
    assertThat(lock.status()).as("the lock of the pidfile: " + lock.output()).isZero();
  }

  @Override
  public void close() {
    // The script ends with its input, and all that is in its namespaces with the script.
    Tools.endByInput(world);
  }
}
