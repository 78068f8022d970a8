// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.configuration.LaunchForm;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakePlugins.Strategy;
import dev.qrap.core.testing.FakeQemu;
import dev.qrap.core.testing.Plans;
import dev.qrap.core.testing.Processes;
import dev.qrap.spi.Availability;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of a line under {@code keep}. Its rows on real QEMU are in KeepIT (distribution);
 * here are its corners, with small plugins of the test's own.
 */
final class KeepPolicyTest {

  private static final Backends NO_BACKENDS =
      new Backends(new FakeCatalog().catalog(), "", BackendHost.BARE);

  /** What {@code -readconfig FILE} reads; a section where a test says nothing else. */
  private String file = "[netdev \"n0\"]\n  type = \"user\"\n";

  private Catalog catalog = FakePlugins.usual().catalog();

  private LaunchPlan plan(String line) throws LaunchException {
    return Plans.of(catalog, Plans.settings(NicPolicy.KEEP), file, line);
  }

  /** What {@code qrap run} makes of a line. */
  private LaunchPlan run(String line, String... settings) throws LaunchException {
    return Plans.of(catalog, Plans.settings(LaunchForm.RUN, settings), file, line);
  }

  private static String filled(LaunchPlan plan) {
    return String.join(" ", Plans.filled(plan, "/s"));
  }

