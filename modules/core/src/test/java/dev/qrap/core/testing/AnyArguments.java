// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.testing;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arguments as property tests need them: any bytes, and what looks more or less like QEMU's. */
public final class AnyArguments {

  private AnyArguments() {}

  /** Arguments of all sorts, options and values alike. */
  public static Arbitrary<String> arguments() {
    return Arbitraries.oneOf(bytes(), options(), values());
  }

  /** Any bytes that an argument can hold, mostly those that mean something. */
  public static Arbitrary<String> bytes() {
    return Arbitraries.strings()
        .withChars("-{}\"':,=\\ device")
        .withCharRange('\1', '\u00ff')
        .ofMaxLength(12);
  }

  /** Options, among them unknown ones. */
  public static Arbitrary<String> options() {
    return Arbitraries.of(
        "-device",
        "--device",
        "-netdev",
        "-net",
        "-nic",
        "-set",
        "-object",
        "-machine",
        "-M",
        "-m",
        "-nographic",
        "-nodefaults",
        "-S",
        "-append",
        "-fancy",
        "--fancy",
        "-",
        "--",
        "---m");
  }

  /** Values in plain notation and in JSON, whole and torn. */
  public static Arbitrary<String> values() {
    return Arbitraries.of(
            "e1000",
            "e1000,netdev=n0,id=net0",
            "driver=virtio-net-pci,netdev=n1",
            "{\"driver\":\"e1000\",\"netdev\":\"n0\",\"id\":\"net0\"}",
            "{ 'driver' : 'virtio-rng-pci', \"bus\":\"pci.3\",\"addr\":\"0x0\" }",
            "virtio-rng-pci,bus=pci.0,addr=0x2",
            "user,id=n0",
            "{\"type\":\"user\",\"id\":\"n1\"}",
            "device.net0.mac=52:54:00:12:34:56",
            "filter-dump,id=f0,netdev=n0,file=a,,b",
            "pc-q35-7.2,accel=tcg",
            "disk.img")
        .flatMap(AnyArguments::wholeOrTorn);
  }

  private static Arbitrary<String> wholeOrTorn(String text) {
    Arbitrary<String> torn =
        Arbitraries.integers().between(0, text.length()).map(end -> text.substring(0, end));
    return Arbitraries.oneOf(Arbitraries.just(text), torn);
  }
}
