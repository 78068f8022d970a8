// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What an {@link ExecStrategy} keeps to; each test is a clause.
 *
 * @since 0.1
 */
public abstract class ExecStrategyContract extends ExtensionContract<ExecStrategy> {

  /** Called by subclasses. */
  protected ExecStrategyContract() {
    super(ExecStrategy.class);
  }

  /** It has an answer for every QEMU, and for a no its reason in one line. */
  @Test
  protected final void saysWhetherItIsAvailable() {
    for (QemuInfo qemu : QemuFacts.qemus()) {
      Availability availability = extension().available(qemu);
      assertNotNull(availability, () -> "null for " + qemu);
      assertTrue(
          availability.yes() || Lines.isOne(availability.reason()),
          () -> "not a line: '" + availability.reason() + "'");
    }
  }

  /** What it says depends on the QEMU alone: the plan is made before anything is connected. */
  @Test
  protected final void answersTheSameTwice() {
    ExecStrategy asked = extension();
    for (ExecStrategy again : List.of(asked, extension())) {
      assertEquals(asked.need(), again.need());
      for (QemuInfo qemu : QemuFacts.qemus()) {
        assertEquals(asked.available(qemu), again.available(qemu));
        assertEquals(asked.recommended(qemu), again.recommended(qemu));
        if (worksWith(qemu)) {
          assertEquals(asked.netdev(qemu), again.netdev(qemu));
        }
      }
    }
  }

  /** {@link Netdev#connectionKey()}: there is one exactly if a connection is needed. */
  @Test
  protected final void leavesAPlaceholderWhereItNeedsAConnection() {
    Need need = extension().need();
    assertNotNull(need, "null instead of a need");
    for (Netdev netdev : netdevs()) {
      String key = netdev.connectionKey();
      assertEquals(need == Need.NONE, key.isEmpty(), () -> need + " with the key '" + key + "'");
    }
  }

  /** The planner gives the type, the id and the connection; settings must not say them again. */
  @Test
  protected final void settingsAreItsOwn() {
    for (Netdev netdev : netdevs()) {
      Set<String> said = new HashSet<>(Set.of("id", "type"));
      said.add(netdev.connectionKey());
      for (Property setting : netdev.settings()) {
        assertTrue(said.add(setting.key()), () -> "said twice: " + setting);
      }
    }
  }

  /** What it says to each QEMU with which it works. */
  private List<Netdev> netdevs() {
    List<Netdev> netdevs = new ArrayList<>();
    for (QemuInfo qemu : QemuFacts.qemus()) {
      if (worksWith(qemu)) {
        netdevs.add(extension().netdev(qemu));
      }
    }
    return netdevs;
  }

  private boolean worksWith(QemuInfo qemu) {
    Availability availability = extension().available(qemu);
    return availability != null && availability.yes(); // null breaks another clause
  }
}
