// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.FakeCatalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.spi.Attachment;
import dev.qrap.spi.BackendKind;
import dev.qrap.spi.BackendProgram;
import dev.qrap.spi.Confinement;
import dev.qrap.spi.InstalledProgram;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkFeature.OneFamily;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Probe;
import dev.qrap.spi.Recognition;
import dev.qrap.spi.SocketFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kind of backend is meant, and what is known of it before it is started. */
final class BackendsTest {

  /** A kind that a test makes up. */
  private static final class Toaster implements BackendKind {
    private final String name;
    private final Recognition recognition;
    private final boolean startable;
    private final List<String> told = new ArrayList<>();

    Toaster(String name, Recognition recognition, boolean startable) {
      this.name = name;
      this.recognition = recognition;
      this.startable = startable;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Recognition recognise(SocketFacts socket) {
      return recognition;
    }

    @Override
    public Probe probe() {
      throw new IllegalStateException("burnt");
    }

    @Override
    public Optional<BackendProgram> program() {
      return startable
          ? Optional.of(new BackendProgram("toastd", "", "--help", "install it"))
          : Optional.empty();
    }

    @Override
    public void installed(InstalledProgram program) {
      told.add(program.help());
    }

    @Override
    public boolean needsRouteOut() {
      return true;
    }

    @Override
    public Optional<Confinement> confinement() {
      return startable
          ? Optional.of(new Confinement("/etc/" + name, "no toast"))
          : Optional.empty();
    }
  }

  /** A host with a route of one family, or none. */
  private record Routes(boolean ipv4, boolean ipv6) implements BackendHost {
    @Override
    public String help(BackendProgram program) {
      return "help of " + program.name();
    }

    @Override
    public boolean hasRouteOut(boolean six) {
      return six ? ipv6 : ipv4;
    }
  }

  private final FakeCatalog fakes = new FakeCatalog();
  private BackendHost host = new Routes(true, true);

  private Backends backends(String preferred) {
    return new Backends(fakes.catalog(), preferred, host);
  }

  private static String name(LoadedPlugin<BackendKind> plugin) {
    return plugin.plugin().name();
  }

  private static SocketFacts socket() {
    return new SocketFacts() {
      @Override
      public String path() {
        return "/tmp/s";
      }

      @Override
      public List<String> commandLine() {
        return List.of();
      }

      @Override
      public boolean isListening(String path) {
        return false;
      }
    };
  }

  @Test
  void whoRecognisesASocketIsBelievedBeforeThoseWhoCannotTell() throws LaunchException {
    fakes
        .with(Kind.BACKEND, new Toaster("maybe", Recognition.UNKNOWN, true))
        .with(Kind.BACKEND, new Toaster("no", Recognition.NO, true))
        .with(Kind.BACKEND, new Toaster("sure", Recognition.YES, true));
    assertThat(name(backends("maybe").of(socket(), ""))).isEqualTo("sure");
  }

  @Test
  void amongThoseWhoCannotTellTheUsersWordDecidesThenTheFirst() throws LaunchException {
    fakes
        .with(Kind.BACKEND, new Toaster("a", Recognition.UNKNOWN, true))
        .with(Kind.BACKEND, new Toaster("b", Recognition.UNKNOWN, true))
        .with(Kind.BACKEND, new Toaster("c", Recognition.NO, true))
        .with(Kind.BACKEND, new Toaster("d", Recognition.UNKNOWN, true));
    assertThat(name(backends("").of(socket(), ""))).isEqualTo("a");
    assertThat(name(backends("").of(socket(), "b"))).isEqualTo("b");
    assertThat(name(backends("b").of(socket(), ""))).isEqualTo("b");
    assertThat(name(backends("b").of(socket(), "d"))).isEqualTo("d");
    assertThat(name(backends("c").of(socket(), "c"))).isEqualTo("a");
  }

