// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long plugins take, by a clock of the test's own. */
final class PluginCallsTest {

  private static final PluginInfo PLUGIN =
      new PluginInfo(
          "exec", "org.example.x", "org.example.x", "", "/x.jar", 0, PluginInfo.State.ACTIVE, "");

  private final List<String> said = new ArrayList<>();
  private long now = 5;

  private final PluginCalls calls =
      new PluginCalls(said::add) {
        @Override
        long nanos() {
          return now;
        }
      };

  private void call(String method, int millis) {
    calls.begin(PLUGIN, method);
    now += millis * 1_000_000L;
    calls.end();
  }

  @Test
  void aCallOfMoreThanASecondIsNamed() {
    call("available", 1_560);
    assertThat(said)
        .containsExactly(
            "plugin exec:org.example.x took 1.5 s in its method available; tell its author, or"
                + " leave it out with exclude=exec:org.example.x");
  }

  @Test
  void aConstructorIsNamedToo() {
    call(PluginCalls.CONSTRUCTOR, 61_000);
    assertThat(said.get(0)).contains("took 61.0 s in its constructor; ");
  }

  @Test
  void aCallOfASecondIsNot() {
    call("available", 1_000);
    call("available", 1_000);
    assertThat(said).isEmpty();
  }

  @Test
  void aMethodIsNamedOnce() {
    call("available", 2_000);
    call("available", 3_000);
    call("netdev", 2_000);
    assertThat(said).hasSize(2);
    assertThat(said.get(1)).contains("its method netdev");
  }

  @Test
  void theTimeOfWhatAPluginAsksQrapForIsNotThePlugins() {
    calls.begin(PLUGIN, "available");
    long paused = calls.pause();
    now += 9_000_000_000L;
    calls.resume(paused);
    calls.end();
    assertThat(said).isEmpty();
  }

  @Test
  void whoseCodeRunsIsKnownAsLongAsItRuns() {
    assertThat(calls.running()).isNull();
    calls.begin(PLUGIN, "need");
    assertThat(calls.running()).isSameAs(PLUGIN);
    calls.end();
    assertThat(calls.running()).isNull();
    assertThat(calls.method()).isEqualTo("need");
  }
}
