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

  /** As many functions as there are; to make room for more would take longer than to find one. */
  private static final int FUNCTION_COUNT = 128;

  /**
   * The functions that were called so far, by name. JNA keeps them too, but by a text that it makes
   * anew for each call, which cost an eighth of all that a launch interprets. So they are made by
   * their addresses, which it does not keep.
   */
  private static final Map<String, Function> FUNCTIONS = new ConcurrentHashMap<>(FUNCTION_COUNT);

  /**
   * The errors that are known so far; a search for a backend may see the same one a hundred times.
   * An ordinary launch sees ENOENT alone, and need not ask the C library for its name.
   */
  private static final Map<Integer, KnownError> ERRORS =
      new ConcurrentHashMap<>(
          Map.of(ErrNo.ENOENT, new KnownError(Errno.ENOENT, "No such file or directory")));

  /** An error number: its name, and what strerror(3) says of it. */
  private record KnownError(Errno errno, String reason) {}

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
      function = Function.getFunction(LIBRARY.getGlobalVariableAddress(name));
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
    KnownError known = ERRORS.get(errno);
    if (known == null) {
      Pointer name = callPointer("strerrorname_np", errno);
      known =
          new KnownError(
              new Errno(name == null ? Integer.toString(errno) : name.getString(0, "ISO-8859-1")),
              callPointer("strerror", errno).getString(0, "ISO-8859-1"));
      ERRORS.put(errno, known);
    }
    return new HostException(function, subject, known.errno(), known.reason());
  }

  /** A byte string as C wants it. */
  static byte[] cString(String text) {
    byte[] bytes = new byte[text.length() + 1];
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(content, 0, bytes, 0, content.length);
    return bytes;
  }

  /**
   * A vector of C strings that ends with a null pointer, as an argument. The strings are never
   * freed: exec takes all, and a launch starts at most two programs before.
   */
  static Object vector(List<String> strings) throws HostException {
    int count = strings.size();
    int bytes = 1; // so that it is never malloc(0), which may answer with null
    for (int i = 0; i < count; i++) {
      bytes += strings.get(i).length() + 1;
    }
    byte[] content = new byte[bytes];
    Pointer copy = allocate(bytes);
    long address = Pointer.nativeValue(copy);
    long[] vector = new long[count + 1];
    int end = 0;
    for (int i = 0; i < count; i++) {
      vector[i] = address + end;
      byte[] text = strings.get(i).getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(text, 0, content, end, text.length);
      end += text.length + 1;
    }
    copy.write(0, content, 0, bytes);
    return Native.POINTER_SIZE == Long.BYTES ? vector : narrowed(vector);
  }

  private static int[] narrowed(long[] numbers) {
    int[] narrow = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      narrow[i] = (int) numbers[i];
    }
    return narrow;
  }

  /** What a symbolic link leads to, a byte string. */
  static String linkTarget(String link) throws HostException {
    byte[] buffer = new byte[PATH_BYTES];
    int length = check(link, "readlink", cString(link), buffer, Abi.size(buffer.length));
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** A copy of a byte string in C's memory, which ends with a NUL; the caller frees it. */
  static Pointer copy(String text) throws HostException {
    byte[] bytes = cString(text);
    Pointer copy = allocate(bytes.length);
    copy.write(0, bytes, 0, bytes.length);
    return copy;
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
