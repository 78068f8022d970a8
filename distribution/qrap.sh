#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Starts qrap from wherever its image lies. This shell becomes the JVM, which becomes QEMU.
self=$0
if [ -L "$self" ]; then
    self=$(PATH=/usr/bin:/bin readlink -f -- "$self")
fi
case $self in
    */*) ;;
    *) self=./$self ;; # sh qrap
esac
# No class path: by default it is the working folder, where others may have put code (docs/security.md).
# The encoding is one in which JNA can write names, whatever JDK_JAVA_OPTIONS says.
exec "${self%/*}/java" -Dfile.encoding=UTF-8 -cp /nonexistent dev.qrap.cli.Main "$@"
