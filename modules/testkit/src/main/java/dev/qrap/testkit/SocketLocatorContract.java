// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a {@link SocketLocator} keeps to; each test is a clause. That it touches no file cannot be
 * tested here.
 *
 * @since 0.1
 */
public abstract class SocketLocatorContract extends ExtensionContract<SocketLocator> {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOME", "/home/user", "XDG_RUNTIME_DIR", "/run/user/1000", "USER", "user");

  /** The bytes of {@code /home/€}: who decodes them makes a char that is no byte. */
  private static final String NOT_ASCII = "/home/\u00e2\u0082\u00ac";

  /** Called by subclasses. */
  protected SocketLocatorContract() {
    super(SocketLocator.class);
  }

  /** No candidate comes twice: each would be tried twice. */
  @Test
  protected final void namesEachCandidateOnce() {
    List<SocketCandidate> candidates = locate("", ENVIRONMENT);
    assertEquals(candidates.size(), new HashSet<>(candidates).size(), candidates::toString);
  }

  /** The answer depends on the argument alone. */
  @Test
  protected final void answersTheSameTwice() {
    SocketLocator asked = extension();
    LocatorContext from = new LocatorContext("", ENVIRONMENT);
    List<SocketCandidate> first = asked.locate(from);
    assertEquals(first, asked.locate(from));
    assertEquals(first, extension().locate(from));
  }

  /** libvirt passes next to no environment, and people set variables to nothing. */
  @Test
  protected final void copesWithAnEmptyEnvironment() {
    locate("", Map.of());
    locate("", Map.of("HOME", "", "XDG_RUNTIME_DIR", "", "USER", ""));
  }

  /** {@link SocketCandidate#path()}: a path is a byte string, made of byte strings. */
  @Test
  protected final void namesByteStrings() {
    Map<String, String> environment = Map.of("HOME", NOT_ASCII, "XDG_RUNTIME_DIR", NOT_ASCII);
    for (SocketCandidate candidate : locate("", environment)) {
      assertTrue(
          candidate.path().chars().allMatch(c -> c <= 0xff),
          () -> "not one byte a char: " + candidate.path());
    }
  }

  /** If the user has configured a socket, that one is the only candidate. */
  @Test
  protected final void offersNothingBesideAConfiguredSocket() {
    String configured = "/run/user/1000/with space\u00ff.socket";
    for (SocketCandidate candidate : locate(configured, ENVIRONMENT)) {
      assertEquals(configured, candidate.path());
    }
  }

  private List<SocketCandidate> locate(String configured, Map<String, String> environment) {
    List<SocketCandidate> candidates =
        extension().locate(new LocatorContext(configured, environment));
    assertNotNull(candidates, "null instead of a list");
    candidates.forEach(candidate -> assertNotNull(candidate, "a null among the candidates"));
    return candidates;
  }
}
