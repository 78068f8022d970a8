#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts qrap from wherever its image lies. This shell becomes the JVM, which becomes QEMU.
self=$0
if [ -L "$self" ]; then
    self=$(PATH=/usr/bin:/bin readlink -f -- "$self")
fi
# No class path: by default it is the working folder, where others may have put code (docs/security.md).
exec "${self%/*}/java" -cp /nonexistent dev.qrap.cli.Main "$@"
