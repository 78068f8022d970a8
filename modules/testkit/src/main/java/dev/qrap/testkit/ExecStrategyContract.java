// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuInfo;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What an {@link ExecStrategy} keeps to.
 *
 * @since 0.1
 */
public abstract class ExecStrategyContract extends ExtensionContract<ExecStrategy> {

  /** Called by subclasses. */
  protected ExecStrategyContract() {
    super(ExecStrategy.class);
  }

  /** It has an answer for every QEMU. */
  @Test
  protected final void saysWhetherItIsAvailable() {
    assertNotNull(extension().available(new QemuInfo("/usr/bin/kvm", "x86_64")));
    assertNotNull(extension().available(new QemuInfo("/no/such/file", "")));
  }

  /** There is a key for the connection exactly where one is needed. */
  @Test
  protected final void leavesAHoleWhereItNeedsAConnection() {
    assertEquals(extension().need(), extension().need());
    Netdev netdev = extension().netdev();
    assertEquals(extension().need() == Need.NONE, netdev.connectionKey().isEmpty());
    assertEquals(netdev, extension().netdev());
  }

  /** The planner gives the type, the id and the connection; settings must not say them again. */
  @Test
  protected final void settingsAreItsOwn() {
    Netdev netdev = extension().netdev();
    Set<String> reserved = Set.of("id", "type", netdev.connectionKey());
    for (Property setting : netdev.settings()) {
      assertFalse(reserved.contains(setting.key()), setting::toString);
    }
  }
}
