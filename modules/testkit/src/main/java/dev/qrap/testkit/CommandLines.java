// SPDX-License-Identifier: Apache-2.0
package dev.qrap.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whole command lines as they reach qrap, for the tests of a plugin: each is a list of arguments
 * without {@code argv[0]}, byte strings, that {@link
 * dev.qrap.core.commandline.CommandLine#parse(List)} takes.
 *
 * @since 0.1
 */
public final class CommandLines {

  private CommandLines() {}

  /**
   * What libvirt 9.0 starts for an i440fx PC with a disk, a serial port and one card on a backend
   * of type {@code user}. Devices are in JSON, with their addresses.
   *
   * @return the arguments
   */
  public static List<String> libvirtPc() {
    return read("libvirt-pc.txt");
  }

  /**
   * What libvirt 9.0 starts for a Q35 PC with the same devices; {@code pci.5} is the root port that
   * stays free.
   *
   * @return the arguments
   */
  public static List<String> libvirtQ35() {
    return read("libvirt-q35.txt");
  }

  /**
   * A short line as people type it: QEMU chooses the machine and all addresses.
   *
   * @return the arguments
   */
  public static List<String> typed() {
    return List.of("-m", "1G", "-nic", "user,model=virtio-net-pci", "-nographic", "disk.qcow2");
  }

  /**
   * All of them.
   *
   * @return the lines of this class
   */
  public static List<List<String>> all() {
    return List.of(libvirtPc(), libvirtQ35(), typed());
  }

  private static List<String> read(String resource) {
    try (InputStream in = CommandLines.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
