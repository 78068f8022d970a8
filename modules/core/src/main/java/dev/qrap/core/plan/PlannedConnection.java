// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.plan;

import dev.qrap.spi.Need;
import dev.qrap.spi.Protocol;

/**
 * A connection of QEMU to a backend, as a plan has it.
 *
 * @param card what it is for, as it stands on the line: {@code -nic user,model=e1000}; empty in
 *     explicit mode, and if the card is added
 * @param need what must be there before QEMU starts
 * @param protocol what QEMU will speak to the backend
 * @param byQemu whether QEMU starts the backend
 * @param descriptor the number on which the connection is handed over, if one is needed
 * @param backend which backend it is to
 */
public record PlannedConnection(
    String card,
    Need need,
    Protocol protocol,
    boolean byQemu,
    int descriptor,
    BackendChoice backend) {}
