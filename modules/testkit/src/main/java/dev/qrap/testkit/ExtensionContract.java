// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.qrap.spi.Extension;
import dev.qrap.spi.PluginSetting;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What every plugin keeps to. Extended through the contract of its kind; each test is a clause.
 *
 * @param <T> the interface of the plugin's kind
 * @since 0.1
 */
public abstract class ExtensionContract<T extends Extension> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]*");
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern REVERSE_DOMAIN_FIRST = Pattern.compile("[^.]+(\\.[^.]+)+");

  private final Class<T> kind;

  ExtensionContract(Class<T> kind) {
    this.kind = kind;
  }

  /**
   * The plugin under test.
   *
   * @return a new instance each time, made as ServiceLoader makes it
   */
  protected abstract T extension();

  /** {@link Extension#name()}: what people can write in {@code exclude=} and find in messages. */
  @Test
  protected final void nameIsWellFormed() {
    assertWellFormed(extension().name());
  }

  /** {@link Extension#name()}: names without a dot are for the modules {@code dev.qrap.*}. */
  @Test
  protected final void nameBeginsWithItsMakersDomain() {
    assertBeginsWithDomain(extension().name());
  }

  /** {@link Extension}: a plugin says the same of itself whenever it is asked. */
  @Test
  protected final void nameAndPriorityAreConstant() {
    T asked = extension();
    assertEquals(asked.name(), asked.name());
    assertEquals(asked.priority(), asked.priority());
    assertEquals(asked.name(), extension().name());
    assertEquals(asked.priority(), extension().priority());
  }

  /** {@link Extension#settings()}: people write them after the plugin's name. */
  @Test
  protected final void settingsHaveNamesOfTheirOwn() {
    T asked = extension();
    assertEquals(asked.settings(), asked.settings());
    Set<String> names = new HashSet<>();
    for (PluginSetting setting : asked.settings()) {
      assertTrue(
          SETTING.matcher(setting.name()).matches(),
          () -> "not the name of a setting: '" + setting.name() + "'");
      assertTrue(names.add(setting.name()), () -> "two settings are called " + setting.name());
      assertTrue(Lines.isOne(setting.description()), () -> "not a line: " + setting);
    }
  }

  final void assertWellFormed(String name) {
    assertNotNull(name, "no name");
    assertTrue(NAME.matcher(name).matches(), () -> "not a name: '" + name + "'");
  }

  final void assertBeginsWithDomain(String name) {
    boolean ours = (extension().getClass().getModule().getName() + ".").startsWith("dev.qrap.");
    assertTrue(
        ours || REVERSE_DOMAIN_FIRST.matcher(name).matches(),
        () -> name + " must begin with a reverse domain, like org.example.toaster");
  }

  /** The module declares the service, or ServiceLoader never finds it. */
  @Test
  protected final void moduleProvidesIt() {
    Class<?> type = extension().getClass();
    Module module = type.getModule();
    assertTrue(module.isNamed(), () -> type + " is in no module: is there a module-info.java?");
    assertTrue(
        module.getDescriptor().provides().stream()
            .filter(provides -> provides.service().equals(kind.getName()))
            .anyMatch(provides -> provides.providers().contains(type.getName())),
        () -> module + " does not say: provides " + kind.getName() + " with " + type.getName());
  }
}
