// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.core.configuration.Key;
import dev.qrap.core.configuration.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Debian package, installed, used, upgraded and removed in a root of its own: what dpkg writes
 * goes to layers over this machine's folders. Debian's passt with its own qrap is there, unless a
 * test removes it.
 */
final class DebPackageIT {

  private static final String SETTINGS = "/etc/qrap/qrap.properties";

  private static final String LAYERS =
      """
      for top in usr etc var; do
        mkdir -p /tmp/root/$top/upper /tmp/root/$top/work
        mount -t overlay overlay /$top \
          -o "lowerdir=/$top,upperdir=/tmp/root/$top/upper,workdir=/tmp/root/$top/work"
      done""";

  /** Some systems are set up to have no man pages. The index of them takes its time. */
  private static final String INSTALL = "dpkg --no-triggers '--path-include=/usr/share/*' -i ";

  /** All that is installed. */
  private static final String LIST =
      """
      find /usr /etc /var/lib -xdev -path /var/lib/dpkg -prune -o \
        '(' -type d -printf '%p %m\\n' -o -printf '%p %m %s %l\\n' ')' | LC_ALL=C sort
      ls /var/lib/dpkg/info
      dpkg-divert --list""";

  private static Path made;

  /** Where it is installed, for all tests that only use it. */
  private static Sandbox used;

  @BeforeAll
  static void make() {
    assumeTrue(Tools.isRoot(), "only root can run dpkg");
    Tools.require("dpkg-repack", "man", "bash", "zsh", "passt", Tools.REFERENCE);
    made = Tools.debianPackage();
    used = root();
    sh(used, INSTALL + "/tmp/qrap.deb");
  }

  @AfterAll
  static void close() {
    if (used != null) {
      used.close();
    }
  }

