// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.core.LaunchException;
import dev.qrap.core.catalog.Catalog;
import dev.qrap.core.catalog.Kind;
import dev.qrap.core.catalog.LoadedPlugin;
import dev.qrap.core.catalog.WrongAnswer;
import dev.qrap.spi.AddedOption;
import dev.qrap.spi.ExecStrategy;
import dev.qrap.spi.Guest;
import dev.qrap.spi.Machine;
import dev.qrap.spi.Need;
import dev.qrap.spi.Netdev;
import dev.qrap.spi.Property;
import dev.qrap.spi.Protocol;
import dev.qrap.spi.QemuInfo;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways in which a QEMU can get to a backend: what the strategies say of them. */
public final class Strategies {

  /** What helps if a strategy cannot be written as the line has the backend. */
  private static final String INSTEAD =
      "give the card as -device and its backend as -netdev, or say exec=descriptor";

  /** Why a strategy that needs a path cannot be used with a backend that qrap starts. */
  private static final String NO_PATH =
      "QEMU would connect to a socket by its path, and the backend that qrap starts has none;"
          + " say exec=descriptor, or name a socket and say start=no";

  private final Catalog catalog;
  private final QemuInfo qemu;
  private final Machine machine;
  private final List<QemuOption> line;

  /** How many connections there are by now. */
  private int connections;

  /**
   * The strategies for a command line.
   *
   * @param catalog the plugins
   * @param qemu the QEMU that will run
   * @param machine the machine that the line describes
   * @param line its options
   */
  Strategies(Catalog catalog, QemuInfo qemu, Machine machine, List<QemuOption> line) {
    this.catalog = catalog;
    this.qemu = qemu;
    this.machine = machine;
    this.line = List.copyOf(line);
  }

  /**
   * The strategies as they are if there is no command line yet.
   *
   * @param catalog the plugins
   * @param qemu the QEMU that would run
   * @return the strategies
   */
  public static Strategies forNoGuest(Catalog catalog, QemuInfo qemu) {
    Machine machine = new Machine(qemu.architecture(), "", List.of(), true);
    return new Strategies(catalog, qemu, machine, List.of());
  }

  private Guest guest(String card) {
    String name = FreshIds.of(line, "qrap", connections);
    return new Guest(qemu, machine, card, SharedMemory.of(line, machine).memory(), name);
  }

  /**
   * What a strategy says.
   *
   * @param name its name
   * @param refusal why it is not available with this QEMU, for people; empty if it is
   * @param netdev what it makes QEMU's {@code -netdev} say, with placeholders; empty if it is not
   *     available
   */
  public record Statement(String name, String refusal, String netdev) {}

