// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.List;

/** A locator whose calls are watched and whose answers are checked. */
final class CheckedLocator extends CheckedPlugin<SocketLocator> implements SocketLocator {

  CheckedLocator(PluginInfo plugin, SocketLocator own, PluginCalls calls) {
    super(plugin, own, calls);
  }

  @Override
  public List<SocketCandidate> locate(LocatorContext from) {
    begin("locate");
    try {
      return WrongAnswer.list(own.locate(from));
    } finally {
      end();
    }
  }
}