  @Test
  void aSocketOfNoKnownKindIsAnError() {
    fakes.with(Kind.BACKEND, new Toaster("c", Recognition.NO, true));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> backends("").of(socket(), ""))
        .withMessageContaining("no plugin knows what kind of backend listens on /tmp/s");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, '', ''",
    "true, false, '', ''",
    "false, true, '', ''",
    "false, false, '', this host has no default route",
    "true, false, 4, ''",
    "false, true, 4, this host has no default route of IPv4",
    "true, false, 6, this host has no default route of IPv6",
    "false, true, 6, ''",
  })
  void aBackendThatNeedsARouteSaysWhichOneIsMissing(
      boolean ipv4, boolean ipv6, String family, String obstacle) throws LaunchException {
    host = new Routes(ipv4, ipv6);
    fakes.with(Kind.BACKEND, new Toaster("toaster", Recognition.NO, true));
    Backends backends = backends("");
    List<NetworkFeature> features =
        family.isEmpty() ? List.of() : List.of(new OneFamily("one", family.equals("6")));
    assertThat(backends.obstacle(backends.startable(""), new NetworkRequest(features)))
        .isEqualTo(obstacle.isEmpty() ? "" : obstacle + ", and toaster needs one");
  }

  @Test
  void aKindIsToldOnceOfItsProgram() throws LaunchException {
    Toaster toaster = new Toaster("toaster", Recognition.NO, true);
    fakes.with(Kind.BACKEND, toaster);
    Backends backends = backends("");
    LoadedPlugin<BackendKind> kind = backends.startable("toaster");
    assertThat(toaster.told).isEmpty();
    backends.support(kind, new OneFamily("one", true));
    backends.start(kind, NetworkRequest.NOTHING, new Attachment.Descriptor(3));
    assertThat(toaster.told).containsExactly("help of toastd");

    Toaster other = new Toaster("other", Recognition.NO, true);
    fakes.with(Kind.BACKEND, other);
    Backends more = backends("");
    more.start(more.startable("other"), NetworkRequest.NOTHING, new Attachment.Descriptor(3));
    assertThat(other.told).hasSize(1);
  }

  @Test
  void onlyAKindWithAProgramCanBeStarted() throws LaunchException {
    fakes
        .with(Kind.BACKEND, new Toaster("found", Recognition.NO, false))
        .with(Kind.BACKEND, new Toaster("started", Recognition.NO, true));
    assertThat(name(backends("").startable(""))).isEqualTo("started");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> backends("").startable("found"))
        .withMessage(
            "qrap cannot start a backend of the kind found; name another kind with start=");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> backends("").startable("fridge"))
        .withMessageContaining("called fridge; those known are found, started");
  }

  @Test
  void theUsualKindIsTheUsersOrTheFirstThatCanBeStarted() throws LaunchException {
    fakes
        .with(Kind.BACKEND, new Toaster("found", Recognition.NO, false))
        .with(Kind.BACKEND, new Toaster("started", Recognition.NO, true));
    assertThat(backends("").usual().map(BackendsTest::name)).contains("started");
    assertThat(backends("found").usual().map(BackendsTest::name)).contains("found");
    assertThat(backends("fridge").usual()).isEmpty();
  }

  @Test
  void theRulesThatLimitBackendsAreThoseOfAllKinds() throws LaunchException {
    fakes
        .with(Kind.BACKEND, new Toaster("found", Recognition.NO, false))
        .with(Kind.BACKEND, new Toaster("started", Recognition.NO, true));
    assertThat(backends("").confinements())
        .containsExactly(new Confinement("/etc/started", "no toast"));
  }

  @Test
  void aKindThatFailsIsNamedWithTheWayToDoWithoutIt() {
    fakes.with(Kind.BACKEND, new Toaster("toaster", Recognition.NO, true));
    Backends backends = backends("");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> backends.probe(backends.startable("")))
        .withMessageContaining("burnt")
        .withMessageEndingWith("; exclude it with exclude=backend:toaster");
  }
}
