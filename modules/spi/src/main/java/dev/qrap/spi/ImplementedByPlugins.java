// SPDX-License-Identifier: Apache-2.0
package dev.qrap.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what plugins implement or make, and qrap calls or reads.
 *
 * <p>Compatible versions of the SPI add to such a type only what no plugin must know of: default
 * methods, further factories and constants. A new component of a record or a new abstract method
 * makes an incompatible version; what versions are compatible is said in the module's description.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.CLASS) // for people and for the architecture tests; a launch never looks
@Target(ElementType.TYPE)
public @interface ImplementedByPlugins {}
