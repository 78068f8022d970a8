// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.gvproxy;

import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import dev.qrap.spi.StartCommand.FollowUp;

/** How gvproxy is asked to forward a port: the HTTP service on its {@code -listen} socket. */
final class Forwarding {

  private static final String EXPOSE = "/services/forwarder/expose";

  /** What its DHCP server gives to its first client; 192.168.127.2 is kept for Podman's machine. */
  private static final String FIRST_GUEST = "192.168.127.3";

  private Forwarding() {}

  /** The request for one port, for people. */
  static String of(ForwardedPorts ports, int port) {
    return EXPOSE + " " + body(ports, port);
  }

  static FollowUp request(String service, ForwardedPorts ports, int port) {
    String body = body(ports, port);
    String request =
        ("POST " + EXPOSE + " HTTP/1.1\r\nHost: gvproxy\r\nContent-Type: application/json\r\n")
            + ("Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n")
            + body;
    String purpose = "forward " + ports.protocol() + " port " + port;
    return new FollowUp(service, request, "HTTP/1.1 200", purpose);
  }

  private static String body(ForwardedPorts ports, int port) {
    String guest = ports.guestAddress().isEmpty() ? FIRST_GUEST : ports.guestAddress();
    String local = bracketed(ports.hostAddress()) + ":" + port;
    String remote = bracketed(guest) + ":" + (ports.guestFirst() + port - ports.first());
    return ("{\"local\":\"" + local + "\",\"remote\":\"" + remote)
        + ("\",\"protocol\":\"" + ports.protocol() + "\"}");
  }

  private static String bracketed(String address) {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }
}
