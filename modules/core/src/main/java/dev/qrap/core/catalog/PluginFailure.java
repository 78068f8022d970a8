// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.util.ServiceConfigurationError;

/** Why a plugin failed, in words for people: without the names of the JDK's exceptions. */
final class PluginFailure {

  /** The version of class files of Java N is N + 44 (Java Virtual Machine Specification, 4.1). */
  private static final int CLASS_FILE_VERSION_OF_JAVA_0 = 44;

  private PluginFailure() {}

  /** Why it could not be made. */
  static String ofMaking(Throwable failure) {
    return failure instanceof WrongAnswer wrong
        ? wrong.getMessage()
        : ofCode(cause(failure), "it cannot be made");
  }

  /**
   * Why it is not used any more.
   *
   * @param method the method that was called
   */
  static String ofMethod(String method, Throwable failure) {
    return failure instanceof WrongAnswer wrong
        ? "its method " + method + " " + wrong.getMessage()
        : ofCode(cause(failure), "its method " + method + " failed");
  }

  private static String ofCode(Throwable cause, String what) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    if (cause instanceof UnsupportedClassVersionError) {
      return compiledForNewerJava(message);
    }
    if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
      return "a class that it needs is missing: " + message.replace('/', '.');
    }
    if (cause instanceof IncompatibleClassChangeError) {
      return "it was built against another version of what it uses: " + message;
    }
    // A null that Java itself met says nothing to people but where.
    boolean speaks = !message.isEmpty() && !(cause instanceof NullPointerException);
    return what + ": " + (speaks ? message : cause.getClass().getSimpleName());
  }

  /** The JVM's words end in {@code (class file version 69.0), this version ... up to 61.0}. */
  private static String compiledForNewerJava(String message) {
    String label = "class file version ";
    int start = message.indexOf(label) + label.length();
    int end = message.indexOf('.', start);
    int newer = 0;
    for (int i = start; i < end; i++) {
      newer = newer * 10 + Character.digit(message.charAt(i), 10);
    }
    return "it was compiled for Java "
        + (newer - CLASS_FILE_VERSION_OF_JAVA_0)
        + ", and this image has Java "
        + Runtime.version().feature()
        + "; compile it with --release "
        + Runtime.version().feature()
        + " or lower";
  }

  /** What went wrong, without what the JDK wraps it in. */
  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof ServiceConfigurationError
            || cause instanceof ExceptionInInitializerError)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
