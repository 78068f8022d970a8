// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that becomes qrap: the state it is in, and its call. All text is a byte string.
 *
 * @param name what is odd about it
 * @param setup shell commands before
 * @param steps how it changes its state (src/test/c/start.c)
 * @param environment variables beside the usual ones
 * @param arguments of qrap
 * @param needsRoot whether only root can do that
 */
record Parent(
    String name,
    String setup,
    List<String> steps,
    Map<String, String> environment,
    List<String> arguments,
    boolean needsRoot) {

  private static final List<String> EXPLICIT = List.of("5", "dump", "-m", "64");

  /** Another device stays: without one, the reference would add no card. */
  private static final List<String> PATCH =
      List.of(
          "-machine", "pc-i440fx-7.2", "-m", "64", "-device", "virtio-rng-pci,bus=pci.0,addr=0x2");

  /** No signal is odd, and standard input, output and error are files. */
  private static final List<String> USUAL =
      List.of("no_signals=", "open=0:/tmp/in", "seek=0:7", "open=1:/tmp/out", "open=2:/tmp/err");

  /** In the explicit form, on descriptor 5. */
  static Parent of(String name) {
    return new Parent(name, ":", USUAL, new LinkedHashMap<>(), EXPLICIT, false);
  }

  Parent after(String commands) {
    return new Parent(name, commands, steps, environment, arguments, needsRoot);
  }

  Parent stepping(String... changes) {
    return stepping(List.of(changes));
  }

  Parent stepping(List<String> changes) {
    List<String> all = new ArrayList<>(steps);
    all.addAll(changes);
    return new Parent(name, setup, all, environment, arguments, needsRoot);
  }

  Parent with(String variable, String value) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put(variable, value);
    return new Parent(name, setup, steps, all, arguments, needsRoot);
  }

  /** Arguments of the program that qrap becomes. */
  Parent passing(List<String> more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(more);
    return new Parent(name, setup, steps, environment, all, needsRoot);
  }

  /** On another descriptor. */
  Parent on(int descriptor) {
    List<String> all = new ArrayList<>(arguments);
    all.set(0, String.valueOf(descriptor));
    return new Parent(name, setup, steps, environment, all, needsRoot);
  }

  Parent patching() {
    return new Parent(name, setup, steps, environment, PATCH, needsRoot)
        .with("QRAP_NIC", "replace");
  }

  Parent asRoot() {
    return new Parent(name, setup, steps, environment, arguments, true);
  }

  /** Whether FDNUM is the lowest number that nothing is open on. */
  boolean isFirstFree() {
    int free = 3;
    while (steps.contains("open=" + free + ":/tmp/in")) {
      free++;
    }
    return arguments.get(0).equals(String.valueOf(free));
  }

  boolean isPatching() {
    return environment.containsKey("QRAP_NIC");
  }

  @Override
  public String toString() {
    return name;
  }
}
