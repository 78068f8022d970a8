// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does much of the same, two parts at a time: each part has a sandbox of its own. */
final class InParts {

  private static final int THREADS = 2;

  private InParts() {}

  /** What a function makes of parts of so many items each; all results in the items' order. */
  static <T, R> List<R> map(List<T> items, int size, Function<List<T>, List<R>> function)
      throws InterruptedException, ExecutionException {
    List<Callable<List<R>>> tasks = new ArrayList<>();
    for (int start = 0; start < items.size(); start += size) {
      List<T> part = items.subList(start, Math.min(items.size(), start + size));
      tasks.add(() -> function.apply(part));
    }
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<R> results = new ArrayList<>();
      for (Future<List<R>> part : pool.invokeAll(tasks)) {
        results.addAll(part.get());
      }
      return List.copyOf(results);
    } finally {
      pool.shutdownNow();
    }
  }
}
