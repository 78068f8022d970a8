// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what qrap makes and plugins read.
 *
 * <p>Compatible versions of the SPI may add components to such a record: a plugin that only reads
 * it goes on to work, while tests that make one must be compiled anew. A new constant of an enum
 * makes an incompatible version, since a plugin may have an answer for each.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.CLASS) // for people and for the architecture tests; a launch never looks
@Target(ElementType.TYPE)
public @interface ProvidedByQrap {}
