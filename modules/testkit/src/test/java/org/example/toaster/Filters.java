// SPDX-License-Identifier: Apache-2.0
package org.example.toaster;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.Backend;
import dev.qrap.spi.Backend.Provision;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkFeature;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.NetworkRequest;
import dev.qrap.spi.Nic;
import dev.qrap.spi.Nic.Attachment;
import dev.qrap.spi.PluginSetting;
import dev.qrap.spi.QemuOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Filters for {@code -toaster TYPE,id=ID,nic=ID,...}, which is a card and its backend in one
 * option.
 */
public final class Filters {

  private Filters() {}

  /** Keeps to the contract; the others differ from it. */
  public static class Good implements ArgFilter {

    @Override
    public String name() {
      return "org.example.toaster";
    }

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return option.name().equals("toaster") ? parts(option, option.get("nic")) : List.of();
    }

    /** What the option is; the card's backend has an id of its own. */
    List<NetworkPart> parts(QemuOption option, String netdev) {
      Nic nic = new Nic("toaster", netdev.isEmpty() ? Attachment.NONE : Attachment.NETDEV, netdev);
      return List.of(nic, backend(option, Set.of("id", "slices"), "toast is lost"));
    }

    Backend backend(QemuOption option, Set<String> keptKeys, String lost) {
      return new Backend(
          option.get("type"),
          option.get("id"),
          Provision.HOST,
          keptKeys,
          new NetworkRequest(List.of(new NetworkFeature.Other(lost, "", ""))));
    }
  }

  @Breaks({"nameIsWellFormed", "nameBeginsWithItsMakersDomain"})
  public static final class NullName extends Good {
    @Override
    public String name() {
      return null;
    }
  }

  @Breaks("nameIsWellFormed")
  public static final class CapitalName extends Good {
    @Override
    public String name() {
      return "org.example.Toaster";
    }
  }

  @Breaks("nameBeginsWithItsMakersDomain")
  public static final class NameLikeOneOfOurs extends Good {
    @Override
    public String name() {
      return "toaster";
    }
  }

  @Breaks("nameBeginsWithItsMakersDomain")
  public static final class NameOfADomainAlone extends Good {
    @Override
    public String name() {
      return "toaster.";
    }
  }

  @Breaks({"nameAndPriorityAreConstant", "eachKnownOptionIsOfAFamily"})
  public static final class ChangingName extends Good {

    private String name = super.name();

    @Override
    public String name() {
      name += "-x";
      return name;
    }
  }

  @Breaks("nameAndPriorityAreConstant")
  public static final class PriorityOfEachInstance extends Good {

    private static int instances;

    private final int priority = instances++;

    @Override
    public int priority() {
      return priority;
    }
  }

  /** The descriptor leaves out what has this mark. */
  @Breaks("moduleProvidesIt")
  public static final class NotProvided extends Good {}

  @Breaks("namesTheOptionsThatItRecognises")
  public static final class OfAnotherOption extends Good {
    @Override
    public List<String> optionNames() {
      return List.of("kettle");
    }
  }

  @Breaks("recognisesWhatItIsFor")
  public static final class Blind extends Good {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return List.of();
    }
  }

  @Breaks("recognisesItInAFile")
  public static final class ReaderOfText extends Good {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return option.value().isEmpty() ? List.of() : super.examine(option, machine);
    }
  }

  @Breaks("answersTheSameTwice")
  public static final class AnswerOnce extends Good {

    private boolean answered;

    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      if (answered) {
        return List.of();
      }
      answered = true;
      return super.examine(option, machine);
    }
  }

  @Breaks("leavesForeignOptionsAlone")
  public static final class Greedy extends Good {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return parts(option, option.get("nic"));
    }
  }

  @Breaks("leavesForeignOptionsAlone")
  public static final class FailingOnForeignOptions extends Good {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      if (option.name().equals("object") && option.get("qom-type").isEmpty()) {
        throw new IllegalArgumentException(option.toString());
      }
      return super.examine(option, machine);
    }
  }

  @Breaks("copesWithBrokenOptions")
  public static final class FailingOnBrokenOptions extends Good {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      if (option.name().equals("toaster") && option.properties().isEmpty()) {
        throw new IllegalArgumentException(option.toString());
      }
      return super.examine(option, machine);
    }
  }

  @Breaks("copesWithBrokenOptions")
  public static final class NullForBrokenOptions extends Good {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      return option.name().equals("toaster") && option.properties().isEmpty()
          ? null
          : super.examine(option, machine);
    }
  }

  @Breaks("copesWithWholeLines")
  public static final class NullPartOfACpu extends Good {
    @Override
    public List<NetworkPart> examine(QemuOption option, Machine machine) {
      List<NetworkPart> parts = new ArrayList<>(super.examine(option, machine));
      if (option.name().equals("cpu")) {
        parts.add(null);
      }
      return parts;
    }
  }

  @Breaks("findsNoIdsOfItsOwn")
  public static final class InventorOfIds extends Good {
    @Override
    List<NetworkPart> parts(QemuOption option, String netdev) {
      return super.parts(option, "hostnet0");
    }
  }

  @Breaks("keepsTheIdOfABackendAndNotItsType")
  public static final class KeeperOfTypes extends Good {
    @Override
    Backend backend(QemuOption option, Set<String> keptKeys, String lost) {
      return super.backend(option, Set.of("id", "type"), lost);
    }
  }

  @Breaks("keepsTheIdOfABackendAndNotItsType")
  public static final class LoserOfIds extends Good {
    @Override
    Backend backend(QemuOption option, Set<String> keptKeys, String lost) {
      return super.backend(option, Set.of("slices"), lost);
    }
  }

  /** Keeps to the contract too: it tells toasters with a card's id from those without. */
  public static class GoodWithFamilies extends Good {

    @Override
    public List<String> families() {
      return List.of("org.example.toaster.wired", "org.example.toaster.loose");
    }

    @Override
    public String family(QemuOption option) {
      return families().get(option.get("nic").isEmpty() ? 1 : 0);
    }
  }

  @Breaks({"familiesHaveNamesOfTheirOwn", "eachKnownOptionIsOfAFamily"})
  public static final class NullFamilies extends GoodWithFamilies {
    @Override
    public List<String> families() {
      return null;
    }
  }

  @Breaks("familiesHaveNamesOfTheirOwn")
  public static final class FamilyTwice extends GoodWithFamilies {
    @Override
    public List<String> families() {
      List<String> families = new ArrayList<>(super.families());
      families.addAll(super.families());
      return families;
    }
  }

  @Breaks("familiesHaveNamesOfTheirOwn")
  public static final class FamilyWithoutDomain extends GoodWithFamilies {
    @Override
    public List<String> families() {
      return List.of("wired", "loose");
    }
  }

  @Breaks("familiesHaveNamesOfTheirOwn")
  public static final class FamilyInCapitals extends GoodWithFamilies {
    @Override
    public List<String> families() {
      return List.of("org.example.toaster.Wired", "org.example.toaster.Loose");
    }
  }

  @Breaks("familiesHaveNamesOfTheirOwn")
  public static final class ChangingFamilies extends GoodWithFamilies {

    private List<String> families = super.families();

    @Override
    public List<String> families() {
      families = families.stream().map(family -> family + "-x").toList();
      return families;
    }

    @Override
    public String family(QemuOption option) {
      return families.get(option.get("nic").isEmpty() ? 1 : 0);
    }
  }

  @Breaks("eachKnownOptionIsOfAFamily")
  public static final class UnknownFamily extends Good {
    @Override
    public String family(QemuOption option) {
      return "org.example.toaster.wired";
    }
  }

  @Breaks("eachKnownOptionIsOfAFamily")
  public static final class FamilyWithoutOptions extends GoodWithFamilies {
    @Override
    public String family(QemuOption option) {
      return "org.example.toaster.wired";
    }
  }

  @Breaks("eachKnownOptionIsOfAFamily")
  public static final class FamilyByText extends GoodWithFamilies {
    @Override
    public String family(QemuOption option) {
      return families().get(option.value().contains("nic=") ? 0 : 1);
    }
  }

  @Breaks("saysWhatWasAskedInALineEach")
  public static final class SayerOfTwoLines extends Good {
    @Override
    Backend backend(QemuOption option, Set<String> keptKeys, String lost) {
      return super.backend(option, keptKeys, "toast\nand butter");
    }
  }

  @Breaks("settingsHaveNamesOfTheirOwn")
  public static final class SettingTwice extends Good {
    @Override
    public List<PluginSetting> settings() {
      PluginSetting setting = new PluginSetting("slices", "NUMBER", "", "how many slices");
      return List.of(setting, setting);
    }
  }

  @Breaks("settingsHaveNamesOfTheirOwn")
  public static final class DottedSetting extends Good {
    @Override
    public List<PluginSetting> settings() {
      return List.of(new PluginSetting("slices.most", "NUMBER", "", "how many slices"));
    }
  }
}
