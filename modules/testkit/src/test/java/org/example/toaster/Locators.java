// SPDX-License-Identifier: Apache-2.0
package org.example.toaster;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Locators of {@code toaster.socket} in the folders that the environment names. */
public final class Locators {

  private Locators() {}

  private static SocketCandidate in(String folder) {
    return new SocketCandidate(folder + "/toaster.socket");
  }

  /** Keeps to the contract; the others differ from it. */
  public static class Good implements SocketLocator {

    @Override
    public String name() {
      return "org.example.toaster";
    }

    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      return from.configuredSocket().isEmpty()
          ? defaults(from.environment().getOrDefault("HOME", ""))
          : List.of(new SocketCandidate(from.configuredSocket()));
    }

    List<SocketCandidate> defaults(String home) {
      return home.isEmpty() ? List.of(in("/run")) : List.of(in("/run"), in(home));
    }
  }

  @Breaks("namesEachCandidateOnce")
  public static final class Twice extends Good {
    @Override
    List<SocketCandidate> defaults(String home) {
      return List.of(in("/run"), in(home + "/"), in("/run"));
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class AnswerOnce extends Good {

    private boolean answered;

    @Override
    List<SocketCandidate> defaults(String home) {
      List<SocketCandidate> answer = answered ? List.of() : super.defaults(home);
      answered = true;
      return answer;
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class AnswerOfEachInstance extends Good {

    private static int instances;

    private final int instance = instances++;

    @Override
    List<SocketCandidate> defaults(String home) {
      return List.of(in("/run/" + instance));
    }
  }

  @Breaks("copesWithAnEmptyEnvironment")
  public static final class FailingWithoutHome extends Good {
    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      if (!from.environment().containsKey("HOME")) {
        throw new IllegalStateException("no HOME");
      }
      return super.locate(from);
    }
  }

  @Breaks("copesWithAnEmptyEnvironment")
  public static final class FailingWithAnEmptyHome extends Good {
    @Override
    List<SocketCandidate> defaults(String home) {
      return List.of(new SocketCandidate(home));
    }

    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      return from.environment().containsKey("HOME") ? super.locate(from) : List.of();
    }
  }

  @Breaks("copesWithAnEmptyEnvironment")
  public static final class NullWithoutHome extends Good {
    @Override
    List<SocketCandidate> defaults(String home) {
      return home.isEmpty() ? null : super.defaults(home);
    }
  }

  @Breaks("copesWithAnEmptyEnvironment")
  public static final class NullCandidateWithoutHome extends Good {
    @Override
    List<SocketCandidate> defaults(String home) {
      return home.isEmpty() ? Collections.singletonList(null) : super.defaults(home);
    }
  }

  @Breaks("namesByteStrings")
  public static final class Decoder extends Good {
    @Override
    List<SocketCandidate> defaults(String home) {
      byte[] bytes = home.getBytes(StandardCharsets.ISO_8859_1);
      return super.defaults(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Breaks("offersNothingBesideAConfiguredSocket")
  public static final class Stubborn extends Good {
    @Override
    public List<SocketCandidate> locate(LocatorContext from) {
      List<SocketCandidate> candidates = new ArrayList<>(super.locate(from));
      if (!from.configuredSocket().isEmpty()) {
        candidates.addAll(defaults("/home"));
      }
      return candidates;
    }
  }
}
