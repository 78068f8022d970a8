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

  private final Catalog catalog;
  private final QemuInfo qemu;
  private final Machine machine;
  private final List<QemuOption> line;

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
    return new Guest(
        qemu, machine, card, SharedMemory.of(line, machine).memory(), FreshIds.of(line, "qrap"));
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
    return connection("netdev", "").need();
  }

  /**
   * How QEMU gets to the backend.
   *
   * @param option the name of the option that will say it: {@code netdev}, {@code nic}, ...
   * @param card QEMU's name of the card's device; empty if the board decides
   */
  Connection connection(String option, String card) throws LaunchException {
    Guest guest = guest(card);
    StringBuilder unavailable = new StringBuilder();
    Optional<Connection> connection = best(option, guest, true, unavailable);
    if (connection.isEmpty()) {
      connection = best(option, guest, false, unavailable);
    }
    if (connection.isEmpty()) {
      throw catalog.nothingLeft(
          Kind.EXEC, "no way to connect " + qemu.path() + " to a backend" + unavailable);
    }
    return connection.get();
  }

  /**
   * The strategy to use, of qrap's own or of those of others; empty if none of them is available. A
   * strategy of somebody else is used only if none of qrap's own is, or if a setting names it.
   *
   * @param unavailable gets why they are not
   */
  private Optional<Connection> best(
      String option, Guest guest, boolean ours, StringBuilder unavailable) throws LaunchException {
    Optional<Connection> connection = Optional.empty();
    if (catalog.prefersRecommended()) {
      connection = first(option, guest, ours, true, new StringBuilder());
    }
    return connection.isPresent() ? connection : first(option, guest, ours, false, unavailable);
  }

  /**
   * The first strategy that is available; empty if none is.
   *
   * @param ours whether it must be qrap's own or must not
   * @param recommended whether it must also recommend itself
   * @param unavailable gets why the others are not
   */
  private Optional<Connection> first(
      String option, Guest guest, boolean ours, boolean recommended, StringBuilder unavailable)
      throws LaunchException {
    for (LoadedPlugin<ExecStrategy> plugin : catalog.active(Kind.EXEC)) {
      if (plugin.plugin().isOurs() != ours) {
        continue;
      }
      Answers answers = new Answers(plugin.extension(), guest);
      try {
        String reason = answers.refusal();
        if (reason.isEmpty() && recommended && !answers.isRecommended()) {
          continue;
        }
        if (reason.isEmpty()) {
          Connection connection = answers.connection();
          if (connection.fits(option)) {
            return Optional.of(connection);
          }
          reason = "QEMU takes it as -netdev alone, not as -" + option + "; " + INSTEAD;
        }
        unavailable.append("\n  ").append(plugin.plugin().name()).append(" is not available: ");
        unavailable.append(reason);
      } catch (RuntimeException | LinkageError failure) {
        catalog.reject(plugin, answers.asked, failure);
      }
    }
    return Optional.empty();
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
      if (strategy.needsSharedMemory()) {
        SharedMemory memory = SharedMemory.of(line, machine);
        options = joined(memory.options(guest.name()), options);
        properties = joined(memory.machineProperties(guest.name()), properties);
      }
      return new Connection(need, protocol, netdev, options, properties);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
      List<T> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
  }
}
