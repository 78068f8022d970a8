// SPDX-License-Identifier: Apache-2.0
package dev.qrap.backend.passt;

import dev.qrap.spi.BackendKind;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;

/** {@code passt --vhost-user}: passt of 2025 and later, which listens on the same paths. */
public final class PasstVhostUserKind implements BackendKind {

  @Override
  public String name() {
    return "passt-vhost-user";
  }

  @Override
  public Protocol protocol() {
    return Protocol.VHOST_USER;
  }

  @Override
  public Recognition recognise(SocketFacts socket) {
    return VhostUser.listens(socket) ? Recognition.YES : Recognition.NO;
  }

  /** It must not get one: what is not vhost-user ends it. */
  @Override
  public Probe probe() {
    return new Probe("", false);
  }
}
