// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli;

import dev.qrap.core.configuration.Configuration;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.Snapshot;
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
    Host host = Main.host();
    Snapshot snapshot = host.snapshot(arguments.length);
    Configuration keeping = Configuration.defaults("");
    Launch launch = new Launch(host, snapshot, keeping, LaunchReporter.of(host, keeping));
    launch.plan(snapshot.arguments());
    launch.plan(List.of("-m", "64"));
    launch.plan(List.of("5", "/bin/sh", "-m", "64", "-nic", "user"));
    launch.plan(List.of("-version"));
    List<String> asInstalled = new ArrayList<>(List.of(arguments));
    asInstalled.add(0, "qrap");
    Installed.main(asInstalled.toArray(new String[0]));
  }
}
