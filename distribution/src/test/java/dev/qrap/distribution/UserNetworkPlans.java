// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.Launch;
import dev.qrap.core.launch.LaunchContext;
import dev.qrap.core.launch.Reporter;
import dev.qrap.core.plan.Change;
import dev.qrap.core.plan.LaunchPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What {@code qrap plan run} says of many backends of QEMU's own network, in one process. Started
 * by {@link UserNetworkRefusalsIT}: each line of standard input is what follows {@code -netdev
 * user,id=n0,}, and for each a line is printed. It begins with {@code refused}, {@code stays},
 * {@code failed} or {@code starts}; after a space come qrap's reason, or the arguments of passt.
 */
public final class UserNetworkPlans {

  private UserNetworkPlans() {}

  /** Plans; {@code args[0]} is QEMU. */
  public static void main(String[] args) throws IOException, LaunchException {
    Host host = ServiceLoader.load(Host.class).findFirst().orElseThrow();
    ProcessContext process =
        new ProcessContext(
            List.of(),
            List.of("PATH=" + System.getenv("PATH")),
            List.of(0, 1, 2),
            1024,
            0,
            false,
            "x86_64");
    Settings settings = Settings.of(Keys.ALL, LaunchForm.RUN, List.of(), PluginSettings.NONE);
    LaunchContext context = new LaunchContext(host, process, settings, new Silent());
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String options = input.readLine(); options != null; options = input.readLine()) {
      System.out.println(verdict(new Launch(context), args[0], options));
    }
  }

  private static String verdict(Launch launch, String qemu, String options) {
    try {
      LaunchPlan plan =
          launch.plan(
              List.of(qemu, "-netdev", "user,id=n0," + options, "-device", "e1000,netdev=n0"));
      if (!plan.connections().isEmpty()) {
        List<String> passt = launch.start(plan.connections().get(0)).orElseThrow().display();
        return "starts " + String.join(" ", passt);
      }
      Change why = plan.changes().get(0);
      boolean refused = why.reason().endsWith(" is left to QEMU, since QEMU 7.2 refuses it");
      return (refused ? "refused " : "stays ") + why.reason();
    } catch (LaunchException failure) {
      return "failed " + failure.getMessage().replace('\n', ' ');
    }
  }

  /** Says nothing. */
  private record Silent() implements Reporter {

    @Override
    public void connected(String path) {}

    @Override
    public void waiting(String line) {}

    @Override
    public void waited() {}

    @Override
    public void detail(String line) {}

    @Override
    public boolean detailed() {
      return false;
    }

    @Override
    public void say(String line) {}
  }
}
