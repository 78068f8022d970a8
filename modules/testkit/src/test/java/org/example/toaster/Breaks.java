// SPDX-License-Identifier: Apache-2.0
package org.example.toaster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The clauses of its contract that a plugin breaks, and no others; a good one has no mark. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Breaks {
  /** Names of test methods. */
  String[] value();
}
