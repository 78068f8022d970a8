// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * The calls of plugins as they happen. Each call of a plugin's code stands between {@link #begin}
 * and {@link #end}, so that qrap knows whose code runs and how long it took. All calls come from
 * one thread. There are no lambdas here: linking one costs a launch more than all calls together.
 */
class PluginCalls {

  /** The name of the method for a plugin's constructor. */
  static final String CONSTRUCTOR = "";

  private static final long SLOW_NANOS = 1_000_000_000;
  private static final long NANOS_OF_A_TENTH = 100_000_000;

  private final Remarks remarks;
  private final List<String> slow = new ArrayList<>();

  /** The plugin whose code runs; null if none does. */
  private PluginInfo running;

  private String method = CONSTRUCTOR;
  private long start;

  PluginCalls(Remarks remarks) {
    this.remarks = remarks;
  }

  /** The time; tests have their own. */
  long nanos() {
    return System.nanoTime();
  }

  /**
   * A call begins.
   *
   * @param plugin the plugin
   * @param name the name of its method, or {@link #CONSTRUCTOR}
   */
  final void begin(PluginInfo plugin, String name) {
    running = plugin;
    method = name;
    start = nanos();
  }

  /** The call is over, whatever came of it. If it took long, that is said, once for each method. */
  final void end() {
    long took = nanos() - start;
    if (took > SLOW_NANOS) {
      remarkSlow(took);
    }
    running = null;
  }

  /**
   * The plugin asks qrap for something that may take long.
   *
   * @return for {@link #resume}
   */
  final long pause() {
    return nanos();
  }

  /**
   * The plugin has the answer: the time since {@link #pause} is not the plugin's.
   *
   * @param since what {@code pause} returned
   */
  final void resume(long since) {
    start += nanos() - since;
  }

  /** The method of the last call, whether it is over or not. */
  final String method() {
    return method;
  }

  /** The plugin whose code runs; null if none does. */
  final PluginInfo running() {
    return running;
  }

  /** The last call, for people: {@code its method locate}. */
  final String called() {
    return method.equals(CONSTRUCTOR) ? "its constructor" : "its method " + method;
  }

  private void remarkSlow(long took) {
    String name = running.kind() + ":" + running.name();
    String which = name + " " + method;
    if (slow.contains(which)) {
      return;
    }
    slow.add(which);
    long tenths = took / NANOS_OF_A_TENTH;
    remarks.say(
        ("plugin " + name + " took " + tenths / 10 + "." + tenths % 10 + " s in " + called())
            + "; tell its author, or leave it out with exclude="
            + name);
  }
}