  /**
   * What each strategy says, for {@code qrap doctor}.
   *
   * @return in the order in which a launch asks them
   * @throws LaunchException if a setting names a strategy that cannot be used
   */
  public List<Statement> statements() throws LaunchException {
    List<Statement> statements = new ArrayList<>();
    for (LoadedPlugin<ExecStrategy> plugin : catalog.active(Kind.EXEC)) {
      Answers answers = new Answers(plugin.extension(), guest(""));
      try {
        String refusal = answers.refusal();
        String netdev =
            refusal.isEmpty() ? answers.connection().write(List.of(), false).display() : "";
        statements.add(new Statement(plugin.plugin().name(), refusal, netdev));
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, answers.asked, failure);
      }
    }
    return statements;
  }

  /**
   * What must be there before QEMU starts if its backend is a {@code -netdev}.
   *
   * @return what the strategy needs that a launch would use
   * @throws LaunchException if none is available
   */
  public Need need() throws LaunchException {
    return connection("netdev", "", false).need();
  }

  /**
   * How QEMU gets to a backend. Each call makes one more connection.
   *
   * @param option the name of the option that will say it: {@code netdev}, {@code nic}, ...
   * @param card QEMU's name of the card's device; empty if the board decides
   * @param starts whether qrap starts the backend, which then has no path that stays
   */
  Connection connection(String option, String card, boolean starts) throws LaunchException {
    Guest guest = guest(card);
    List<String> unavailable = new ArrayList<>();
    unavailable.add("no way to connect " + qemu.path() + " to a backend");
    Wanted wanted = new Wanted(option, guest, starts);
    Optional<Connection> connection = best(wanted, true, unavailable);
    if (connection.isEmpty()) {
      connection = best(wanted, false, unavailable);
    }
    if (connection.isEmpty()) {
      throw catalog.nothingLeft(Kind.EXEC, unavailable);
    }
    connections++;
    return connection.get();
  }

  /**
   * What a connection must be like.
   *
   * @param option the name of the option that will say it
   * @param guest what the strategies are asked about
   * @param starts whether qrap starts the backend
   */
  private record Wanted(String option, Guest guest, boolean starts) {}

  /**
   * The strategy to use, of qrap's own or of those of others; empty if none of them is available. A
   * strategy of somebody else is used only if none of qrap's own is, or if a setting names it.
   *
   * @param unavailable gets why they are not
   */
  private Optional<Connection> best(Wanted wanted, boolean ours, List<String> unavailable)
      throws LaunchException {
    Optional<Connection> connection = Optional.empty();
    if (catalog.prefersRecommended()) {
      connection = first(wanted, ours, true, new ArrayList<>());
    }
    return connection.isPresent() ? connection : first(wanted, ours, false, unavailable);
  }

  /**
   * The first strategy that is available; empty if none is.
   *
   * @param ours whether it must be qrap's own or must not
   * @param recommended whether it must also recommend itself
   * @param unavailable gets why the others are not
   */
  private Optional<Connection> first(
      Wanted wanted, boolean ours, boolean recommended, List<String> unavailable)
      throws LaunchException {
    for (LoadedPlugin<ExecStrategy> plugin : catalog.active(Kind.EXEC)) {
      if (plugin.plugin().isOurs() != ours) {
        continue;
      }
      Answers answers = new Answers(plugin.extension(), wanted.guest());
      try {
        String reason = answers.refusal();
        if (reason.isEmpty() && recommended && !answers.isRecommended()) {
          continue;
        }
        if (reason.isEmpty()) {
          Connection connection = answers.connection();
          reason = unfit(connection, wanted);
          if (reason.isEmpty()) {
            return Optional.of(connection);
          }
        }
        unavailable.add("  " + plugin.plugin().name() + " is not available: " + reason);
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, answers.asked, failure);
      }
    }
    return Optional.empty();
  }

  /** Why a connection is not what is wanted; empty if it is. */
  private static String unfit(Connection connection, Wanted wanted) {
    if (!connection.fits(wanted.option())) {
      return "QEMU takes it as -netdev alone, not as -" + wanted.option() + "; " + INSTEAD;
    }
    return wanted.starts() && connection.need() == Need.SOCKET_PATH ? NO_PATH : "";
  }

  /** What a strategy answers for a guest, checked, and which of its methods was asked last. */
  private final class Answers {

    private final ExecStrategy strategy;
    private final Guest guest;
    private String asked = "available";

    Answers(ExecStrategy strategy, Guest guest) {
      this.strategy = strategy;
      this.guest = guest;
    }

    /** Why it is not available; empty if it is. */
    String refusal() {
      return WrongAnswer.notNull(strategy.available(guest)).reason();
    }

    boolean isRecommended() {
      asked = "recommended";
      return strategy.recommended(guest);
    }

    Connection connection() {
      asked = "need";
      Need need = WrongAnswer.notNull(strategy.need());
      asked = "protocol";
      Protocol protocol = WrongAnswer.notNull(strategy.protocol());
      asked = "netdev";
      Netdev netdev = WrongAnswer.notNull(strategy.netdev(guest));
      asked = "options";
      List<AddedOption> options = WrongAnswer.list(strategy.options(guest));
      asked = "machineProperties";
      List<Property> properties = WrongAnswer.list(strategy.machineProperties(guest));
      asked = "needsSharedMemory";
      if (strategy.needsSharedMemory() && connections == 0) {
        SharedMemory memory = SharedMemory.of(line, machine);
        options = joined(memory.options(guest.name()), options);
        properties = joined(memory.machineProperties(guest.name()), properties);
      }
      return new Connection(connections, need, protocol, netdev, options, properties);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
      List<T> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
  }
}
