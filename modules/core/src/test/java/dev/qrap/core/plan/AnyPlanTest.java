// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.backend.Backends;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.configuration.NicPolicy;
import dev.qrap.core.testing.AnyArguments;
import dev.qrap.core.testing.FakePlugins;
import dev.qrap.core.testing.FakeQemu;
import dev.qrap.core.testing.Plans;
import dev.qrap.core.testing.Processes;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the plan of every command line, whatever bytes it is made of. */
final class AnyPlanTest {

  private static final Backends NO_BACKENDS =
      new Backends(new FakeCatalog().catalog(), "", BackendHost.BARE);

  private static final QemuCommand KVM = new QemuCommand("kvm", "/usr/bin/kvm");

  @Provide
  Arbitrary<List<String>> lines() {
    return AnyArguments.arguments().list().ofMinSize(1).ofMaxSize(14);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void allThatIsNotRemovedStaysInOrderBeforeWhatIsAdded(@ForAll("lines") List<String> arguments)
      throws LaunchException {
    Invocation invocation = new Invocation(Invocation.Mode.PATCH, 0, "", arguments);
    LaunchPlan plan =
        new Planner(
                FakePlugins.usual().catalog(),
                Processes.of(List.of()),
                path -> "",
                Plans.settings(NicPolicy.REPLACE),
                NO_BACKENDS,
                RunningBackends.NONE)
            .plan(invocation, List.of(KVM), FakeQemu.of(KVM));

    List<Argument> removed = new ArrayList<>();
    List<Argument> added = new ArrayList<>();
    for (Change change : plan.changes()) {
      (change.kind() == Change.Kind.REMOVED ? removed : added).addAll(change.arguments());
    }
    int kept = plan.arguments().size() - added.size();
    assertThat(plan.arguments().subList(kept, plan.arguments().size())).isEqualTo(added);
    assertThat(kept).isEqualTo(arguments.size() - removed.size());
    int next = 0;
    for (String argument : arguments) {
      if (next < kept && plan.arguments().get(next).equals(Argument.of(argument))) {
        next++;
      } else {
        assertThat(removed.remove(Argument.of(argument))).as("removed: %s", argument).isTrue();
      }
    }
    assertThat(next).isEqualTo(kept);
    assertThat(removed).isEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyTwoFirstArgumentsAreAnInvocationOrAnError(@ForAll("lines") List<String> arguments) {
    try {
      Invocation invocation = Invocation.of(arguments, 1024);
      int dropped = invocation.mode() == Invocation.Mode.EXPLICIT ? 2 : 0;
      assertThat(invocation.arguments()).isEqualTo(arguments.subList(dropped, arguments.size()));
    } catch (LaunchException outOfRange) {
      assertThat(outOfRange).hasMessageContaining("out of range");
    }
  }
}
