// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.launch;

import dev.qrap.core.LaunchException;
import dev.qrap.core.backend.BackendHost;
import dev.qrap.core.host.Host;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.launch.CachedHelp.Question;
import dev.qrap.core.plan.QemuCommand;
import dev.qrap.spi.BackendProgram;

/** The programs of backends on this host, and the routes that they need. */
record InstalledBackends(Host host, ProcessContext process) implements BackendHost {

  /** A line for each route of IPv4; the second field is the destination, proc(5). */
  private static final String ROUTES = "/proc/net/route";

  /** The destination of a default route. The gateway of any other route may look the same. */
  private static final String DEFAULT_ROUTE = "\t00000000\t";

  /** A line for each route of IPv6: destination and the length of its prefix come first. */
  private static final String ROUTES_6 = "/proc/net/ipv6_route";

  private static final String DEFAULT_ROUTE_6 = "0".repeat(32) + " 00 ";

  /** The interface of routes that lead nowhere: the kernel has a default one there. */
  private static final String LOOPBACK = " lo";

  @Override
  public String help(BackendProgram program) {
    QemuCommand command;
    try {
      command = new ProgramSearch(host, process).named(program.name(), "which qrap is to start");
    } catch (LaunchException notThere) {
      return "";
    }
    return new CachedHelp(host, host, process, command, Question.BACKEND, program.helpOption())
        .text();
  }

  @Override
  public boolean hasRouteOut(boolean ipv6) {
    try {
      String routes = host.read(ROUTES).content();
      return ipv6 ? hasRoute6() : hasRoute(routes);
    } catch (HostException e) {
      return true; // a host without /proc/net is no reason not to try
    }
  }

  private static boolean hasRoute(String routes) {
    int start = 0;
    while (start < routes.length()) {
      int endOfInterface = routes.indexOf('\t', start);
      if (endOfInterface >= 0 && routes.startsWith(DEFAULT_ROUTE, endOfInterface)) {
        return true;
      }
      int end = routes.indexOf('\n', start);
      start = end < 0 ? routes.length() : end + 1;
    }
    return false;
  }

  private boolean hasRoute6() {
    try {
      return hasRoute6(host.read(ROUTES_6).content());
    } catch (HostException e) {
      return false; // a host without IPv6
    }
  }

  private static boolean hasRoute6(String routes) {
    int start = 0;
    while (start < routes.length()) {
      int end = routes.indexOf('\n', start) < 0 ? routes.length() : routes.indexOf('\n', start);
      String line = routes.substring(start, end);
      if (line.startsWith(DEFAULT_ROUTE_6) && !line.endsWith(LOOPBACK)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }
}
