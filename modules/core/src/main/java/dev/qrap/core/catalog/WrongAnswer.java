// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.catalog;

import java.util.List;

/** What a method of a plugin answered is not what its interface allows. */
public final class WrongAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A wrong answer.
   *
   * @param what what is wrong, a phrase that can follow the name of the method: {@code "returned
   *     null"}
   */
  public WrongAnswer(String what) {
    super(what);
  }

  /**
   * Checks that a method answered at all.
   *
   * @param answer its answer
   * @param <T> the type of the answer
   * @return the answer
   * @throws WrongAnswer if it is null
   */
  public static <T> T notNull(T answer) {
    if (answer == null) {
      throw new WrongAnswer("returned null");
    }
    return answer;
  }

  /**
   * Checks a list.
   *
   * @param answer what a method answered
   * @param <T> the type of its elements
   * @return an immutable copy
   * @throws WrongAnswer if it is null or has a null in it
   */
  public static <T> List<T> list(List<T> answer) {
    if (notNull(answer).isEmpty()) {
      return List.of();
    }
    for (T element : answer) {
      if (element == null) {
        throw new WrongAnswer("returned a list with null in it");
      }
    }
    return List.copyOf(answer);
  }
}
