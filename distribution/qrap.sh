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
place=$PWD/$self
case $self in /*) place=$self ;; esac
case $place in
    *:*)
        echo "qrap: Java cannot start in a directory whose path has a colon (${self%/bin/*}); move the image" >&2
        exit 1
        ;;
    *[!\ -~]*)
        # Java finds its files there in a UTF-8 locale alone. QEMU gets the caller's locale: dev.qrap.exec.OwnProcess.
        _QRAP_LC_ALL=${LC_ALL+=$LC_ALL}
        LC_ALL=C.UTF-8
        export _QRAP_LC_ALL LC_ALL
        ;;
esac
# This archive of classes goes with the one that Java finds by itself. Without the file, Java would use neither.
archive=${self%/*}/../lib/server/commands.jsa
[ -f "$archive" ] || archive=
# No class path: by default it is the working folder, where others may have put code (docs/security.md).
# The encoding is one in which JNA can write names, whatever JDK_JAVA_OPTIONS says.
exec "${self%/*}/java" ${archive:+"-XX:SharedArchiveFile=$archive"} -Dfile.encoding=UTF-8 -cp /nonexistent \
    dev.qrap.cli.Main "$@"
