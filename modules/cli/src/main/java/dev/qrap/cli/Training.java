// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.cli.launch.QemuLaunch;
import dev.qrap.cli.launch.RunLine;
import dev.qrap.cli.output.SpokenRemarks;
import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import java.util.ArrayList;
import java.util.List;

/**
 * The run from which the JVM learns which classes an image's archive must have
 * (docs/performance.md). Started as the image is built, by distribution/image.sh, instead of {@link
 * Main}.
 */
public final class Training {

  private Training() {}

  /**
   * Plans what launches have in common and what sets them apart, and then launches.
   *
   * @param arguments a line as libvirt writes it
   * @throws Exception if anything fails that must not
   */
  public static void main(String[] arguments) throws Exception {
    Host host = QemuLaunch.host();
    ProcessContext process = host.processContext(arguments.length);
    Launch launch =
        QemuLaunch.prepare(host, process, Settings.defaults(LaunchForm.BARE, List.of()));
    launch.plan(process.arguments());
    launch.plan(List.of("-m", "64"));
    launch.plan(List.of("5", "/bin/sh", "-m", "64", "-nic", "user"));
    launch.plan(List.of("-version"));
    run(host, process);
    start(host, process);
    stream(host, process);
    List<String> asInstalled = new ArrayList<>(List.of(arguments));
    asInstalled.add(0, "qrap");
    Installed.main(asInstalled.toArray(new String[0]));
  }

  /** What {@code qrap run} makes of cards that are connected in all ways, and of ports. */
  private static void run(Host host, ProcessContext process) throws LaunchException {
    List<String> options = List.of("--nic=keep", "--addresses=host", "-p", "2222:22", "--");
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("-nic", "user,hostfwd=udp::2223-:23", "-net", "nic", "-net", "user"));
    RunLine run = RunLine.parse(words, Keys.ALL, List.of()).orElseThrow();
    Launch launch =
        QemuLaunch.prepare(
            host,
            process,
            Launch.settings(
                Keys.ALL, LaunchForm.RUN, host, process, run.options(), new SpokenRemarks()));
    launch.plan(run.arguments());
    launch.plan(List.of("-device", "e1000,netdev=missing", "-net", "nic", "-device", "e1000"));
  }

  /** Launches that start a backend. */
  private static void start(Host host, ProcessContext process) {
    Setting forward = new Setting("forward", "udp:127.0.0.1:65535", "training");
    launch(host, process, LaunchForm.BARE, forward);
    ProcessContext user =
        process.withArguments(List.of("-nic", "user,hostfwd=udp:127.0.0.1:65534-:22"));
    launch(host, user, LaunchForm.RUN, new Setting("start", "always", "training"));
  }

  /**
   * A launch that asks a QEMU what it can do, and finds an idle backend for it. The machine is
   * named since QEMU has no default machine on some hosts, such as aarch64.
   */
  private static void stream(Host host, ProcessContext process) {
    launch(
        host,
        process.withArguments(List.of("-machine", "virt")),
        LaunchForm.BARE,
        new Setting("exec", "stream", "training"),
        new Setting("qemu", "helpful", "training"));
  }

  /** Ends where it would become QEMU: the programs of a training run cannot be executed then. */
  private static void launch(
      Host host, ProcessContext process, LaunchForm form, Setting... options) {
    try {
      QemuLaunch.run(host, process, Keys.ALL, form, List.of(options));
    } catch (LaunchException e) {
      return;
    }
  }
}
