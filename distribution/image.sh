# SPDX-License-Identifier: Apache-2.0
#
# How an image is made; for scripts that say where this file lies (tools) and what they are called (me).

fail() { echo "$me: $*" >&2; exit 1; }

# A line "FEATURE HOME" for a folder that holds a JDK which can link; nothing for any other.
jdk() {
    home=$(cd "$1" 2>/dev/null && pwd -P) || return 0
    [ -x "$home/bin/javac" ] && [ -x "$home/bin/jlink" ] && [ -r "$home/release" ] || return 0
    feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    [ "${feature:-0}" -ge 17 ] || return 0
    # JDKs since 24 may come without jmods: their jlink takes the modules from the JDK itself.
    [ -e "$home/jmods/java.base.jmod" ] || "$home/bin/jlink" --help | grep -q 'run-time image enabled' || return 0
    echo "$feature $home"
}

# One JDK a feature release, the newest first; JAVA_HOME goes before others of its release.
jdks() {
    for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/* /opt/java/*; do
        jdk "$home"
    done | awk '!seen[$1]++' | sort -rn
}

# What an image's JVM is started with, whatever it runs: why each is there stands in docs/architecture.md.
jvm_options() {
    feature=$1
    # The JVM makes texts of all arguments before it can collect any garbage; the kernel lets them have 6 MB.
    echo -Xint -Xms80m -Xmn64m -Xmx256m -XX:CompressedClassSpaceSize=32m -Xrs
    echo -XX:-UsePerfData -XX:+DisableAttachMechanism -XX:-MaxFDLimit -XX:-UseContainerSupport
    echo -XX:+UnlockDiagnosticVMOptions -XX:-DumpPrivateMappingsInCore -XX:-DumpSharedMappingsInCore
    echo -XX:+DisplayVMOutputToStderr -XX:ErrorFile=/dev/null -XX:-CreateCoredumpOnCrash
    echo -Xlog:disable -Xlog:all=error:stderr -XX:-PrintWarnings
    if [ "$feature" -ge 25 ]; then
        echo -XX:+UseSerialGC -XX:ArchiveRelocationMode=0
        # That an archive cannot be used is for qrap doctor to say.
        echo -Xlog:cds=off,aot=off:stderr
    else
        # Debian's 17 ignores the archived module graph under the serial collector.
        echo -XX:+UseG1GC -XX:ParallelGCThreads=1 -XX:ConcGCThreads=1 -XX:G1ConcRefinementThreads=1
    fi
}

# And what it is started with because of JNA and of how plugins are made: a method handle for each would cost more than
# the plugins.
launch_options() {
    feature=$1
    [ "$feature" -lt 22 ] || echo -Djdk.reflect.useNativeAccessorOnly=true
    echo -Djava.util.logging.manager=dev.qrap.exec.logging.SilentLogging
    echo -Djna.nosys=false -Djna.nounpack=true -Djna.platform.library.path=/nonexistent
    [ "$feature" -lt 22 ] || echo --enable-native-access=com.sun.jna
}

# What to do if that is what jlink says.
missing() {
    case $1 in *' not found, required by '*) echo '; add the jar of that module with --with' ;; esac
}

# jlink_image HOME IMAGE MODULE_PATH MODULES OPTIONS [JLINK_OPTION]...: an image without an archive. MODULES have commas
# between, OPTIONS are lines.
jlink_image() {
    home=$1 image=$2 path=$3 names=$4 options=$5
    shift 5
    # What strips native code is this machine's. Another machine's is stripped in Debian's packages.
    strip=--strip-debug
    case $path in */jmods:*) strip=--strip-java-debug-attributes ;; esac
    # The leading space belongs: jlink joins these options to its own. Where it fails, it prints its stack after the reason.
    # In another locale, jlink of JDK 17 makes other bytes.
    said=$(LC_ALL=C.UTF-8 "$home/bin/jlink" --module-path "$path" --add-modules "$names" --output "$image" \
        "$strip" --no-header-files --no-man-pages --add-options " $(echo "$options" | paste -sd' ' -)" "$@" 2>&1) ||
        fail "cannot link the image: $(echo "$said" | sed -n 's/^Error: //p' | head -n 1)$(missing "$said")"
    [ -z "$said" ] || echo "$said" >&2
}

# The options with which a program's run is the lesson for an archive, of which something is left in a folder whose path
# has no space: lesson FEATURE FOLDER.
lesson() {
    if [ "$1" -ge 25 ]; then
        echo "-XX:AOTCacheOutput=$2/archive"
    else
        echo "-Xshare:off -XX:DumpLoadedClassList=$2/classes"
    fi
}

