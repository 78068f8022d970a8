// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.core.commandline.CommandLine;
import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.CardLink;
import dev.qrap.spi.HubPort;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Nic;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.QemuOption.Notation;
import dev.qrap.spi.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What an {@link ArgFilter} keeps to; each test is a clause.
 *
 * @since 0.1
 */
public abstract class ArgFilterContract extends ExtensionContract<ArgFilter> {

  /** Options that have nothing to do with the network, and broken ones. */
  private static final List<String> FOREIGN =
      List.of(
          "-nographic",
          "-m",
          "256",
          "-device",
          "virtio-rng-pci",
          "-device",
          "",
          "-device",
          "{\"driver\":",
          "-drive",
          "file=e1000,if=virtio",
          "-append",
          "-net -netdev e1000",
          "-name",
          "-device",
          "disk.img",
          "-set",
          "",
          "-set",
          "device",
          "-set",
          "device..x=y",
          "-object",
          "rng-random,id=r0",
          "-object",
          "{}",
          "-netdevice",
          "user",
          "--",
          "-");

  private static final Machine MACHINE = QemuFacts.machine("x86_64", "pc-q35-7.2");

  /** Called by subclasses. */
  protected ArgFilterContract() {
    super(ArgFilter.class);
  }

  /**
   * Command lines of one option each that the filter knows.
   *
   * @return for instance {@code List.of(List.of("-device", "e1000,netdev=n0"))}; not empty. The
   *     more ways of writing them, the more is tested
   */
  protected abstract List<List<String>> known();

  /** It recognises what it is for. */
  @Test
  protected final void recognisesWhatItIsFor() {
    assertFalse(known().isEmpty(), "what is it for?");
    for (QemuOption option : knownOptions()) {
      assertFalse(examine(option).isEmpty(), () -> "not recognised: " + option);
    }
  }

  /** {@link ArgFilter#optionNames}: a launch does not ask it about others. */
  @Test
  protected final void namesTheOptionsThatItRecognises() {
    List<String> names = extension().optionNames();
    assertNotNull(names, "null");
    for (QemuOption option : knownOptions()) {
      assertTrue(
          names.isEmpty() || names.contains(option.name()),
          () -> "not among optionNames: " + option.name());
    }
  }

  /** {@link QemuOption}: of an option in a file there is no text, only keys and values. */
  @Test
  protected final void recognisesItInAFile() {
    for (QemuOption option : knownOptions()) {
      if (!option.properties().isEmpty()) {
        assertEquals(examine(option), examine(inFile(option)));
      }
    }
  }

  /** The answer depends on the arguments alone, not on what else was asked. */
  @Test
  protected final void answersTheSameTwice() {
    ArgFilter asked = extension();
    for (QemuOption option : knownOptions()) {
      List<NetworkPart> first = asked.examine(option, MACHINE);
      assertEquals(first, asked.examine(option, MACHINE));
      assertEquals(first, extension().examine(option, MACHINE));
    }
  }

  /** It leaves alone what it is not for, however broken that is. */
  @Test
  protected final void leavesForeignOptionsAlone() {
    for (QemuOption option : CommandLine.parse(FOREIGN).options()) {
      assertEquals(List.of(), examine(option), option::toString);
    }
  }

  /** What it is for may be broken off anywhere, or have no value: it answers, whatever it is. */
  @Test
  protected final void copesWithBrokenOptions() {
    for (QemuOption option : knownOptions()) {
      for (int end = 0; end < option.value().length(); end++) {
        examine(CommandLine.option(0, option.name(), option.value().substring(0, end)));
      }
      examine(CommandLine.option(0, option.name(), "{}"));
      examine(new QemuOption(0, option.name(), "", Notation.NONE, List.of()));
    }
  }

