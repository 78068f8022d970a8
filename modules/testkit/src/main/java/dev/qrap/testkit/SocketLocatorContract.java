// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import dev.qrap.spi.Surroundings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a {@link SocketLocator} keeps to.
 *
 * @since 0.1
 */
public abstract class SocketLocatorContract extends ExtensionContract<SocketLocator> {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOME", "/home/user", "XDG_RUNTIME_DIR", "/run/user/1000");

  /** Called by subclasses. */
  protected SocketLocatorContract() {
    super(SocketLocator.class);
  }

  /** No candidate comes twice: each would be tried twice. */
  @Test
  protected final void namesEachCandidateOnce() {
    List<SocketCandidate> candidates = locate("", ENVIRONMENT);
    assertEquals(candidates.size(), new HashSet<>(candidates).size());
  }

  /** The answer depends on the argument alone. */
  @Test
  protected final void answersTheSameTwice() {
    assertEquals(locate("", ENVIRONMENT), locate("", ENVIRONMENT));
  }

  /** An empty environment is no reason to fail: libvirt passes next to nothing. */
  @Test
  protected final void copesWithAnEmptyEnvironment() {
    assertEquals(locate("", Map.of()), locate("", Map.of()));
  }

  /** Where the user has configured a socket, that one is the only candidate. */
  @Test
  protected final void offersNothingBesideAConfiguredSocket() {
    String configured = "/run/user/1000/with space\u00ff.socket";
    for (SocketCandidate candidate : locate(configured, ENVIRONMENT)) {
      assertEquals(configured, candidate.path());
    }
  }

  private List<SocketCandidate> locate(String configured, Map<String, String> environment) {
    return extension().locate(new Surroundings(configured, environment));
  }
}
