// SPDX-License-Identifier: Apache-2.0
package dev.qrap.exec;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.platform.linux.ErrNo;
import dev.qrap.core.host.Errno;
import dev.qrap.core.host.HostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls into the C library. By name and without an interface of its own: JNA's mappings cost 8 to
 * 14 ms of every start (docs/architecture.md).
 */
final class Libc {

  private static final NativeLibrary LIBRARY = NativeLibrary.getProcess();

  /**
   * The functions that were called so far, by name. JNA keeps them too, but by a text that it makes
   * anew for each call, which cost an eighth of all that a launch interprets.
   */
  private static final Map<String, Function> FUNCTIONS = new ConcurrentHashMap<>();

  /** The first descriptor that is none of standard input, output and error. */
  static final int FIRST_NUMBER = 3;

  /** The longest path, limits.h. */
  static final int PATH_BYTES = 4096;

  private Libc() {}

  /**
   * Calls a function that answers with -1 where it fails. One that a signal interrupted is called
   * again.
   *
   * @param subject what it is called on, for the message
   * @throws HostException if it fails
   */
  static int check(String subject, String function, Object... arguments) throws HostException {
    int result;
    do {
      result = call(function, arguments);
    } while (result == -1 && Native.getLastError() == ErrNo.EINTR);
    if (result == -1) {
      throw failure(function, subject, Native.getLastError());
    }
    return result;
  }

  /** Calls a function that answers with an int, and leaves the answer to the caller. */
  static int call(String function, Object... arguments) {
    return function(function).invokeInt(arguments);
  }

  /** Calls a function that answers with a pointer. */
  static Pointer callPointer(String function, Object... arguments) {
    return function(function).invokePointer(arguments);
  }

  private static Function function(String name) {
    Function function = FUNCTIONS.get(name);
    if (function == null) {
      function = LIBRARY.getFunction(name);
      FUNCTIONS.put(name, function);
    }
    return function;
  }

  /** Waits; a signal ends it early. */
  static void pause(int millis) {
    call("poll", Pointer.NULL, Abi.size(0), millis);
  }

  /** The failure that an error number means. */
  static HostException failure(String function, String subject, int errno) {
    Pointer name = callPointer("strerrorname_np", errno);
    String reason = callPointer("strerror", errno).getString(0, "ISO-8859-1");
    return new HostException(
        function,
        subject,
        new Errno(name == null ? Integer.toString(errno) : name.getString(0, "ISO-8859-1")),
        reason);
  }

  /** A byte string as C wants it. */
  static byte[] cString(String text) {
    byte[] bytes = new byte[text.length() + 1];
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(content, 0, bytes, 0, content.length);
    return bytes;
  }

  /**
   * A vector of C strings that ends with a null pointer. It is never freed: exec takes all, and a
   * launch starts at most two programs before.
   */
  static Pointer vector(List<String> strings) throws HostException {
    int bytes = 1; // so that it is never malloc(0), which may answer with null
    for (String string : strings) {
      bytes += string.length() + 1;
    }
    byte[] content = new byte[bytes];
    Pointer vector = allocate((strings.size() + 1L) * Native.POINTER_SIZE);
    Pointer copy = allocate(bytes);
    int end = 0;
    long offset = 0;
    for (String string : strings) {
      vector.setPointer(offset, copy.share(end));
      byte[] text = string.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(text, 0, content, end, text.length);
      end += text.length + 1;
      offset += Native.POINTER_SIZE;
    }
    vector.setPointer(offset, Pointer.NULL);
    copy.write(0, content, 0, bytes);
    return vector;
  }

  /** What a symbolic link leads to, a byte string. */
  static String linkTarget(String link) throws HostException {
    byte[] buffer = new byte[PATH_BYTES];
    int length = check(link, "readlink", cString(link), buffer, Abi.size(buffer.length));
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static Pointer allocate(long bytes) throws HostException {
    long address = Native.malloc(bytes);
    if (address == 0) {
      throw failure("malloc", bytes + " bytes", ErrNo.ENOMEM);
    }
    return new Pointer(address);
  }

  /**
   * Makes sure that a new descriptor is none of standard input, output and error, should one be
   * closed.
   *
   * @return the descriptor, or another of the same file in place of it
   */
  static int aboveStandard(int descriptor, String subject) throws HostException {
    if (descriptor >= FIRST_NUMBER) {
      return descriptor;
    }
    try {
      return check(subject, "fcntl", descriptor, Abi.F_DUPFD_CLOEXEC, FIRST_NUMBER);
    } finally {
      call("close", descriptor);
    }
  }
}