# Makes an image's archive of that, where its JVM finds it by itself: learn FEATURE FOLDER IMAGE.
learn() {
    if [ "$1" -lt 25 ]; then
        "$3/bin/java" -Xshare:dump -XX:SharedClassListFile="$2/classes" -XX:SharedArchiveFile="$2/archive" \
            >/dev/null 2>&1 || :
    fi
    [ -s "$2/archive" ] || fail "no archive came of the training run in $3"
    mv "$2/archive" "$3/lib/server/classes.jsa"
}

# JNA's own name for an architecture, which is named as by uname -m.
native_folder() {
    case $1 in
        x86_64) echo linux-x86-64 ;;
        i?86) echo linux-x86 ;;
        armv*) echo linux-arm ;;
        *) echo "linux-$1" ;;
    esac
}

# dev.qrap.cli.Training teaches the JVM what to load. The program that it ends in cannot be executed, so that the JVM
# gets to write down what it has learnt.
train() {
    feature=$1 home=$2 image=$3
    qemu=$image/untrained place=$(mktemp -d)
    printf '\177ELF\0' >"$qemu"
    chmod 755 "$qemu"
    mkdir "$place/qrap"
    printf 'socket=%s\nqemu=%s\nnic=replace\n' "$place/socket" "$qemu" >"$place/qrap/qrap.properties"
    chmod go-w "$place/qrap/qrap.properties"
    # What a launch may start: a backend, and a QEMU that can be asked once, and then not be executed.
    mkdir "$place/bin"
    printf '#!/bin/sh\ncat <&3 >&3 &\n' >"$place/bin/passt"
    printf '#!/bin/sh\nchmod a-x "$0"\necho "-netdev stream,id=str,addr.type=unix,addr.path=path[,reconnect=seconds]"\n' >"$place/bin/helpful"
    chmod 755 "$place/bin"/*
    # shellcheck disable=SC2046 # a lesson is several options
    said=$("$home/bin/java" "$tools/WithBackend.java" "$place/socket" \
        env -i PATH="$place/bin:/usr/bin:/bin" XDG_CONFIG_HOME="$place" XDG_CACHE_HOME="$place" \
        "$image/bin/java" $(lesson "$feature" "$place") -cp /nonexistent dev.qrap.cli.Training -machine pc-q35-7.2,usb=off -nodefaults \
        -device '{"driver":"pcie-root-port","port":8,"chassis":1,"id":"pci.1","bus":"pcie.0","addr":"0x1"}' \
        -netdev '{"type":"user","id":"hostnet0"}' \
        -device '{"driver":"virtio-net-pci","netdev":"hostnet0","id":"net0","bus":"pci.1","addr":"0x0"}' \
        -device virtio-rng-pci,rng=objrng0,id=rng0,bus=pci.4,addr=0x0 2>&1) || :
    case $said in
        *"exec $qemu"*) ;;
        *) echo "$me: the training run ended early, launches will be slower than they could: $said" >&2 ;;
    esac
    learn "$feature" "$place" "$image"
    # Of JDK 17, an archive that is damaged and named by its path keeps the JVM from starting.
    [ "$feature" -lt 25 ] || train_commands "$home" "$image" "$place"
    rm -r "$place" "$qemu"
}

# A second archive, of what commands and plugins in jars need besides. Its classes cost a launch that does not need them
# nothing, since the JVM links those of the first one alone as it starts: train_commands HOME IMAGE FOLDER.
train_commands() {
    training_plugin "$1" "$2" "$2/plugins/training.jar"
    env -i PATH="$3/bin:/usr/bin:/bin" XDG_CONFIG_HOME="$3" XDG_CACHE_HOME="$3" \
        "$2/bin/java" -XX:ArchiveClassesAtExit="$3/commands" -cp /nonexistent dev.qrap.cli.CommandTraining \
        >"$3/said" 2>&1 || :
    rm "$2/plugins/training.jar"
    if [ -s "$3/commands" ]; then
        mv "$3/commands" "$2/lib/server/commands.jsa"
    else
        echo "$me: no second archive came of the training run in $2, commands will be slower than they could: $(cat "$3/said")" >&2
    fi
}

# A plugin that does nothing, in a jar: training_plugin HOME IMAGE JAR.
training_plugin() {
    sources=$(mktemp -d)
    echo 'module training { requires dev.qrap.spi; provides dev.qrap.spi.SocketLocator with training.NoSockets; }' \
        >"$sources/module-info.java"
    cat >"$sources/NoSockets.java" <<'END'
package training;

import dev.qrap.spi.LocatorContext;
import dev.qrap.spi.SocketCandidate;
import dev.qrap.spi.SocketLocator;
import java.util.List;

public final class NoSockets implements SocketLocator {
  @Override
  public String name() {
    return "training";
  }

  @Override
  public List<SocketCandidate> locate(LocatorContext from) {
    return List.of();
  }
}
END
    "$1/bin/java" -m jdk.compiler/com.sun.tools.javac.Main --system "$2" -d "$sources/classes" "$sources"/*.java
    "$1/bin/java" -m jdk.jartool/sun.tools.jar.Main --create --file "$3" -C "$sources/classes" .
    chmod 644 "$3"
    rm -r "$sources"
}

# Takes the comments out of a properties file: JDK 17 reads this one at every start, and most of it is comments.
shorten() {
    awk 'continued || !/^[[:space:]]*(#|$)/ { print; continued = /\\$/ }' "$1" >"$1.short"
    mv "$1.short" "$1"
}

# How jlink compresses what no launch reads: the image is 8 MB smaller, and only commands such as qrap doctor read any of
# it. jlink before 21 has another notation and is left alone.
compression() {
    unread=/info.picocli/**,/com.sun.jna.platform/**,/java.base/sun/**,/java.base/jdk/internal/classfile/**
    unread=$unread,/java.base/java/time/**,/java.base/java/text/**,/java.base/java/lang/classfile/**
    unread=$unread,/java.base/java/lang/invoke/**,/java.base/java/util/stream/**
    unread=$unread,/java.base/jdk/internal/foreign/**,/java.base/jdk/internal/icu/**,/java.base/com/**,/java.base/javax/**
    [ "$1" -lt 21 ] || echo "--compress=zip-6:filter=$unread"
}

# The names of the modules on a path.
modules_on() {
    "$home/bin/java" --module-path "$1" --list-modules | sed -n 's/@.* file:.*//p; s/ file:.*//p'
}

