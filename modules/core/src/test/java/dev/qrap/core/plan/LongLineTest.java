// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakeQemu;
import dev.qrap.core.testing.Plans;
import dev.qrap.core.testing.Processes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lines of very many options: what is done for each must not grow with their number. The time limit
 * is far above what is needed; what is over it would not end.
 */
@Timeout(120)
final class LongLineTest {

  private static final int MANY = 200_000;

  private static final QemuCommand KVM = new QemuCommand("kvm", "/usr/bin/kvm");

  /** What a line has many of. */
  private enum Option {
    SETTINGS_OF_ONE("-set device.d0.x#=1"),
    SETTINGS_OF_MANY("-device disk,id=d# -set device.d#.x=1"),
    SETTINGS_OF_NONE("-set device.none.x#=1"),
    DEVICES("-device disk,id=d#"),
    DEVICES_IN_JSON("-device {\"driver\":\"disk\",\"id\":\"d#\"}"),
    IDS_OF_OUR_OWN("-device disk,id=qrap-net#"),
    CARDS("-netdev user,id=n# -device e1000,netdev=n#"),
    NETDEVS("-netdev user,id=qrap#"),
    GLOBALS("-global disk.x=#"),
    REFERENCES("-set netdev.n#.x=1 -netdev user,id=n#"),
    MACHINES("-machine x#=1"),
    IMAGES("disk#");

    /** The arguments, with a number in place of each hash. */
    private final String text;

    Option(String text) {
      this.text = text;
    }
  }

  private static LaunchPlan plan(List<String> arguments, NicPolicy policy, String file)
      throws LaunchException {
    Catalog catalog = FakePlugins.usual().catalog();
    Invocation invocation = new Invocation(Invocation.Mode.PATCH, 0, "", arguments);
    return new Planner(
            catalog,
            Processes.of(List.of()),
            path -> file,
            Plans.settings(policy),
            new Backends(catalog, "", BackendHost.BARE),
            RunningBackends.NONE)
        .plan(invocation, List.of(KVM), FakeQemu.of(KVM));
  }

  @ParameterizedTest
  @EnumSource
  void eachOptionIsLookedAtOnceUnderKeep(Option option) throws LaunchException {
    grows(option, NicPolicy.KEEP);
  }

  @ParameterizedTest
  @EnumSource
  void eachOptionIsLookedAtOnceUnderReplace(Option option) throws LaunchException {
    grows(option, NicPolicy.REPLACE);
  }

  private static void grows(Option option, NicPolicy policy) throws LaunchException {
    List<String> arguments = new ArrayList<>(List.of("-device", "disk,id=d0"));
    for (int number = 0; number < MANY; number++) {
      arguments.addAll(List.of(option.text.replace("#", "" + number).split(" ", -1)));
    }
    assertThat(plan(arguments, policy, "").arguments()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(NicPolicy.class)
  void soIsEachSectionOfAFile(NicPolicy policy) throws LaunchException {
    StringBuilder file = new StringBuilder();
    for (int number = 0; number < MANY; number++) {
      file.append("[device \"d").append(number).append("\"]\n  driver = \"disk\"\n");
    }
    assertThat(plan(List.of("-readconfig", "x"), policy, file.toString()).arguments()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(NicPolicy.class)
  void soIsEachKeyOfAnOption(NicPolicy policy) throws LaunchException {
    StringBuilder json = new StringBuilder("{\"driver\":\"e1000\"");
    StringBuilder plain = new StringBuilder("e1000");
    for (int number = 0; number < MANY; number++) {
      json.append(",\"k").append(number).append("\":1");
      plain.append(",k").append(number);
    }
    List<String> line = List.of("-device", json + "}", "-device", plain + ",x=1");
    assertThat(plan(line, policy, "").arguments()).isNotEmpty();
  }
}
