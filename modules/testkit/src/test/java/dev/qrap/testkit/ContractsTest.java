// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.Addressing;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Inventory;
import dev.qrap.spi.Machine;
import dev.qrap.spi.MachineProfile;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.NicPlacement;
import dev.qrap.spi.NoPlacement;
import dev.qrap.spi.Placement;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuInfo;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import dev.qrap.spi.Surroundings;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contracts pass what keeps to them and catch what does not. */
final class ContractsTest {

  private static void assertPasses(ThrowingCallable contract) {
    assertThatCode(contract).doesNotThrowAnyException();
  }

  private static void assertCaught(String message, ThrowingCallable contract) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(contract)
        .withMessageContaining(message);
  }

  private record Filter(String name, Function<QemuOption, List<NetworkPart>> answer)
      implements ArgFilter {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return answer.apply(option);
    }
  }

  private static ArgFilterContract filter(Filter filter) {
    return new ArgFilterContract() {
      @Override
      protected ArgFilter extension() {
        return filter;
      }

      @Override
      protected List<List<String>> known() {
        return List.of(List.of("-device", "toaster"));
      }
    };
  }

  private static List<NetworkPart> toaster() {
    return List.of(new Nic("toaster", Nic.Attachment.NONE, ""));
  }

  @Test
  void aFilterRecognisesItsOptionsAndNoOthers() {
    Filter good =
        new Filter("x", option -> option.value().equals("toaster") ? toaster() : List.of());
    assertPasses(filter(good)::recognisesWhatItIsFor);
    assertPasses(filter(good)::leavesForeignOptionsAlone);

    assertCaught(
        "not recognised", filter(new Filter("x", any -> List.of()))::recognisesWhatItIsFor);
    assertCaught("Nic", filter(new Filter("x", any -> toaster()))::leavesForeignOptionsAlone);
  }

  @Test
  void aNameIsWellFormedAndConstant() {
    assertPasses(filter(new Filter("good-1.x", any -> List.of()))::nameIsWellFormed);
    assertPasses(filter(new Filter("good", any -> List.of()))::nameAndPriorityAreConstant);
    assertCaught(
        "not a name: 'Bad'", filter(new Filter("Bad", any -> List.of()))::nameIsWellFormed);
  }

  @Test
  void aPluginThatNoModuleProvidesIsCaught() {
    assertCaught(
        "does not say: provides", filter(new Filter("x", any -> List.of()))::moduleProvidesIt);
  }

  private record Profile(Function<Inventory, Placement> answer) implements MachineProfile {
    @Override
    public String name() {
      return "x";
    }

    @Override
    public boolean supports(Machine machine) {
      return machine.type().equals("toaster");
    }

    @Override
    public Placement place(Machine machine, Inventory inventory, Addressing addressing) {
      return answer.apply(inventory);
    }
  }

  private static MachineProfileContract profile(
      String machine, Function<Inventory, Placement> answer) {
    return new MachineProfileContract() {
      @Override
      protected MachineProfile extension() {
        return new Profile(answer);
      }

      @Override
      protected Machine machine() {
        return CommandLine.parse(List.of("-machine", machine)).machine("x86_64");
      }
    };
  }

  private static Placement slot(int number) {
    return new NicPlacement(
        "nic", List.of(Property.number("slot", number)), List.of(), "it is free");
  }

  @Test
  void aProfileGivesEveryAddressOnceAndThenNone() {
    MachineProfileContract good =
        profile(
            "toaster",
            inventory -> {
              int used = inventory.devices().size();
              return used < 9 ? slot(used) : new NoPlacement("all slots are taken");
            });
    assertPasses(good::supportsItsMachine);
    assertPasses(good::placesACardInAnEmptyMachine);
    assertPasses(good::answersTheSameTwice);
    assertPasses(good::neverGivesAnAddressThatIsTaken);

    assertCaught("", profile("other", any -> slot(1))::supportsItsMachine);
    assertCaught(
        "NoPlacement",
        profile("toaster", any -> new NoPlacement("full"))::placesACardInAnEmptyMachine);
    assertCaught("given twice", profile("toaster", any -> slot(1))::neverGivesAnAddressThatIsTaken);
  }

  @Test
  void aProfileThatSeesOnlyPlainDevicesIsCaught() {
    MachineProfileContract plainOnly =
        profile(
            "toaster",
            inventory -> {
              int used = 0;
              for (QemuOption device : inventory.devices()) {
                used += device.notation() == QemuOption.Notation.PLAIN ? 1 : 0;
              }
              return used < 9 ? slot(used) : new NoPlacement("all slots are taken");
            });
    assertCaught("given twice", plainOnly::neverGivesAnAddressThatIsTaken);
  }

  private record Locator(Function<Surroundings, List<String>> answer) implements SocketLocator {
    @Override
    public String name() {
      return "x";
    }

    @Override
    public List<SocketCandidate> locate(Surroundings from) {
      return answer.apply(from).stream().map(SocketCandidate::new).toList();
    }
  }

  private static SocketLocatorContract locator(Function<Surroundings, List<String>> answer) {
    return new SocketLocatorContract() {
      @Override
      protected SocketLocator extension() {
        return new Locator(answer);
      }
    };
  }

  @Test
  void aLocatorNamesEachSocketOnceAndTheConfiguredOneAlone() {
    SocketLocatorContract good =
        locator(
            from ->
                from.configuredSocket().isEmpty()
                    ? List.of("/a", "/b")
                    : List.of(from.configuredSocket()));
    assertPasses(good::namesEachCandidateOnce);
    assertPasses(good::answersTheSameTwice);
    assertPasses(good::copesWithAnEmptyEnvironment);
    assertPasses(good::offersNothingBesideAConfiguredSocket);

    assertCaught("", locator(any -> List.of("/a", "/b", "/a"))::namesEachCandidateOnce);
    assertCaught("", locator(any -> List.of("/a"))::offersNothingBesideAConfiguredSocket);
  }

  private record Strategy(Availability availability, Need need, Netdev netdev)
      implements ExecStrategy {
    @Override
    public String name() {
      return "x";
    }

    @Override
    public Availability available(QemuInfo qemu) {
      return availability;
    }
  }

  private static ExecStrategyContract strategy(Need need, String connectionKey, String setting) {
    Netdev netdev = new Netdev("socket", connectionKey, List.of(Property.text(setting, "y")));
    return new ExecStrategyContract() {
      @Override
      protected ExecStrategy extension() {
        return new Strategy(Availability.YES, need, netdev);
      }
    };
  }

  @Test
  void aStrategyLeavesAHoleWhereItNeedsOneAndReservedKeysAlone() {
    ExecStrategyContract good = strategy(Need.CONNECTED_DESCRIPTOR, "fd", "x");
    assertPasses(good::saysWhetherItIsAvailable);
    assertPasses(good::leavesAHoleWhereItNeedsAConnection);
    assertPasses(good::settingsAreItsOwn);
    assertPasses(strategy(Need.NONE, "", "x")::leavesAHoleWhereItNeedsAConnection);

    assertCaught("", strategy(Need.LIVE_PATH, "", "x")::leavesAHoleWhereItNeedsAConnection);
    assertCaught("", strategy(Need.NONE, "fd", "x")::leavesAHoleWhereItNeedsAConnection);
    assertCaught("id", strategy(Need.NONE, "", "id")::settingsAreItsOwn);
    assertCaught("fd", strategy(Need.LIVE_PATH, "fd", "fd")::settingsAreItsOwn);
  }
}
