// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.PluginInfo;
import dev.qrap.core.catalog.PluginInfo.State;
import dev.qrap.core.configuration.Keys;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.PluginSettings;
import dev.qrap.core.configuration.Setting;
import dev.qrap.core.configuration.Settings;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.plan.Argument;
import dev.qrap.core.plan.Argument.Placeholder;
import dev.qrap.core.plan.BackendChoice;
import dev.qrap.core.plan.Change;
import dev.qrap.core.plan.Invocation;
import dev.qrap.core.plan.Invocation.Mode;
import dev.qrap.core.plan.LaunchPlan;
import dev.qrap.core.plan.PlannedConnection;
import dev.qrap.core.plan.PlannedFile;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.Need;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.HostName;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanPrinterTest {

  private static PlannedConnection connection(Need need, int descriptor) {
    return connection("", need, descriptor, Condition.NEVER);
  }

  private static PlannedConnection connection(
      String card, Need need, int descriptor, Condition when, NetworkFeature... request) {
    return new PlannedConnection(
        card,
        need,
        Protocol.FRAMES,
        false,
        descriptor,
        new BackendChoice(when, "", "toaster", new NetworkRequest(List.of(request))));
  }

  private static final Argument NETDEV =
      new Argument("socket,fd=", Placeholder.DESCRIPTOR, 0, ",id=n0");

  private static final LaunchPlan PATCHED =
      new LaunchPlan(
          new Invocation(Mode.PATCH, 0, "", List.of("-net", "user", "a b")),
          List.of(new QemuCommand("kvm", "/bin/kvm"), new QemuCommand("other", "/bin/other")),
          List.of(Argument.of("a b"), Argument.of("-netdev"), NETDEV),
          List.of(),
          List.of(connection(Need.CONNECTED_DESCRIPTOR, 5)),
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
          List.of(),
          List.of(connection(Need.CONNECTED_DESCRIPTOR, 7)),
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
        Settings.of(Keys.ALL, LaunchForm.BARE, WRITTEN, PluginSettings.NONE),
        WARNINGS,
        List.of(List.of()),
        UNUSED,
        verbose);
  }

  private static PlanPrinter quiet(LaunchPlan plan) {
    return new PlanPrinter(
        plan,
        Settings.defaults(LaunchForm.BARE, List.of()),
        List.of(),
        List.of(List.of()),
        List.of(),
        false);
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
    assertThat(quiet(plan(Need.NONE)).text()).contains("Connection: made by QEMU alone\n");
    LaunchPlan none =
        new LaunchPlan(
            PATCHED.invocation(), PATCHED.commands(), List.of(), List.of(), List.of(), List.of());
    assertThat(quiet(none).text()).contains("Connection: none\n");
  }

  private static LaunchPlan plan(Need need) {
    return new LaunchPlan(
        PATCHED.invocation(),
        PATCHED.commands(),
        List.of(),
        List.of(),
        List.of(connection(need, 5)),
        List.of());
  }

  @Test
  void eachConnectionIsSaidWithItsCardAndItsBackend() {
    Argument second = new Argument("socket,fd=", Placeholder.DESCRIPTOR, 1, "");
    LaunchPlan plan =
        new LaunchPlan(
            PATCHED.invocation(),
            PATCHED.commands(),
            List.of(NETDEV, second),
            List.of(),
            List.of(
                connection(
                    "-device a,netdev=n0",
                    Need.CONNECTED_DESCRIPTOR,
                    5,
                    Condition.ALWAYS,
                    new HostName("hostname=x", "x"),
                    new HostName("hostname=y", "y")),
                connection("-nic user", Need.CONNECTED_DESCRIPTOR, 3, Condition.NO_BACKEND)),
            List.of());
    PlanPrinter printer =
        new PlanPrinter(
            plan,
            Settings.defaults(LaunchForm.BARE, List.of()),
            List.of(),
            List.of(List.of("toaster", "-x"), List.of("toaster")),
            List.of(),
            false);
    assertThat(printer.text())
        .contains(
            """
            Connection: on descriptor 5, for -device a,netdev=n0
            Asked:      hostname=x, hostname=y
            Starts:     toaster -x
            Connection: on descriptor 3, for -nic user
            Starts:     toaster, if no backend answers
            """);
    assertThat(printer.json())
        .contains(
            "\"connections\":[{\"card\":\"-device a,netdev=n0\",\"need\":\"connected-descriptor\","
                + "\"descriptor\":5,\"request\":[\"hostname=x\",\"hostname=y\"],"
                + "\"starts\":{\"arguments\":[\"toaster\",\"-x\"],\"kind\":\"toaster\","
                + "\"condition\":\"always\"},"
                + "\"placeholders\":[{\"argument\":1,\"content\":\"descriptor\","
                + "\"before\":\"socket,fd=\",\"after\":\",id=n0\"}]},"
                + "{\"card\":\"-nic user\"");
    assertThat(printer.shell())
        .isEqualTo("/bin/kvm socket,fd=\"$QRAP_FD\",id=n0 socket,fd=\"$QRAP_FD2\"\n");
  }

  @Test
  void aCopyOfAFileIsShown() {
    Argument netdev = new Argument("[netdev \"$n\"]\nfd = \"", Placeholder.DESCRIPTOR, 0, "\"\n");
    PlannedFile file = new PlannedFile("vm.cfg", 6, List.of(netdev, Argument.of("# `date` \\")));
    LaunchPlan plan =
        new LaunchPlan(
            PATCHED.invocation(),
            PATCHED.commands(),
            List.of(Argument.of("-readconfig"), Argument.of("/proc/self/fd/6")),
            List.of(file),
            List.of(connection(Need.CONNECTED_DESCRIPTOR, 5)),
            List.of());
    assertThat(quiet(plan).text())
        .contains("Connection: on descriptor 5\nFile:       a copy of vm.cfg, on descriptor 6\n");
    assertThat(quiet(plan).json())
        .contains(
            "\"files\":[{\"path\":\"vm.cfg\",\"descriptor\":6,\"content\":["
                + "{\"before\":\"[netdev \\\"$n\\\"]\\u000afd = \\\"\",\"content\":\"descriptor\","
                + "\"connection\":0,\"after\":\"\\\"\\u000a\"},{\"before\":\"# `date` \\\\\","
                + "\"content\":\"none\",\"connection\":0,\"after\":\"\"}]}]");
    assertThat(quiet(plan).shell())
        .isEqualTo(
            """
            /bin/kvm -readconfig /proc/self/fd/6 6<<END_OF_THE_FILE_FOR_QEMU
            [netdev "\\$n"]
            fd = "$QRAP_FD"
            # \\`date\\` \\\\
            END_OF_THE_FILE_FOR_QEMU
            """);
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
                + "\"connections\":[{\"card\":\"\",\"need\":\"connected-descriptor\","
                + "\"descriptor\":5,\"request\":[],\"placeholders\":[{\"argument\":3,"
                + "\"content\":\"descriptor\",\"before\":\"socket,fd=\",\"after\":\",id=n0\"}]}],"
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
                + "\"files\":[],"
                + "\"notes\":[\"unknown variable QRAP_X is ignored\","
                + "\"plugin filter:x.y (module z) is left out: no luck\"]}\n");
  }

  @Test
  void jsonHasTheSettingsWhenAskedFor() throws LaunchException {
    assertThat(printer(EXPLICIT, true).json())
        .contains("\"mode\":\"explicit\"")
        .contains("\"placeholders\":[]")
        .endsWith(
            "\"settings\":[{\"key\":\"socket\",\"value\":\"/run/p\",\"origin\":\"QRAP_SOCKET\"}]}\n");
    assertThat(printer(EXPLICIT, false).json()).doesNotContain("\"settings\"");
  }
}