  @Test
  void underRunEveryCardOnTheUserNetworkIsConnected() throws LaunchException {
    LaunchPlan plan =
        run(
            "-device e1000,netdev=a -netdev user,id=a -device e1000,netdev=b -netdev tap,id=b"
                + " -device e1000,netdev=c -netdev user,id=c -device e1000");
    assertThat(filled(plan))
        .isEqualTo(
            "-device e1000,netdev=a -netdev socket,fd=5,id=a -device e1000,netdev=b"
                + " -netdev tap,id=b -device e1000,netdev=c -netdev socket,fd=6,id=c -device e1000");
    assertThat(plan.connections())
        .extracting(PlannedConnection::card)
        .containsExactly("-device e1000,netdev=a", "-device e1000,netdev=c");
    assertThat(plan.changes())
        .filteredOn(change -> change.kind() == Change.Kind.REMARK)
        .extracting(Change::reason)
        .containsExactly(
            "-netdev tap,id=b asks for a certain network of the host, so it stays; to use qrap's"
                + " backend instead, say -nic user or -netdev user");
    assertThat(run("-device e1000,netdev=a -netdev user,id=a", "cards=first").connections())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-S | -S -net nic,netdev=qrap0 -netdev socket,fd=5,id=qrap0",
        "-device e1000 | -device e1000 -net nic,netdev=qrap0 -netdev socket,fd=5,id=qrap0",
        "-nodefaults | -nodefaults",
        "-netdev none,id=n0 | -netdev none,id=n0",
        "-netdev user,id=n0 | -netdev user,id=n0",
        "-device e1000,netdev=missing | -device e1000,netdev=missing -net nic,netdev=qrap0"
            + " -netdev socket,fd=5,id=qrap0",
      })
  void underRunNothingIsThereThatQemuAloneWouldNotHave(String line, String result)
      throws LaunchException {
    assertThat(filled(run(line))).isEqualTo(result);
  }

  private String patched(String line) throws LaunchException {
    List<String> arguments = new ArrayList<>();
    for (Argument argument : plan(line).arguments()) {
      arguments.add(argument.display());
    }
    return String.join(" ", arguments).replace("<descriptor>", "N");
  }

  private List<String> remarks(String line) throws LaunchException {
    List<String> remarks = new ArrayList<>();
    for (Change change : plan(line).changes()) {
      if (change.kind() == Change.Kind.REMARK) {
        remarks.add(change.reason());
      }
    }
    return remarks;
  }

  private void passesThrough(String line) throws LaunchException {
    assertThat(patched(line)).isEqualTo(line);
    assertThat(Plans.need(plan(line))).isEqualTo(Need.NONE);
  }

  private void isRefused(String line, String... parts) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> plan(line))
        .satisfies(failure -> assertThat(failure.getMessage()).contains(parts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The backend of the first card is exchanged where it stands; nothing else moves.
        "-netdev tap,id=n0,vhost=on -S -device e1000,netdev=n0,mac=a x.img"
            + " | -netdev socket,fd=N,id=n0 -S -device e1000,netdev=n0,mac=a x.img",
        "-device e1000,netdev=n1 --netdev user,id=n0 -netdev user,id=n1"
            + " | -device e1000,netdev=n1 --netdev user,id=n0 -netdev socket,fd=N,id=n1",
        // A card without a backend gets one; the last value of a key is QEMU's.
        "-device e1000 | -device e1000,netdev=qrap0 -netdev socket,fd=N,id=qrap0",
        "-device e1000, | -device e1000,netdev=qrap0 -netdev socket,fd=N,id=qrap0",
        "-device e1000,netdev= | -device e1000,netdev=,netdev=qrap0 -netdev socket,fd=N,id=qrap0",
        "-device e1000,mac=a,, | -device e1000,mac=a,,,netdev=qrap0 -netdev socket,fd=N,id=qrap0",
        "-device e1000 -netdev user,id=qrap0 -netdev tap,id=qrap1"
            + " | -device e1000,netdev=qrap2 -netdev user,id=qrap0 -netdev tap,id=qrap1"
            + " -netdev socket,fd=N,id=qrap2",
        // The backend that a card names is not there: QEMU would refuse the line.
        "-device e1000,netdev=n0 | -device e1000,netdev=n0 -netdev socket,fd=N,id=n0",
        // What -set says of a backend goes with it; of a card it stays, and counts.
        "-netdev user,id=n0 -set netdev.n0.restrict=on -set device.d.mac=a -device e1000,netdev=n0,id=d"
            + " | -netdev socket,fd=N,id=n0 -set device.d.mac=a -device e1000,netdev=n0,id=d",
        "-netdev user,id=n0 -device e1000,id=d -set device.d.netdev=n0"
            + " | -netdev socket,fd=N,id=n0 -device e1000,id=d -set device.d.netdev=n0",
        "-netdev user,id=n0 -netdev user,id=n1 -set netdev.n1.net=x -device e1000,netdev=n0"
            + " | -netdev socket,fd=N,id=n0 -netdev user,id=n1 -set netdev.n1.net=x"
            + " -device e1000,netdev=n0",
        "-object filter-dump,id=f,netdev=n0 -netdev user,id=n0 -device e1000,netdev=n0"
            + " | -object filter-dump,id=f,netdev=n0 -netdev socket,fd=N,id=n0"
            + " -device e1000,netdev=n0",
        // No card: one is the last device, with ids that are free.
        "-M board -device disk,slot=1"
            + " | -M board -device disk,slot=1 -device board-nic,slot=2,id=qrap-net0,netdev=qrap0,"
            + "burst=64 -netdev socket,fd=N,id=qrap0",
        "-M board -device disk,id=qrap-net0 -netdev user,id=qrap0"
            + " | -M board -device disk,id=qrap-net0 -netdev user,id=qrap0"
            + " -device board-nic,slot=1,id=qrap-net1,netdev=qrap1,burst=64"
            + " -netdev socket,fd=N,id=qrap1",
        "-M toaster | -M toaster -net nic,netdev=qrap0 -netdev socket,fd=N,id=qrap0",
      })
  void becomes(String line, String result) throws LaunchException {
    assertThat(patched(line)).isEqualTo(result);
    assertThat(Plans.need(plan(line))).isEqualTo(Need.CONNECTED_DESCRIPTOR);
  }

  @Test
  void jsonStaysJson() throws LaunchException {
    assertThat(
            patched(
                "-netdev {\"type\":\"user\",\"id\":\"n0\"}"
                    + " -device {\"driver\":\"e1000\",\"netdev\":\"n0\"}"))
        .isEqualTo(
            "-netdev {\"type\":\"socket\",\"fd\":\"N\",\"id\":\"n0\"}"
                + " -device {\"driver\":\"e1000\",\"netdev\":\"n0\"}");
    assertThat(patched("-device {'driver':'e1000','x':{}}"))
        .isEqualTo(
            "-device {'driver':'e1000','x':{},\"netdev\":\"qrap0\"}"
                + " -netdev {\"type\":\"socket\",\"fd\":\"N\",\"id\":\"qrap0\"}");
    assertThat(patched("-M board -device {\"driver\":\"disk\"}"))
        .endsWith(
            " -device {\"driver\":\"board-nic\",\"slot\":\"1\",\"id\":\"qrap-net0\","
                + "\"netdev\":\"qrap0\",\"burst\":64}"
                + " -netdev {\"type\":\"socket\",\"fd\":\"N\",\"id\":\"qrap0\"}");
  }

  @Test
  void anEmptyNetdevInJsonIsRefused() {
    isRefused(
        "-device {\"driver\":\"e1000\",\"netdev\":\"\"}",
        "-device {\"driver\":\"e1000\",\"netdev\":\"\"}",
        "leave it out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-netdev none,id=x",
        "-M board -incoming tcp:0:4444",
        "-M board -loadvm snap",
        "-M board -incoming defer -device e1000",
        "-M none",
      })
  void passes(String line) throws LaunchException {
    passesThrough(line);
    assertThat(remarks(line)).isEmpty();
  }

  @Test
  void withoutAMachineAndADefaultQemuSaysSo() throws LaunchException {
    Invocation invocation = new Invocation(Invocation.Mode.PATCH, 0, "", List.of("-m", "64"));
    Planner planner =
        new Planner(
            FakePlugins.usual().catalog(),
            Processes.of(List.of()),
            path -> "",
            Plans.settings(NicPolicy.KEEP),
            NO_BACKENDS,
            RunningBackends.NONE);
    QemuCommand arm = new QemuCommand("qemu-system-arm", "/usr/bin/qemu-system-arm");
    assertThat(Plans.need(planner.plan(invocation, List.of(arm), FakeQemu.of(arm))))
        .isEqualTo(Need.NONE);
    QemuCommand toaster = new QemuCommand("qemu-system-toaster", "/usr/bin/qemu-system-toaster");
    assertThat(Plans.filled(planner.plan(invocation, List.of(toaster), FakeQemu.of(toaster)), ""))
        .endsWith("-net", "nic,netdev=qrap0", "-netdev", "socket,fd=5,id=qrap0");
  }

  private String streamed(String line) throws LaunchException {
    Strategy stream =
        new Strategy(
            "stream",
            1,
            Availability.YES,
            Need.SOCKET_PATH,
            new Netdev("stream", "addr.path", List.of()));
    catalog = FakePlugins.filters().with(Kind.EXEC, stream).catalog();
    return patched(line);
  }

  @Test
  void aPathIsSaidAsNetdevAlone() throws LaunchException {
    assertThat(streamed("-netdev user,id=n0 -device e1000,netdev=n0"))
        .isEqualTo("-netdev stream,addr.path=<socket>,id=n0 -device e1000,netdev=n0");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> streamed("-readconfig vm.cfg -device e1000,netdev=n0"))
        .withMessage(
            "no way to connect /usr/bin/kvm to a backend\n"
                + "  stream is not available: QEMU takes it as -netdev alone, not as -set; give the"
                + " card as -device and its backend as -netdev, or say exec=descriptor");
  }

  /** What a strategy says that repeats a key. */
  private LaunchPlan repeating(String line) throws LaunchException {
    List<Property> items = List.of(Property.item("param", "-t"), Property.item("param", "80"));
    Strategy passt =
        new Strategy("passt", 1, Availability.YES, Need.NONE, new Netdev("passt", "", items));
    catalog = FakePlugins.filters().with(Kind.EXEC, passt).catalog();
    return plan(line);
  }

  /** Of a key that a section of a file repeats, QEMU uses the last value alone. */
  @Test
  void aRepeatedKeyIsSetInPlaceOfWrittenIntoAFile() throws LaunchException {
    String sets = " -set netdev.n0.type=passt -set netdev.n0.param=-t -set netdev.n0.param=80";
    assertThat(filled(repeating("-device e1000,netdev=n0 -readconfig f")))
        .isEqualTo("-device e1000,netdev=n0 -readconfig f" + sets);

    file = "[netdev \"n0\"]\n  type = \"user\"\n  asks = \"box\"\n";
    LaunchPlan plan = repeating("-device e1000,netdev=n0 -readconfig f");
    assertThat(filled(plan))
        .matches("-device e1000,netdev=n0 -readconfig /proc/self/fd/[0-9]+" + sets);
    assertThat(copy(plan)).isEqualTo("[netdev \"n0\"]\n  type = \"user\"\n");
  }

  @Test
  void aGuestThatComesFromAnotherQemuKeepsItsCardsAndGetsTheBackend() throws LaunchException {
    assertThat(patched("-incoming defer -netdev user,id=n0 -device e1000,netdev=n0"))
        .isEqualTo("-incoming defer -netdev socket,fd=N,id=n0 -device e1000,netdev=n0");
  }

  @Test
  void aConnectionStaysAndThatIsSaid() throws LaunchException {
    String line = "-netdev stream,id=n0 -device e1000,netdev=n0 -device e1000";
    passesThrough(line);
    assertThat(remarks(line))
        .containsExactly(
            "-netdev stream,id=n0 is connected to a backend already, so nothing is changed; to use"
                + " qrap's backend instead, set nic=replace");
  }

  @Test
  void whatIsLostIsSaid() throws LaunchException {
    assertThat(remarks("-device e1000,netdev=n0 -netdev tap,id=n0"))
        .containsExactly("-netdev tap,id=n0: offload is lost: there is nothing like it");
    assertThat(remarks("-device e1000,netdev=n0 -netdev user,id=n0")).isEmpty();
  }

  @Test
  void aSettingThatQemuRefusesStays() throws LaunchException {
    for (String set : List.of("-set netdev.n0.vhost=on ", "")) {
      assertThat(patched(set + "-netdev user,id=n0 -device e1000,netdev=n0 -set netdev.n0.x=y"))
          .isEqualTo(set + "-netdev socket,fd=N,id=n0 -device e1000,netdev=n0");
    }
    String json = "-netdev {\"type\":\"user\",\"id\":\"n0\"} -device e1000,netdev=n0";
    assertThat(patched(json + " -set netdev.n0.x=y")).endsWith(" -set netdev.n0.x=y");
  }

  @Test
  void furtherCardsAreNamed() throws LaunchException {
    assertThat(remarks("-device e1000 -device e1000,netdev=b -netdev user,id=b -device e1000,id=c"))
        .containsExactly("other network cards keep their backends: -device e1000,netdev=b");
  }

  @Test
  void aBackendInAFileIsSet() throws LaunchException {
    assertThat(patched("-device e1000,netdev=n0 -readconfig f"))
        .isEqualTo(
            "-device e1000,netdev=n0 -readconfig f -set netdev.n0.type=socket"
                + " -set netdev.n0.fd=N");
  }

  @Test
  void aBackendInAFileWithMoreInItIsChangedInACopy() throws LaunchException {
    file =
        """
        # a machine
        [netdev "n0"]
        # the bridge of the office
        type = "tap"
        ifname = "t"
        [netdev "n1"]
        type = "tap"
        ifname = "t"\
        """;
    LaunchPlan plan = plan("-device e1000,netdev=n0 -readconfig f -set netdev.n0.vhost=on");
    assertThat(filled(plan)).isEqualTo("-device e1000,netdev=n0 -readconfig /proc/self/fd/6");
    assertThat(plan.files()).extracting(PlannedFile::path).containsExactly("f");
    assertThat(copy(plan))
        .isEqualTo(
            """
            # a machine
            [netdev "n0"]
              type = "socket"
              fd = "5"
            # the bridge of the office
            [netdev "n1"]
            type = "tap"
            ifname = "t"\
            """);
    assertThat(plan.changes())
        .extracting(Change::text, Change::replacementText)
        .contains(
            tuple("-readconfig f", "-readconfig /proc/self/fd/6"),
            tuple("[netdev \"n0\"] in f", "type = \"socket\" fd = \"<descriptor>\""));
  }

  @Test
  void aFileIsCopiedOnceForAllItsSections() throws LaunchException {
    file =
        """
        [device "d0"]
          driver = "e1000"
          netdev = "n0"
        [netdev "n0"]
          type = "user"
          asks = "box"
        [device "d1"]
          driver = "e1000"
          netdev = "n1"
        [netdev "n1"]
          type = "user"
          asks = "hut"\
        """;
    LaunchPlan plan = run("-readconfig f -nodefaults");
    assertThat(filled(plan)).startsWith("-readconfig /proc/self/fd/6 -nodefaults");
    assertThat(plan.connections())
        .extracting(PlannedConnection::card, PlannedConnection::descriptor)
        .containsExactly(tuple("[device \"d0\"] in f", 5), tuple("[device \"d1\"] in f", 7));
    assertThat(copy(plan))
        .isEqualTo(
            """
            [device "d0"]
              driver = "e1000"
              netdev = "n0"
            [netdev "n0"]
              type = "socket"
              fd = "5"
            [device "d1"]
              driver = "e1000"
              netdev = "n1"
            [netdev "n1"]
              type = "socket"
              fd = "7"
            """);
  }

  private static String copy(LaunchPlan plan) {
    List<String> paths = Collections.nCopies(plan.connections().size(), "/s");
    return plan.filled(plan.files().get(0), paths);
  }

  @Test
  void aCardInAFileIsTheFirstCard() throws LaunchException {
    file = "[device \"d\"]\ndriver = \"e1000\"\n[device]\ndriver=\"e1000\"\n";
    assertThat(patched("-readconfig f -device e1000"))
        .isEqualTo(
            "-readconfig f -device e1000 -set device.d.netdev=qrap0"
                + " -netdev socket,fd=N,id=qrap0");
    assertThat(remarks("-readconfig f"))
        .containsExactly(
            "[device \"d\"] in f is now the only network card: QEMU alone would also have the card"
                + " of the board, and that one would have the first MAC address");
  }

  @Test
  void aCardInAFileWithoutAnIdIsChangedInACopy() throws LaunchException {
    file = "[device]\ndriver = \"e1000\"\n[device]";
    LaunchPlan plan = plan("-readconfig f");
    assertThat(filled(plan)).isEqualTo("-readconfig /proc/self/fd/6 -netdev socket,fd=5,id=qrap0");
    assertThat(copy(plan))
        .isEqualTo("[device]\n  netdev = \"qrap0\"\ndriver = \"e1000\"\n[device]");
  }

  @Test
  void aMachineInAFileIsTheMachine() throws LaunchException {
    file = "[machine]\ntype = \"board\"\n";
    assertThat(patched("-readconfig f")).contains(" -device board-nic,");
  }

  @Test
  void optionsWithoutAValueAreLeftToQemu() throws LaunchException {
    assertThat(patched("-device e1000,netdev=n0 -device {\"driver\":\"e1000\" -netdev"))
        .isEqualTo(
            "-device e1000,netdev=n0 -device {\"driver\":\"e1000\" -netdev"
                + " -netdev socket,fd=N,id=n0");
  }

  @Test
  void theDecisionsAreInTheOrderInWhichTheyWereMade() throws LaunchException {
    List<String> decisions = new ArrayList<>();
    for (Change change : plan("-netdev tap,id=n0 -device e1000,netdev=n0").changes()) {
      decisions.add(change.kind() + " " + change.text() + " > " + change.replacementText());
      assertThat(change.rule()).isEqualTo("keep");
    }
    assertThat(decisions)
        .containsExactly(
            "CHANGED -netdev tap,id=n0 > -netdev socket,fd=<descriptor>,id=n0", "REMARK  > ");
  }
}