# link FEATURE HOME IMAGE MODULE_PATH: makes an image of all modules on a path, a list of jars or folders between colons.
link() {
    link_untrained "$1" "$2" "$3" "$4" "$(uname -m)"
    train "$1" "$2" "$3"
}

# The same without an archive: link_untrained FEATURE HOME IMAGE MODULE_PATH MACHINE [JMODS]. MACHINE is what uname -m says
# where the image will run; if that is not here, JMODS has the modules of a JDK for it, of the same feature release.
link_untrained() {
    feature=$1 home=$2 image=$3 path=$4 machine=$5 jmods=${6-}
    compress=$(compression "$feature")
    rm -rf "$image"
    jlink_image "$home" "$image" "${jmods:+$jmods:}$path" "$(modules_on "$path" | paste -sd, -)" \
        "$(jvm_options "$feature" && launch_options "$feature")" \
        ${compress:+"$compress"} --exclude-resources '**jnidispatch.*,**libjnidispatch.*'
    (cd "$image/lib" &&
        "$home/bin/jar" --extract --file "$(jar_of jna-jpms "$path")" \
            "com/sun/jna/$(native_folder "$machine")/libjnidispatch.so" &&
        mv "com/sun/jna/$(native_folder "$machine")/libjnidispatch.so" . && rm -r com)
    cp "$tools/qrap.sh" "$image/bin/qrap"
    chmod 755 "$image/bin/qrap"
    cp "$tools/LICENSE" "$tools/NOTICE" "$image"
    "$home/bin/java" "$tools/Contents.java" "$path" "$tools/sbom.xml" "$image" "$tools/LICENSE" "$tools/libffi.txt" ||
        fail "cannot write what $image contains"
    mkdir "$image/plugins"
    shorten "$image/conf/security/java.security"
}

# The jar NAME-VERSION.jar in the folders and files of a path.
jar_of() {
    echo "$2" | tr : '\n' | while read -r place; do
        if [ -d "$place" ]; then ls "$place/$1"-[0-9]*.jar || :; else echo "$place"; fi
    done 2>/dev/null | grep "/$1-[0-9][^/]*\.jar$" | head -n 1
}

# It must at least start, find its plugins and plan.
try() {
    image=$1
    plan=$(env -i PATH=/usr/bin:/bin "$image/bin/qrap" plan --shell -- 5 /bin/true -version) ||
        fail "$image does not start"
    [ "$plan" = "/bin/true -version" ] || fail "$image plans '$plan'"
    plugins=$("$image/bin/qrap" plugins | grep -c ' active$') || fail "$image lists no plugins"
    echo "$me: $image works, $plugins plugins"
}
