// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.PluginInfo.State;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.plan.Argument;
import dev.qrap.core.plan.Argument.Placeholder;
import dev.qrap.core.plan.Change;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.Invocation.Mode;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.Need;
import dev.qrap.spi.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanPrinterTest {

  private static final Argument NETDEV =
      new Argument("socket,fd=", Placeholder.DESCRIPTOR, ",id=n0");

  private static final LaunchPlan PATCHED =
      new LaunchPlan(
          new Invocation(Mode.PATCH, 0, "", List.of("-net", "user", "a b")),
          List.of(new QemuCommand("kvm", "/bin/kvm"), new QemuCommand("other", "/bin/other")),
          List.of(Argument.of("a b"), Argument.of("-netdev"), NETDEV),
          Need.CONNECTED_DESCRIPTOR,
          Protocol.FRAMES,
          5,
          List.of(
              new Change(
                  Change.Kind.REMOVED,
                  List.of(Argument.of("-net"), Argument.of("user")),
                  List.of(),
                  "network backend user",
                  "replace"),
              new Change(
                  Change.Kind.NOTHING, List.of(), List.of(), "no card is added", "pass-through"),
              new Change(Change.Kind.REMARK, List.of(), List.of(), "other cards stay", "keep"),
              new Change(
                  Change.Kind.CHANGED,
                  List.of(Argument.of("-netdev"), Argument.of("user,id=n0")),
                  List.of(Argument.of("-netdev"), NETDEV),
                  "the backend of the first card",
                  "keep"),
              new Change(
                  Change.Kind.ADDED,
                  List.of(Argument.of("-netdev"), NETDEV),
                  List.of(),
                  "the connection to the backend",
                  "machine q35")));

  private static final LaunchPlan EXPLICIT =
      new LaunchPlan(
          new Invocation(Mode.EXPLICIT, 7, "kvm", List.of("-m", "64")),
          List.of(new QemuCommand("kvm", "/bin/kvm")),
          List.of(Argument.of("-m"), Argument.of("64")),
          Need.CONNECTED_DESCRIPTOR,
          Protocol.FRAMES,
          7,
          List.of());

  private static final List<Setting> WRITTEN =
      List.of(new Setting("socket", "/run/p", "QRAP_SOCKET"));

  private static final List<String> WARNINGS = List.of("unknown variable QRAP_X is ignored");

  private static final List<PluginInfo> UNUSED =
      List.of(
          new PluginInfo(
              "machine", "pc", "m", "", "image", 0, State.EXCLUDED, "exclude=machine:pc"),
          new PluginInfo("filter", "x.y", "z", "", "image", 0, State.REJECTED, "no luck"));

  private static PlanPrinter printer(LaunchPlan plan, boolean verbose) throws LaunchException {
    return new PlanPrinter(
        plan,
        Settings.of(Keys.ALL, WRITTEN, PluginSettings.NONE),
        WARNINGS,
        List.of(),
        UNUSED,
        verbose);
  }

  private static PlanPrinter quiet(LaunchPlan plan) {
    return new PlanPrinter(
        plan, Settings.defaults(List.of()), List.of(), List.of(), List.of(), false);
  }

  @Test
  void peopleGetTheChangesAndTheArguments() throws LaunchException {
    assertThat(printer(PATCHED, false).text())
        .isEqualTo(
            """
            Mode:       patch
            Program:    /bin/kvm
            Connection: on descriptor 5
            Note:       unknown variable QRAP_X is ignored
            Note:       plugin filter:x.y (module z) is left out: no luck

            Decisions:
              - -net user: network backend user [replace]
              . no card is added [pass-through]
              ! other cards stay [keep]
              * -netdev user,id=n0 -> -netdev socket,fd=<descriptor>,id=n0: %s [keep]
              + -netdev socket,fd=<descriptor>,id=n0: the connection to the backend [machine q35]

            Arguments:
              kvm
              a b
              -netdev socket,fd=<descriptor>,id=n0
            """
                .formatted("the backend of the first card"));
  }

  @Test
  void settingsAndWhatTheyLeaveOutAreOnlySaidWhenAskedFor() throws LaunchException {
    assertThat(printer(EXPLICIT, true).text())
        .contains("Note:       socket=/run/p (QRAP_SOCKET)\n")
        .contains("Note:       plugin machine:pc (module m) is left out: exclude=machine:pc\n");
    assertThat(printer(EXPLICIT, false).text()).doesNotContain("/run/p", "machine:pc");
  }

  @Test
  void withoutChangesThereIsNoListOfThem() throws LaunchException {
    assertThat(quiet(EXPLICIT).text())
        .isEqualTo(
            """
            Mode:       explicit
            Program:    /bin/kvm
            Connection: on descriptor 7

            Arguments:
              kvm
              -m 64
            """);
  }

  @Test
  void otherConnectionsAreSaidInWords() throws LaunchException {
    assertThat(quiet(plan(Need.SOCKET_PATH)).text())
        .contains("Connection: QEMU connects by itself to the socket that the launch finds\n");
    assertThat(quiet(plan(Need.NONE)).text()).contains("Connection: none\n");
  }

  private static LaunchPlan plan(Need need) {
    return new LaunchPlan(
        PATCHED.invocation(), PATCHED.commands(), List.of(), need, Protocol.FRAMES, 5, List.of());
  }

  @Test
  void aShellGetsALine() throws LaunchException {
    assertThat(printer(PATCHED, true).shell())
        .isEqualTo("/bin/kvm 'a b' -netdev socket,fd=\"$QRAP_FD\",id=n0\n");
  }

  @Test
  void programsGetJson() throws LaunchException {
    assertThat(printer(PATCHED, false).json())
        .isEqualTo(
            "{\"mode\":\"patch\",\"program\":\"/bin/kvm\","
                + "\"arguments\":[\"kvm\",\"a b\",\"-netdev\",\"socket,fd=<descriptor>,id=n0\"],"
                + "\"placeholder\":{\"argument\":3,\"content\":\"descriptor\",\"before\":\"socket,fd=\","
                + "\"after\":\",id=n0\"},"
                + "\"need\":\"connected-descriptor\",\"descriptor\":5,"
                + "\"changes\":["
                + "{\"kind\":\"removed\",\"arguments\":[\"-net\",\"user\"],\"replacement\":[],"
                + "\"reason\":\"network backend user\",\"rule\":\"replace\"},"
                + "{\"kind\":\"nothing\",\"arguments\":[],\"replacement\":[],"
                + "\"reason\":\"no card is added\",\"rule\":\"pass-through\"},"
                + "{\"kind\":\"remark\",\"arguments\":[],\"replacement\":[],"
                + "\"reason\":\"other cards stay\",\"rule\":\"keep\"},"
                + "{\"kind\":\"changed\",\"arguments\":[\"-netdev\",\"user,id=n0\"],"
                + "\"replacement\":[\"-netdev\",\"socket,fd=<descriptor>,id=n0\"],"
                + "\"reason\":\"the backend of the first card\",\"rule\":\"keep\"},"
                + "{\"kind\":\"added\","
                + "\"arguments\":[\"-netdev\",\"socket,fd=<descriptor>,id=n0\"],"
                + "\"replacement\":[],"
                + "\"reason\":\"the connection to the backend\",\"rule\":\"machine q35\"}],"
                + "\"notes\":[\"unknown variable QRAP_X is ignored\","
                + "\"plugin filter:x.y (module z) is left out: no luck\"]}\n");
  }

  @Test
  void jsonHasTheSettingsWhenAskedFor() throws LaunchException {
    assertThat(printer(EXPLICIT, true).json())
        .contains("\"mode\":\"explicit\"")
        .doesNotContain("\"placeholder\"")
        .endsWith(
            "\"settings\":[{\"key\":\"socket\",\"value\":\"/run/p\",\"origin\":\"QRAP_SOCKET\"}]}\n");
    assertThat(printer(EXPLICIT, false).json()).doesNotContain("\"settings\"");
  }
}
