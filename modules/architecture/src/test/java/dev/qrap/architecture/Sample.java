// SPDX-License-Identifier: Apache-2.0
package dev.qrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Classes that break a rule, or just do not. They are compiled when a test runs: so they can be in
 * the packages that the rules are about, and use what the build would warn of.
 *
 * @param classes their folder
 */
record Sample(Path classes) {

  /**
   * Compiles classes.
   *
   * @param parent a folder for them
   * @param texts a compilation unit each
   */
  static Sample of(Path parent, String... texts) throws IOException {
    Path classes = Files.createTempDirectory(parent, "classes");
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-proc:none",
            "-implicit:none",
            "-classpath",
            System.getProperty("java.class.path"),
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
    StringWriter messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, Stream.of(texts).map(Text::new).toList())
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    return new Sample(classes);
  }

  JavaClasses imported() {
    return new ClassFileImporter().importPath(classes);
  }

  /** A compilation unit under any name. */
  private static final class Text extends SimpleJavaFileObject {

    private final String text;

    Text(String text) {
      super(URI.create("text:///Sample.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
