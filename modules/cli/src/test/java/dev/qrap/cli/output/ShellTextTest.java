// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qrap.core.plan.Argument;
import dev.qrap.core.plan.Argument.Placeholder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShellTextTest {

  /** What a shell, whose variables are set, makes of words. */
  private static List<String> read(List<String> words) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (String word : words) {
      script.append("printf '%s\\0' ").append(word).append('\n');
    }
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-s").redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("QRAP_FD", "7");
    builder.environment().put("QRAP_SOCKET", "/tmp/a  ,b\"c\\d");
    Process shell = builder.start();
    shell.getOutputStream().write(script.toString().getBytes(StandardCharsets.ISO_8859_1));
    shell.getOutputStream().close();
    byte[] output = shell.getInputStream().readAllBytes();
    assertThat(shell.waitFor()).isZero();
    List<String> read = new ArrayList<>();
    String text = new String(output, StandardCharsets.ISO_8859_1);
    for (int start = 0; start < text.length(); start = text.indexOf('\0', start) + 1) {
      read.add(text.substring(start, text.indexOf('\0', start)));
    }
    return read;
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void aShellReadsEveryWordAsItWas(@ForAll("words") List<String> words)
      throws IOException, InterruptedException {
    assertThat(read(words.stream().map(ShellText::quote).toList())).isEqualTo(words);
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.strings()
        .withChars("a-'\"\\$`!*?[]{}()<>|&;#~= \t\n,%")
        .withCharRange('\1', '\u00ff')
        .ofMaxLength(10)
        .list()
        .ofSize(100);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      value = {
        "kvm, kvm",
        "/usr/bin/kvm, /usr/bin/kvm",
        "user;id=n0, 'user;id=n0'",
        "pc-q35-7.2:a+b@c%d_e, pc-q35-7.2:a+b@c%d_e",
        "##, ''",
        "a b, 'a b'",
        "it's, 'it'\\''s'",
        "~, '~'",
        "$HOME, '$HOME'",
      })
  void onlyWhatNeedsQuotesGetsThem(String word, String quoted) {
    assertThat(ShellText.quote(word)).isEqualTo(quoted);
  }

  @Test
  void aHoleIsAVariable() throws IOException, InterruptedException {
    List<String> words =
        List.of(
            ShellText.quote(new Argument("socket,fd=", Placeholder.DESCRIPTOR, 0, ",id=n0")),
            ShellText.quote(new Argument("{\"fd\":\"", Placeholder.DESCRIPTOR, 0, "\"}")),
            ShellText.quote(new Argument("stream,path=", Placeholder.PLAIN_PATH, 0, ",id=n0")),
            ShellText.quote(new Argument("{\"path\":\"", Placeholder.JSON_PATH, 0, "\"}")),
            ShellText.quote(new Argument("", Placeholder.BARE_PATH, 0, "x")),
            ShellText.quote(Argument.of("$QRAP_FD")));
    assertThat(words.subList(0, 2))
        .containsExactly("socket,fd=\"$QRAP_FD\",id=n0", "'{\"fd\":\"'\"$QRAP_FD\"'\"}'");
    assertThat(read(words))
        .containsExactly(
            "socket,fd=7,id=n0",
            "{\"fd\":\"7\"}",
            "stream,path=/tmp/a  ,,b\"c\\d,id=n0",
            "{\"path\":\"/tmp/a  ,b\\\"c\\\\d\"}",
            "/tmp/a  ,b\"c\\dx",
            "$QRAP_FD");
  }
}
