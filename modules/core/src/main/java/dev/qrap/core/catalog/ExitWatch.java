// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says which plugin ended qrap by {@code System.exit}, and makes that a failure. The JVM runs it
 * when qrap ends and does not become QEMU. It is registered when the first plugin of somebody else
 * is made, so a launch without one pays nothing for it. A plugin that halts the JVM is not seen.
 */
final class ExitWatch implements Runnable {

  private static final int FAILURE = 1;

  private final PluginCalls calls;
  private final Remarks remarks;
  private final Thread launching = Thread.currentThread();

  /** The modules whose plugins are made. */
  private final List<String> modules = new ArrayList<>();

  private boolean isRegistered;

  ExitWatch(PluginCalls calls, Remarks remarks) {
    this.calls = calls;
    this.remarks = remarks;
  }

  /** A plugin is about to be made. */
  void watch(PluginInfo plugin) {
    if (plugin.isOurs()) {
      return;
    }
    if (!modules.contains(plugin.module())) {
      modules.add(plugin.module());
    }
    if (!isRegistered) {
      isRegistered = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this));
    }
  }

  @Override
  public void run() {
    String culprit = culprit();
    if (!culprit.isEmpty()) {
      remarks.say(culprit);
      Runtime.getRuntime().halt(FAILURE);
    }
  }

  /** Who ended the JVM, for people; empty if no plugin of this catalog did. */
  private String culprit() {
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      if (isExiting(thread.getValue())) {
        return thread.getKey() == launching ? ofCall() : ofModule(thread.getValue());
      }
    }
    return "";
  }

  /** The plugin that qrap called; none if qrap itself ends. */
  private String ofCall() {
    PluginInfo running = calls.running();
    return running == null
        ? ""
        : running.title()
            + " ended qrap: "
            + calls.called()
            + " calls System.exit, which a plugin must not do; fix it, or leave it out with"
            + " exclude="
            + running.kind()
            + ":"
            + running.name();
  }

  private static boolean isExiting(StackTraceElement[] trace) {
    for (StackTraceElement frame : trace) {
      if (frame.getClassName().equals("java.lang.Runtime")
          && frame.getMethodName().equals("exit")) {
        return true;
      }
    }
    return false;
  }

  /** A thread of a plugin's own is known by the module of its code alone. */
  private String ofModule(StackTraceElement[] trace) {
    for (StackTraceElement frame : trace) {
      if (modules.contains(frame.getModuleName())) {
        return "a thread of the plugin module "
            + frame.getModuleName()
            + " ended qrap: it calls System.exit, which a plugin must not do; fix it, or remove its"
            + " jar";
      }
    }
    return "";
  }
}
