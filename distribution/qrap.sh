#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts qrap from wherever its image lies. This shell becomes the JVM, which becomes QEMU.
self=$0
if [ -L "$self" ]; then
    self=$(PATH=/usr/bin:/bin readlink -f -- "$self")
fi
exec "${self%/*}/java" dev.qrap.cli.Main "$@"