  /** It answers for each option of the lines that QEMU is started with in practice. */
  @Test
  protected final void copesWithWholeLines() {
    for (List<String> line : CommandLines.all()) {
      for (QemuOption option : CommandLine.parse(line).options()) {
        examine(option);
      }
    }
  }

  /** Each id that it finds is one that the option says. */
  @Test
  protected final void findsNoIdsOfItsOwn() {
    for (QemuOption option : knownOptions()) {
      for (NetworkPart part : examine(option)) {
        String id = id(part);
        assertTrue(
            id.isEmpty()
                || option.properties().stream()
                    .anyMatch(said -> said.key().contains(id) || said.value().contains(id)),
            () -> part + " is not in " + option);
      }
    }
  }

  /** {@link Backend#keptKeys()}: another backend has another type, and cards find it by the id. */
  @Test
  protected final void keepsTheIdOfABackendAndNotItsType() {
    for (Backend backend : knownBackends()) {
      assertFalse(backend.keptKeys().contains("type"), backend::toString);
      assertTrue(
          backend.id().isEmpty() || backend.keptKeys().contains("id"),
          () -> "does not keep its id: " + backend);
    }
  }

  /** {@link NetworkFeature#written()}: people read it, a line each. */
  @Test
  protected final void saysWhatWasAskedInALineEach() {
    for (Backend backend : knownBackends()) {
      for (NetworkFeature feature : backend.request().features()) {
        assertTrue(Lines.isOne(feature.written()), () -> "not a line: " + feature);
      }
    }
  }

  /** {@link ArgFilter#families()}: people exclude them by name, as they exclude plugins. */
  @Test
  protected final void familiesHaveNamesOfTheirOwn() {
    ArgFilter asked = extension();
    List<String> families = asked.families();
    assertNotNull(families, "null");
    assertEquals(families, asked.families());
    Set<String> names = new HashSet<>();
    names.add(asked.name());
    for (String family : families) {
      assertWellFormed(family);
      assertBeginsWithDomain(family);
      assertTrue(names.add(family), () -> "two have the name " + family);
    }
  }

  /** {@link ArgFilter#family}: it is a known name, and no family is without an option. */
  @Test
  protected final void eachKnownOptionIsOfAFamily() {
    ArgFilter asked = extension();
    Set<String> unused = new HashSet<>(asked.families());
    Set<String> names = new HashSet<>(unused);
    names.add(asked.name());
    for (QemuOption option : knownOptions()) {
      String family = asked.family(option);
      assertTrue(names.contains(family), () -> option + " is of the family '" + family + "'");
      if (!option.properties().isEmpty()) {
        assertEquals(family, asked.family(inFile(option)));
      }
      unused.remove(family);
    }
    assertEquals(Set.of(), unused, "known() has no option of these families");
  }

  private List<QemuOption> knownOptions() {
    return known().stream().map(line -> CommandLine.parse(line).options().get(0)).toList();
  }

  private List<Backend> knownBackends() {
    List<Backend> backends = new ArrayList<>();
    for (QemuOption option : knownOptions()) {
      for (NetworkPart part : examine(option)) {
        if (part instanceof Backend backend) {
          backends.add(backend);
        }
      }
    }
    return backends;
  }

  private List<NetworkPart> examine(QemuOption option) {
    List<NetworkPart> parts = extension().examine(option, MACHINE);
    assertNotNull(parts, () -> "null for " + option);
    parts.forEach(part -> assertNotNull(part, () -> "a null for " + option));
    return parts;
  }

  private static QemuOption inFile(QemuOption option) {
    return new QemuOption(option.index(), option.name(), "", Notation.FILE, option.properties());
  }

  private static String id(NetworkPart part) {
    if (part instanceof Nic nic) {
      return nic.netdev();
    }
    if (part instanceof CardLink link) {
      return link.netdev();
    }
    if (part instanceof HubPort port) {
      return port.netdev();
    }
    return part instanceof Backend backend ? backend.id() : ((Reference) part).id();
  }
}
