// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Native;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;
import java.util.ArrayList;
import java.util.List;

/** What /proc and the C library say of this process. Bytes, since Java decodes by the locale. */
final class OwnProcess {

  private static final String DESCRIPTORS = "/proc/self/fd";

  /** Those that were open before JNA was loaded, which happens after this. */
  private static final List<Integer> STANDARD = OpenDescriptors.standard();

  private static final String LOCALE = "LC_ALL";

  /** What bin/qrap keeps of LC_ALL: nothing if it was not set, and otherwise "=" and its value. */
  private static final String SAVED_LOCALE = "_QRAP_LC_ALL=";

  private OwnProcess() {}

  static ProcessContext context(int argumentCount) throws HostException {
    List<String> commandLine = OpenFile.strings("/proc/self/cmdline");
    String image = image();
    long user = user();
    return new ProcessContext(
        commandLine.subList(commandLine.size() - argumentCount, commandLine.size()),
        environment(image),
        inheritedDescriptors(image + "lib/modules"),
        descriptorLimit(),
        user,
        user == 0 && UserMap.contains(read("/proc/self/uid_map"), Trust.NOBODY),
        Abi.architecture());
  }

  /** The effective user id. */
  static long user() {
    return Libc.call("geteuid") & 0xffff_ffffL;
  }

  private static String read(String path) throws HostException {
    try (OpenFile file = OpenFile.forReading(path)) {
      return file.readAll();
    }
  }

  /**
   * Takes back what bin/qrap did to the locale so that Java finds its files.
   *
   * @param environment as it is now; changed
   */
  static void restoreLocale(List<String> environment) {
    int saved = indexOf(environment, SAVED_LOCALE);
    if (saved < 0) {
      return;
    }
    String before = environment.remove(saved).substring(SAVED_LOCALE.length());
    int locale = indexOf(environment, LOCALE + "=");
    if (locale >= 0 && before.isEmpty()) {
      environment.remove(locale); // it was not set
    } else if (locale >= 0) {
      environment.set(locale, LOCALE + before);
    }
  }

  private static int indexOf(List<String> environment, String start) {
    for (int i = 0; i < environment.size(); i++) {
      if (environment.get(i).startsWith(start)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The variables that we were given. Where LD_LIBRARY_PATH names the directory of some JVM,
   * bin/java has put its own before and executed itself again.
   */
  private static List<String> environment(String image) throws HostException {
    String name = "LD_LIBRARY_PATH=";
    String added = name + image + "lib/server:" + image + "lib:";
    String addedBy17 = added + image + "../lib:";
    List<String> environment = OpenFile.strings("/proc/self/environ");
    for (int i = 0; i < environment.size(); i++) {
      String entry = environment.get(i);
      if (entry.startsWith(added)) {
        int length = (entry.startsWith(addedBy17) ? addedBy17 : added).length();
        environment.set(i, name + entry.substring(length));
      }
    }
    restoreLocale(environment);
    return environment;
  }

  /** All open descriptors; one of them may be what listed them, which is closed by now. */
  static List<Integer> openDescriptors() throws HostException {
    List<Integer> open = OpenDescriptors.all();
    return open.isEmpty() ? listedDescriptors() : open;
  }

  /** The same, slower; it says what is wrong where they cannot be listed. */
  private static List<Integer> listedDescriptors() throws HostException {
    List<Integer> descriptors = new ArrayList<>();
    boolean isWhole = false;
    try (Directory directory = Directory.open(DESCRIPTORS)) {
      int own = directory.descriptor();
      for (String name = directory.next(); !name.isEmpty(); name = directory.next()) {
        int descriptor = Integer.parseInt(name);
        if (descriptor == own) {
          isWhole = true;
        } else {
          descriptors.add(descriptor);
        }
      }
      // Reading may be refused, by a filter of system calls: QEMU must not lose what is not listed.
      if (!isWhole) {
        throw Libc.failure("readdir", DESCRIPTORS, Native.getLastError());
      }
    }
    return descriptors;
  }

  /**
   * What outlived the exec that started us is not closed on exec; what the JVM has open is, but for
   * its classes.
   */
  private static List<Integer> inheritedDescriptors(String classes) throws HostException {
    List<Integer> inherited = new ArrayList<>();
    for (int descriptor : openDescriptors()) {
      if ((!OpenDescriptors.isStandard(descriptor) || STANDARD.contains(descriptor))
          && Libc.call("fcntl", descriptor, Abi.F_GETFD) == 0
          && !isJvms(descriptor, classes)) {
        inherited.add(descriptor);
      }
    }
    return inherited;
  }

  /**
   * Whether a descriptor is closed, or open on a file of the kernel's, which is only ever read at
   * once and closed again.
   */
  static boolean isFleeting(int descriptor) throws HostException {
    try {
      String target = Libc.linkTarget(DESCRIPTORS + "/" + descriptor);
      return target.startsWith("/proc/") || target.startsWith("/sys/");
    } catch (HostException e) {
      if (e.is(Errno.ENOENT)) {
        return true;
      }
      throw e;
    }
  }

  private static boolean isJvms(int descriptor, String classes) {
    try {
      return Libc.linkTarget(DESCRIPTORS + "/" + descriptor).equals(classes);
    } catch (HostException e) {
      return e.is(Errno.ENOENT); // closed by another thread of the JVM in the meantime
    }
  }

  /**
   * The image's directory, with a slash. Not java.home, which the JVM has decoded by the locale.
   */
  static String image() throws HostException {
    String java = Libc.linkTarget("/proc/self/exe");
    return java.substring(0, java.lastIndexOf("/bin/") + 1);
  }

  private static int descriptorLimit() throws HostException {
    boolean isLong = Native.LONG_SIZE == Long.BYTES;
    long[] limits = new long[2];
    int[] narrow = new int[2];
    Libc.check("RLIMIT_NOFILE", "getrlimit", Abi.RLIMIT_NOFILE, isLong ? limits : narrow);
    long soft = isLong ? limits[0] : narrow[0] & 0xffff_ffffL;
    return soft < 0 || soft > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) soft;
  }

  /**
   * The signals that were blocked when this process started: the JVM leaves the main thread's mask
   * alone, which is what /proc/self/status shows.
   *
   * @return a sigset_t
   */
  static long[] originalSignalMask() throws HostException {
    String status = read("/proc/self/status");
    String label = "\nSigBlk:\t";
    int start = status.indexOf(label) + label.length();
    long blocked = Long.parseUnsignedLong(status, start, status.indexOf('\n', start), 16);
    long[] mask = new long[Abi.SIGSET_BYTES / Long.BYTES];
    mask[0] = blocked;
    return mask;
  }
}
