// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.spi.AddedOption;
import dev.qrap.spi.Availability;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
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

  /** It has an answer for every guest, and for a no its reason in one line. */
  @Test
  protected final void saysWhetherItIsAvailable() {
    for (Guest guest : QemuFacts.guests()) {
      Availability availability = extension().available(guest);
      assertNotNull(availability, () -> "null for " + guest);
      assertTrue(
          availability.yes() || Lines.isOne(availability.reason()),
          () -> "not a line: '" + availability.reason() + "'");
    }
  }

  /** What it says depends on the guest alone: the plan is made before anything is connected. */
  @Test
  protected final void answersTheSameTwice() {
    ExecStrategy asked = extension();
    for (ExecStrategy again : List.of(asked, extension())) {
      assertEquals(asked.need(), again.need());
      assertEquals(asked.protocol(), again.protocol());
      assertEquals(asked.startsBackend(), again.startsBackend());
      for (Guest guest : QemuFacts.guests()) {
        assertEquals(asked.available(guest), again.available(guest));
        assertEquals(asked.recommended(guest), again.recommended(guest));
        if (worksFor(guest)) {
          assertEquals(asked.netdev(guest), again.netdev(guest));
          assertEquals(asked.options(guest), again.options(guest));
          assertEquals(asked.machineProperties(guest), again.machineProperties(guest));
          assertEquals(asked.needsSharedMemory(guest), again.needsSharedMemory(guest));
        }
      }
    }
  }

  /** {@link Netdev#connectionKey()}: one place is the connection exactly if one is needed. */
  @Test
  protected final void leavesAPlaceholderWhereItNeedsAConnection() {
    Need need = extension().need();
    assertNotNull(need, "null instead of a need");
    for (Guest guest : served()) {
      List<String> keys = new ArrayList<>();
      keys.add(extension().netdev(guest).connectionKey());
      extension().options(guest).forEach(option -> keys.add(option.connectionKey()));
      long placeholders = keys.stream().filter(key -> !key.isEmpty()).count();
      assertEquals(need == Need.NONE ? 0 : 1, placeholders, () -> need + " with the keys " + keys);
    }
  }

  /** The planner gives the type, the id and the connection; settings must not say them again. */
  @Test
  protected final void settingsAreItsOwn() {
    for (Guest guest : served()) {
      Netdev netdev = extension().netdev(guest);
      assertSaidOnce(netdev.settings(), "id", "type", netdev.connectionKey());
    }
  }

  /** {@link ExecStrategy#options}: their ids are new ones, and nothing is said twice. */
  @Test
  protected final void optionsAreItsOwn() {
    for (Guest guest : served()) {
      for (AddedOption option : extension().options(guest)) {
        List<Property> properties = option.properties();
        assertSaidOnce(properties, "type", "driver", "qom-type", option.connectionKey());
        for (Property property : properties) {
          assertTrue(
              !property.key().equals("id") || property.value().startsWith(guest.name()),
              () -> "not an id that begins with " + guest.name() + ": " + property);
        }
      }
      assertSaidOnce(extension().machineProperties(guest), "type");
    }
  }

  /** {@link ExecStrategy#needsSharedMemory}: what cannot be shared is not asked for. */
  @Test
  protected final void refusesMemoryThatItCannotUse() {
    for (Guest guest : served()) {
      assertTrue(
          guest.memory().shareable() || !extension().needsSharedMemory(guest),
          () -> "needs the memory of " + guest);
    }
  }

  /** {@link ExecStrategy#startsBackend}: what QEMU starts itself needs nothing before. */
  @Test
  protected final void needsNothingIfQemuStartsTheBackend() {
    assertTrue(
        extension().startsBackend().isEmpty() || extension().need() == Need.NONE,
        () -> "QEMU starts " + extension().startsBackend() + ", and it needs something");
  }

  private static void assertSaidOnce(List<Property> properties, String... saidByQrap) {
    Set<String> said = new HashSet<>(List.of(saidByQrap));
    for (Property property : properties) {
      boolean isItem = property.kind() == Property.Kind.LIST_ITEM;
      assertTrue(said.add(property.key()) || isItem, () -> "said twice: " + property);
    }
  }

  /** The guests for which it works. */
  private List<Guest> served() {
    return QemuFacts.guests().stream().filter(this::worksFor).toList();
  }

  private boolean worksFor(Guest guest) {
    Availability availability = extension().available(guest);
    return availability != null && availability.yes(); // null breaks another clause
  }
}