  private static Sandbox root() {
    Sandbox root = Sandbox.of(Sandbox.IMAGE);
    try {
      Files.copy(made, root.path("qrap.deb"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return root;
  }

  private static Sandbox.Call call(Sandbox root, String program, String... arguments) {
    return root.program(program, List.of(arguments)).after(LAYERS);
  }

  /** Runs commands of a shell, which must succeed; returns what they say. */
  private static String sh(Sandbox root, String commands) {
    Sandbox.Result result =
        call(root, "/bin/sh", "-ec", commands)
            .with("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .run();
    assertThat(result.status()).as(commands + ": " + result.stderr()).isZero();
    return result.stdout();
  }

  private static Set<String> list(Sandbox root) {
    return sh(root, LIST).lines().collect(toSet());
  }

  private static Set<String> ofQrap(Sandbox root) {
    Set<String> lines = list(root);
    lines.removeIf(line -> !line.contains("qrap"));
    return lines;
  }

  /** What is in one list and not in the other, sorted. */
  private static Set<String> without(Set<String> lines, Set<String> others) {
    Set<String> difference = new TreeSet<>(lines);
    difference.removeIf(others::contains);
    return difference;
  }

  /** Nothing has come and nothing is gone. */
  private static void assertSame(Set<String> after, Set<String> before) {
    assertThat(without(after, before)).isEmpty();
    assertThat(without(before, after)).isEmpty();
  }

  /** What qrap's help lists. */
  private static List<String> commands(Sandbox root) {
    String help = sh(root, "qrap --help");
    List<String> commands = new ArrayList<>();
    for (String line : help.substring(help.indexOf("\nCommands:\n")).split("\n", -1)) {
      if (line.matches("  [a-z]+  .*")) {
        commands.add(line.strip().replaceFirst(" .*", ""));
      } else if (!commands.isEmpty() && line.isEmpty()) {
        break;
      }
    }
    assertThat(commands).contains("help", "run", "plan", "plugins");
    return commands;
  }

  @Test
  void launches_from_its_place_with_its_archive() {
    used.backend();
    Sandbox.Result result =
        call(used, "/usr/bin/qrap", "-m", "64", "@x")
            .with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=/tmp/load")
            .run();

    assertThat(result.exec().arguments()).startsWith("kvm", "-m", "64", "@x");
    assertThat(result.exec().connected()).isNotEmpty();
    assertThat(used.path("load"))
        .content()
        .containsPattern("dev\\.qrap\\.cli\\.Installed source: shared objects file");
  }

  @Test
  void says_what_is_in_it_and_under_which_licenses() {
    String doc = "/usr/share/doc/qrap/";

    assertThat(sh(used, "cat " + doc + "sbom.cdx.xml")).contains("<name>picocli</name>");
    assertThat(sh(used, "zcat " + doc + "changelog.gz")).startsWith("# Changes\n");
    assertThat(sh(used, "ls " + doc + "legal"))
        .contains("com.sun.jna\n", "info.picocli\n", "java.base\n", "org.slf4j\n");
    assertThat(sh(used, "ls /usr/share/common-licenses/Apache-2.0 " + doc + "copyright"))
        .isNotEmpty();
    // Each path that the copyright file names is there.
    for (String line : sh(used, "cat " + doc + "copyright").split("\n", -1)) {
      if (line.startsWith("Files: ") && !line.equals("Files: *")) {
        sh(used, "cd /; ls -d " + line.substring("Files: ".length()));
      }
    }
  }

  @Test
  void is_used_by_anybody() {
    String nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

    assertThat(sh(used, nobody + "qrap --version")).matches("qrap [0-9].*\ncommit .*\nJDK .*\n");
    assertThat(sh(used, nobody + "qrap plan --shell -- 5 /bin/true -m 64"))
        .isEqualTo("/bin/true -m 64\n");
    assertThat(sh(used, nobody + "qrap -version")).startsWith("QEMU emulator version");
  }

  @Test
  void its_configuration_file_shows_all_keys_and_is_read() {
    String settings = sh(used, "cat " + SETTINGS);
    for (Key<?> key : Keys.ALL.keys()) {
      assertThat(settings)
          .contains(
              "\n# "
                  + key.description()
                  + " (default: "
                  + key.withoutIt()
                  + ")\n#"
                  + key.name()
                  + "=");
    }

    assertThat(sh(used, "qrap plan -v -- 5 /bin/true")).doesNotContain(SETTINGS);
    assertThat(
            sh(
                used,
                """
                sed -i.kept 's/^#timeout=.*/timeout=7/' /etc/qrap/qrap.properties
                qrap plan -v -- 5 /bin/true
                mv /etc/qrap/qrap.properties.kept /etc/qrap/qrap.properties
                """))
        .containsPattern("timeout.*7.*" + SETTINGS);
  }

  @Test
  void its_manual_names_every_command_and_key_and_has_no_fault() {
    List<String> commands = commands(used);
    Sandbox.Result qrap = man("qrap");
    Sandbox.Result settings = man("qrap.properties");

    assertThat(qrap.stderr() + settings.stderr()).isEmpty();
    for (String command : commands) {
      assertThat(qrap.stdout()).containsPattern("\n   qrap " + command + "\n");
    }
    for (Key<?> key : Keys.ALL.keys()) {
      assertThat(qrap.stdout()).contains(" " + key.option() + " " + key.label());
      assertThat(settings.stdout()).contains(" " + key.name() + "=" + key.label());
      assertThat(settings.stdout()).contains(" " + key.variable() + "\n");
    }
    assertThat(sh(used, "cd /usr/share/man; lexgrog man1/qrap.1.gz man5/qrap.properties.5.gz"))
        .contains("\"qrap - ", "\"qrap.properties - ");
  }

  private static Sandbox.Result man(String page) {
    Sandbox.Result result =
        call(used, "/usr/bin/man", "--warnings", "-P", "cat", page)
            .with("MANWIDTH", "200")
            .with("PATH", "/usr/bin:/bin")
            .run();
    assertThat(result.status()).as(result.stderr()).isZero();
    return result;
  }

  @Test
  void bash_completes_commands_options_and_then_files() {
    String commands = String.join(" ", commands(used));

    assertThat(bash("qrap ''")).isEqualTo(commands);
    assertThat(bash("qrap plu")).isEqualTo("plugins");
    assertThat(bash("qrap plugins n")).isEqualTo("new");
    assertThat(bash("qrap run --socket-")).isEqualTo("--socket-owners");
    for (String line :
        List.of("qrap run --socket ''", "qrap run -- ''", "qrap run -- --s", "qrap -m ''")) {
      assertThat(bash(line)).as(line).isEmpty();
    }
  }

  /** What it offers for the last word of a line; nothing means files. */
  private static String bash(String line) {
    used.write(
        "complete.bash",
        """
        set -e
        . /usr/share/bash-completion/completions/qrap
        complete -p qrap | grep -q -- '-o default'
        compopt() { echo "it takes files away: $*"; }
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$* COMPREPLY=()
        function=$(complete -p qrap | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        $function qrap "${@: -1}" || :
        echo "${COMPREPLY[*]}"
        """);
    return sh(used, "bash /tmp/complete.bash " + line).strip();
  }

  @Test
  void zsh_completes_commands_options_and_files() {
    used.write("bzImage", "");
    used.write(
        "complete.zsh",
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'cd /tmp; PS1=; autoload -U compinit; compinit -u -D'
        zpty -w shell 'written() { print -r -- "$BUFFER" >>/tmp/lines; BUFFER=; print WRITTEN }'
        zpty -w shell 'zle -N written; bindkey "^X" written; print REA""DY'
        zpty -r -m shell said '*READY*'
        for line in 'qrap plu' 'qrap plugins n' 'qrap run --socket-' 'qrap run -- -kernel bzI' \\
            'qrap -kernel bzI'; do
          zpty -w -n shell $line$'\\t\\x18'
          zpty -r -m shell said '*WRITTEN*'
        done
        zpty -d shell
        """);

    sh(used, "zsh -f /tmp/complete.zsh >&2");

    assertThat(used.path("lines"))
        .content()
        .isEqualTo(
            """
            qrap plugins\s
            qrap plugins new\s
            qrap run --socket-owners\s
            qrap run -- -kernel bzImage\s
            qrap -kernel bzImage\s
            """);
  }

  @Test
  void leaves_its_configuration_when_removed_and_nothing_when_purged() {
    try (Sandbox root = root()) {
      Set<String> before = list(root);

      sh(root, INSTALL + "/tmp/qrap.deb");
      assertThat(sh(root, "dpkg --verify qrap")).isEmpty();
      assertThat(without(list(root), before)).contains("/usr/bin/qrap 777 20 ../lib/qrap/bin/qrap");
      sh(root, "dpkg --no-triggers -r qrap");

      assertThat(without(list(root), before))
          .allMatch(line -> line.matches("/etc/qrap 755|" + SETTINGS + " .*|qrap\\..*"))
          .hasSize(4);
      sh(root, "dpkg --no-triggers --purge qrap");
      assertSame(list(root), before);
    }
  }

  @Test
  void keeps_a_changed_configuration_when_upgraded() {
    try (Sandbox root = root()) {
      sh(root, INSTALL + "/tmp/qrap.deb");
      Set<String> before = list(root);

      sh(
          root,
          """
          echo timeout=7 >>/etc/qrap/qrap.properties
          dpkg-deb -R /tmp/qrap.deb /tmp/newer
          sed -i 's/^Version:.*/Version: 99-1/' /tmp/newer/DEBIAN/control
          echo '# new' >>/tmp/newer/etc/qrap/qrap.properties
          rm /tmp/newer/usr/share/doc/qrap/README.md
          dpkg-deb -Znone --root-owner-group -b /tmp/newer /tmp/newer.deb
          dpkg --no-triggers --force-confold -i /tmp/newer.deb
          """);

      assertThat(sh(root, "dpkg-query -W -f '${Version}' qrap")).isEqualTo("99-1");
      assertThat(sh(root, "qrap plan -v -- 5 /bin/true")).containsPattern("timeout.*7");
      assertThat(without(before, list(root)))
          .hasSize(2)
          .anyMatch(line -> line.startsWith("/usr/share/doc/qrap/README.md"));
      sh(root, "dpkg --no-triggers --purge qrap passt");
      assertThat(ofQrap(root)).isEmpty();
    }
  }

  @Test
  void its_and_passts_qrap_come_and_go_in_any_order() {
    try (Sandbox root = root()) {
      sh(
          root,
          "cp /usr/bin/qrap /tmp/reference; dpkg-repack passt; dpkg --no-triggers --purge passt");
      sh(root, INSTALL + "/tmp/passt_*.deb");
      Set<String> before = list(root);
      sh(root, "dpkg --no-triggers --purge passt");
      sh(root, INSTALL + "/tmp/qrap.deb");
      sh(root, "qrap --version; ! [ -e /usr/bin/qrap.passt ]");

      sh(root, INSTALL + "/tmp/passt_*.deb");
      sh(root, "qrap --version; cmp /usr/bin/qrap.passt /tmp/reference");
      sh(root, "dpkg --no-triggers --purge qrap; cmp /usr/bin/qrap /tmp/reference");
      assertSame(list(root), before);

      sh(root, INSTALL + "/tmp/qrap.deb; dpkg --no-triggers --purge passt; qrap --version");
      sh(
          root,
          "! [ -e /usr/bin/qrap.passt ]; dpkg --no-triggers --purge qrap; ! [ -e /usr/bin/qrap ]");
      assertThat(ofQrap(root)).isEmpty();
    }
  }
}
