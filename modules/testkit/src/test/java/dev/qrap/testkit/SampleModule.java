// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The package {@code org.example.toaster} of the test classes as a module of its own, as a third
 * party's plugins are. Its classes exist twice: those that tests name are of the testkit's module,
 * those that are made here are of this one.
 */
final class SampleModule {

  private static final String NAME = "org.example.toaster";

  private final ClassLoader loader;

  /**
   * Defines the module.
   *
   * @param providers the services that it provides, each with the classes
   */
  SampleModule(Map<Class<?>, List<Class<?>>> providers) {
    ModuleDescriptor.Builder descriptor =
        ModuleDescriptor.newModule(NAME).requires("dev.qrap.spi").exports(NAME);
    providers.forEach(
        (service, classes) ->
            descriptor.provides(service.getName(), classes.stream().map(Class::getName).toList()));
    ModuleLayer parent = SampleModule.class.getModule().getLayer();
    Configuration configuration =
        parent
            .configuration()
            .resolve(
                new Finder(new TestClasses(descriptor.build())), ModuleFinder.of(), Set.of(NAME));
    loader =
        parent
            .defineModulesWithOneLoader(configuration, parent.findLoader("dev.qrap.spi"))
            .findLoader(NAME);
  }

  /** A new instance of the module's class of the same name. */
  Object make(Class<?> plugin) {
    try {
      return loader.loadClass(plugin.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Finder(ModuleReference module) implements ModuleFinder {

    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(NAME) ? Optional.of(module) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Set.of(module);
    }
  }

  private static final class TestClasses extends ModuleReference {

    TestClasses(ModuleDescriptor descriptor) {
      super(descriptor, folder());
    }

    private static URI folder() {
      return Path.of("target", "test-classes").toUri();
    }

    @Override
    public ModuleReader open() {
      return new ModuleReader() {
        @Override
        public Optional<URI> find(String name) {
          Path file = Path.of(folder()).resolve(name);
          return Files.exists(file) ? Optional.of(file.toUri()) : Optional.empty();
        }

        @Override
        public Stream<String> list() {
          return Stream.of();
        }

        @Override
        public void close() {}
      };
    }
  }
}
