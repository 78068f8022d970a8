// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.Backend.Provision;
import java.util.Set;

/** Who provides a backend of which type (QEMU documentation, "Network options"). */
final class BackendTypes {

  private static final Set<String> CONNECTIONS =
      Set.of("stream", "dgram", "socket", "vhost-user", "passt", "hubport");

  private BackendTypes() {}

  static Provision provision(String type) {
    if (type.equals("none")) {
      return Provision.NOBODY;
    }
    return CONNECTIONS.contains(type) ? Provision.CONNECTED : Provision.HOST;
  }
}
