// SPDX-License-Identifier: Apache-2.0
package dev.qrap.filter.backends;

import dev.qrap.spi.ArgFilter;
import dev.qrap.spi.CardLink;
import dev.qrap.spi.Machine;
import dev.qrap.spi.NetworkPart;
import dev.qrap.spi.Property;
import dev.qrap.spi.QemuOption;
import dev.qrap.spi.Reference;
import dev.qrap.spi.Reference.Subject;
import java.util.List;

/**
 * Recognises what names a card or a backend: {@code -set device.ID.KEY=VALUE}, {@code -set
 * netdev.ID.KEY=VALUE}, {@code -object filter-TYPE,netdev=ID} and {@code -global MODEL.netdev=ID}.
 */
public final class ReferenceFilter implements ArgFilter {

  private static final String GLOBAL_NETDEV = ".netdev";

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public List<String> optionNames() {
    return List.of("set", "object", "global");
  }

  @Override
  public List<NetworkPart> examine(QemuOption option, Machine machine) {
    return switch (option.name()) {
      case "set" -> set(option);
      case "object" -> filter(option);
      case "global" -> global(option);
      default -> List.of();
    };
  }

  private static List<NetworkPart> set(QemuOption option) {
    List<Property> properties = option.properties();
    if (properties.isEmpty()) {
      return List.of();
    }
    String path = properties.get(0).key();
    int idStart = path.indexOf('.') + 1;
    int idEnd = path.indexOf('.', idStart);
    if (idStart == 0 || idEnd <= idStart) {
      return List.of();
    }
    String id = path.substring(idStart, idEnd);
    return switch (path.substring(0, idStart - 1)) {
      case "device" -> List.of(new Reference(Subject.DEVICE, id));
      case "netdev" -> List.of(new Reference(Subject.NETDEV, id));
      default -> List.of();
    };
  }

  private static List<NetworkPart> filter(QemuOption option) {
    String netdev = option.get("netdev");
    return option.get("qom-type").startsWith("filter-") && !netdev.isEmpty()
        ? List.of(new Reference(Subject.NETDEV, netdev))
        : List.of();
  }

  /**
   * {@code -global MODEL.netdev=ID}, or with {@code driver}, {@code property} and {@code value} as
   * keys: all cards of the model that do not say otherwise are on that backend.
   */
  private static List<NetworkPart> global(QemuOption option) {
    for (Property property : option.properties()) {
      if (property.key().endsWith(GLOBAL_NETDEV) && !property.value().isEmpty()) {
        String model =
            property.key().substring(0, property.key().length() - GLOBAL_NETDEV.length());
        return link(model, property.value());
      }
    }
    return option.get("property").equals("netdev")
        ? link(option.get("driver"), option.get("value"))
        : List.of();
  }

  private static List<NetworkPart> link(String model, String netdev) {
    return model.isEmpty() || netdev.isEmpty()
        ? List.of()
        : List.of(new CardLink(model, "", netdev));
  }
}
