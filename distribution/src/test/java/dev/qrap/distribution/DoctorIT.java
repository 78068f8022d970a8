// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.qrap.testkit.FakeBackend;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code qrap doctor} on a host where all is well, and on such hosts with one thing broken each:
 * that thing's verdict changes, and no other. Only {@code kvm} is whatever the machine has.
 */
final class DoctorIT {

  private static final String CONFIGURATION = "home/.config/qrap/qrap.properties";
  private static final String FIRST = "/tmp/passt_1.socket";
  private static final int STRANGER = 4711;

  private final Sandbox sandbox = Sandbox.of(Sandbox.IMAGE);

  /** QEMU, passt, a backend that listens, and nothing else. */
  @BeforeEach
  void makeWell() throws IOException {
    Tools.require("kvm", "passt");
    Files.delete(sandbox.path("bin/kvm"));
    for (String program : List.of("kvm", "passt")) {
      Files.createSymbolicLink(
          sandbox.path("bin/" + program), Path.of("/usr/bin/" + program).toRealPath());
    }
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** The doctor that answers in JSON. */
  private Sandbox.Call doctor(String... options) {
    return call(Sandbox.QRAP, List.of("--json"), options);
  }

  private Sandbox.Call call(String qrap, List<String> first, String... options) {
    List<String> all = new ArrayList<>(List.of("doctor"));
    all.addAll(first);
    all.addAll(List.of(options));
    return sandbox.program(qrap, all).with("PATH", "/tmp/bin").inStickyTmp();
  }

  /** A finding as JSON has it. */
  private record Finding(String check, String verdict, String text, String advice) {
    boolean isPass() {
      return verdict.equals("PASS");
    }
  }

  /** Runs the doctor with {@code --json}. */
  private static List<Finding> findings(Sandbox.Call call) {
    Sandbox.Result result = call.run();
    assertThat(result.stderr()).isEmpty();
    List<Finding> findings = new ArrayList<>();
    for (Object entry : (List<?>) JsonTree.parse(result.stdout())) {
      Map<?, ?> map = (Map<?, ?>) entry;
      String advice = map.containsKey("advice") ? (String) map.get("advice") : "";
      findings.add(
          new Finding(
              (String) map.get("check"),
              (String) map.get("verdict"),
              (String) map.get("text"),
              advice));
    }
    boolean fails = findings.stream().anyMatch(finding -> finding.verdict.equals("FAIL"));
    assertThat(result.status()).isEqualTo(fails ? 1 : 0);
    assertThat(findings)
        .isNotEmpty()
        .allMatch(finding -> finding.isPass() == finding.advice.isEmpty());
    return findings;
  }

  /** All that is not well, as {@code FAIL qemu}. */
  private static Set<String> problems(List<Finding> findings) {
    Set<String> problems = new TreeSet<>();
    for (Finding finding : findings) {
      if (!finding.isPass() && !finding.check.equals("kvm")) {
        problems.add(finding.verdict + " " + finding.check);
      }
    }
    return problems;
  }

  /** Whoever is asked finds this problem, with these words, and no other. */
  private static void finds(Sandbox.Call call, String problem, String... words) {
    List<Finding> findings = findings(call);
    assertThat(problems(findings)).as("%s", findings).containsExactly(problem);
    List<String> texts = new ArrayList<>();
    for (Finding finding : findings) {
      if (problem.equals(finding.verdict + " " + finding.check)) {
        texts.add(finding.text + " -> " + finding.advice);
      }
    }
    assertThat(String.join("\n", texts)).contains(words);
  }

  private void program(String inTmp, String content) throws IOException {
    Files.deleteIfExists(sandbox.path(inTmp));
    Files.setPosixFilePermissions(
        sandbox.write(inTmp, content), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  // ---- What is printed

  @ParameterizedTest
  @MethodSource("dev.qrap.distribution.ImageIT#images")
  void a_host_where_all_is_well(Path image) throws IOException {
    try (Sandbox other = Sandbox.of(image)) {
      FakeBackend backend = other.backend();
      Sandbox.Call call = other.qrap("doctor", "--json").with("PATH", "/usr/bin:/bin");
      List<Finding> findings = findings(call);
      assertThat(problems(findings)).as("%s", findings).isEmpty();
      // In the order in which a launch meets them; two files of configuration.
      assertThat(findings.stream().map(Finding::check))
          .containsExactly(
              "archive",
              "memory",
              "configuration",
              "configuration",
              "qemu",
              "transports", // exec=descriptor
              "transports", // exec=stream
              "transports", // exec=passt
              "transports", // exec=vhost-user
              "transports", // whether it connects again
              "plugins",
              "descriptors",
              "backend",
              "passt",
              "confinement",
              "kvm");
      assertThat(backend.probes()).isEmpty();
    }
  }

  @Test
  void text_quiet_and_json_say_the_same() {
    sandbox.backend();
    String[] broken = {"--machine", "nosuch", "--socket", "/tmp/a\tb"};
    List<Finding> all = findings(doctor(broken));
    assertThat(problems(all)).containsExactly("FAIL backend", "FAIL plugins");

    Sandbox.Result text = call(Sandbox.QRAP, List.of(), broken).run();
    Sandbox.Result quiet = call(Sandbox.QRAP, List.of("-q"), broken).run();

    assertThat(text.status()).isEqualTo(1);
    assertThat(quiet.status()).isEqualTo(1);
    StringBuilder expected = new StringBuilder();
    StringBuilder expectedQuiet = new StringBuilder();
    for (Finding finding : all) {
      String line =
          "%s  %-15s%s%n"
              .formatted(finding.verdict, finding.check, finding.text)
              .replace("\t", "\\x09");
      expected.append(line);
      if (!finding.isPass()) {
        String advice = " ".repeat(21) + "-> " + finding.advice + "\n";
        expected.append(advice);
        expectedQuiet.append(line).append(advice);
      }
    }
    assertThat(text.stdout()).isEqualTo(expected.toString());
    assertThat(quiet.stdout()).isEqualTo(expectedQuiet.toString());
  }

  // ---- Configuration

  @Test
  void where_each_value_came_from() {
    sandbox.backend();
    sandbox.write(CONFIGURATION, "# mine\ntimeout=7\nnic=keep\n");
    List<Finding> findings = findings(doctor("--nic=replace").with("QRAP_LOG", "off"));
    assertThat(problems(findings)).isEmpty();
    assertThat(findings.stream().map(Finding::text))
        .contains(
            "/etc/qrap/qrap.properties is not there",
            "/tmp/" + CONFIGURATION + " was read",
            "timeout=7 (/tmp/" + CONFIGURATION + ":2)",
            "log=off (QRAP_LOG)",
            "nic=replace (--nic)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sokcet=/x | unknown key 'sokcet' in /tmp/" + CONFIGURATION + ":1; did you mean socket?",
        "socket | no '=' in /tmp/" + CONFIGURATION + ":1",
        "timeout=0 | wrong value for timeout in /tmp/" + CONFIGURATION + ":1"
      })
  void a_configuration_with_a_wrong_line(String line, String message) {
    sandbox.backend();
    sandbox.write(CONFIGURATION, line + "\n");
    finds(doctor(), "FAIL configuration", message, "correct it");
  }

  @Test
  void a_configuration_that_others_can_write() throws IOException {
    sandbox.backend();
    Path file = sandbox.write(CONFIGURATION, "timeout=1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    finds(doctor(), "FAIL configuration", "can be written by others", "chmod go-w");
  }

  @Test
  void a_variable_that_is_none() {
    sandbox.backend();
    finds(doctor().with("QRAP_SOKCET", "/x"), "WARN configuration", "QRAP_SOKCET");
  }

  // ---- QEMU

  @Test
  void no_qemu() throws IOException {
    sandbox.backend();
    Files.delete(sandbox.path("bin/kvm"));
    finds(doctor(), "FAIL qemu", "no QEMU found", "apt install");
  }

  @Test
  void a_qemu_that_is_not_executable() throws IOException {
    sandbox.backend();
    Files.delete(sandbox.path("bin/kvm"));
    sandbox.write("bin/kvm", "");
    finds(doctor(), "FAIL qemu", "/tmp/bin/kvm is not an executable file");
  }

  @Test
  void a_wrong_setting_of_qemu() {
    sandbox.backend();
    finds(doctor("--qemu", "nosuch"), "FAIL qemu", "cannot run 'nosuch'", "or remove it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ELF of another machine | Exec format error",
        "#!/nonexistent/interpreter | No such file or directory",
        "#!/bin/sh\\necho libfoo.so: cannot open >&2; exit 127 | status 127: libfoo.so: cannot open",
        "#!/bin/sh\\nexec /bin/sleep 1000 | does not end within 5000 ms"
      })
  void a_qemu_that_does_not_work(String content, String words) throws IOException {
    sandbox.backend();
    program("bin/kvm", content.replace("\\n", "\n").replace("ELF", "\177ELF\2\1\1\0"));
    finds(doctor(), "FAIL qemu", "/tmp/bin/kvm does not say what it is", words);
  }

  @Test
  void a_program_that_is_no_qemu() {
    sandbox.backend();
    finds(doctor("--qemu", "/bin/true"), "WARN qemu", "/bin/true does not answer");
  }

  /** Prints what a QEMU prints, as far as it matters. */
  private void qemu(String version, String... help) throws IOException {
    program(
        "bin/kvm",
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'QEMU emulator version %s'
        else
          cat <<'EOF'
        usage: kvm [options] [disk_image]

        %s
        EOF
        fi
        """
            .formatted(version, String.join("\n", help))
            .replace("cat <<", "/bin/cat <<"));
  }

  @Test
  void a_qemu_without_stream() throws IOException {
    sandbox.backend();
    qemu(
        "6.2.0",
        "-netdev socket,id=str[,fd=h][,listen=[host]:port][,connect=host:port]",
        "-chardev socket,id=id,path=path[,server=on|off][,reconnect=seconds]");
    List<Finding> findings = findings(doctor());
    assertThat(problems(findings)).isEmpty();
    assertThat(findings.stream().map(Finding::text))
        .anyMatch(text -> text.matches("exec=stream is not available: .*QEMU 7.2 or later.*"));
    finds(doctor("--exec=stream"), "FAIL transports", "stream is not available", "7.2 or later");
  }

  /** The lines are from QEMU's documentation, since there is no such QEMU in Debian 12. */
  @ParameterizedTest
  @CsvSource({"8.2.0,reconnect,seconds", "9.2.0,reconnect-ms,milliseconds"})
  void a_newer_qemu(String version, String key, String unit) throws IOException {
    sandbox.backend();
    qemu(
        version,
        "-netdev socket,id=str[,fd=h][,listen=[host]:port][,connect=host:port]",
        "-netdev stream,id=str[,server=on|off],addr.type=unix,addr.path=path[,abstract=on|off]"
            + ("[,tight=on|off][," + key + "=" + unit + "]"));
    List<Finding> findings = findings(doctor());
    assertThat(problems(findings)).isEmpty();
    assertThat(findings.stream().map(Finding::text))
        .contains("/tmp/bin/kvm is QEMU " + version)
        .anyMatch(text -> text.matches("exec=stream uses -netdev stream,.*," + key + "=1(000)?"));
  }

  /** The doctor goes by what a strategy says and not by its name, as a launch does. */
  @Test
  void a_strategy_of_somebody_else_that_needs_a_path() {
    PluginJar.module(
            "org.example.dial",
            "requires dev.qrap.spi; provides dev.qrap.spi.ExecStrategy with org.example.dial.Dial;")
        .source(
            "org.example.dial.Dial",
            """
            package org.example.dial;
            import dev.qrap.spi.*;
            import java.util.List;
            public final class Dial implements ExecStrategy {
              public String name() { return "org.example.dial"; }
              public int priority() { return -9; }
              public Availability available(Guest guest) { return Availability.YES; }
              public Need need() { return Need.SOCKET_PATH; }
              public Netdev netdev(Guest guest) {
                return new Netdev("dial", "path", List.of());
              }
            }
            """)
        .write(sandbox.path("jars/dial.jar"));
    String[] settings = {
      "--plugin-path=/tmp/jars", "--exec", "org.example.dial", "-p", "udp:25353"
    };

    finds(doctor(settings), "FAIL backend", "has no path for QEMU", "exec=descriptor");

    List<String> plan = new ArrayList<>(List.of("plan"));
    plan.addAll(List.of(settings));
    plan.addAll(List.of("--", "-m", "64"));
    Sandbox.Result result =
        sandbox.qrap(plan.toArray(new String[0])).with("PATH", "/tmp/bin").run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("the backend that qrap starts has none; say exec=descriptor");
  }

  // ---- Plugins

  @Test
  void a_broken_plugin_jar() {
    sandbox.backend();
    sandbox.write("jars/a.jar", "no jar");
    finds(doctor("--plugin-path=/tmp/jars"), "WARN plugins", "/tmp/jars/a.jar");
  }

  @Test
  void a_plugin_jar_that_others_can_write() throws IOException {
    sandbox.backend();
    Path jar =
        PluginJar.locator("org.example.a", "", "/tmp/there").write(sandbox.path("jars/a.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
    finds(
        doctor("--plugin-path=/tmp/jars"), "WARN plugins", "/tmp/jars/a.jar", "written by others");
  }

  @Test
  void a_locator_that_throws() {
    sandbox.backend();
    PluginJar.module(
            "org.example.b",
            "requires dev.qrap.spi; provides dev.qrap.spi.SocketLocator with b.There;")
        .locatorClass(
            "b",
            "static final int X = 1;",
            "org.example.b",
            "\" + String.valueOf(1 / (X - 1)) + \"")
        .write(sandbox.path("jars/b.jar"));
    finds(doctor("--plugin-path=/tmp/jars"), "WARN backend", "locator:org.example.b");
  }

  @Test
  void a_plugin_that_is_named_and_not_there() {
    sandbox.backend();
    finds(doctor("--machine=nosuch"), "FAIL plugins", "machine=nosuch", "q35");
  }

  // ---- Backends

  @Test
  void no_backend() {
    finds(doctor(), "FAIL backend", "no backend's socket is there", "start one");
  }

  @Test
  void a_backend_that_is_configured_and_not_there() {
    sandbox.backend();
    finds(doctor("--socket=/tmp/x"), "FAIL backend", "/tmp/x is not there");
  }

  private void leaveDead(String name) throws IOException {
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(sandbox.path(name)));
    }
  }

  @Test
  void a_dead_socket() throws IOException {
    leaveDead("passt_1.socket");
    finds(doctor(), "FAIL backend", FIRST + " is left over", "start the backend again");
  }

  @Test
  void a_dead_socket_beside_a_backend() throws IOException {
    sandbox.backend();
    leaveDead("passt_2.socket");
    finds(doctor(), "WARN backend", "/tmp/passt_2.socket is left over");
  }

  @Test
  void a_strangers_socket() throws IOException {
    assumeTrue(Tools.isRoot(), "only root can give files away");
    Files.setAttribute(sandbox.backend().path(), "unix:uid", STRANGER);
    finds(doctor(), "FAIL backend", FIRST, "user 4711", "owner 4711", "socket.owners=");
    List<Finding> trusting = findings(doctor("--socket-owners=4711"));
    assertThat(problems(trusting)).isEmpty();
  }

  private Process passt(String... options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("passt", "-f", "-s", "" + sandbox.path("passt_1.socket"));
    builder.command().addAll(List.of(options));
    Path log = sandbox.path("passt.log");
    Process passt = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int i = 0; i < 1000 && !Files.readString(log).contains("You can now start"); i++) {
      assertThat(passt.isAlive()).as(Files.readString(log)).isTrue();
      Thread.sleep(20);
    }
    return passt;
  }

  @Test
  void a_busy_passt() throws Exception {
    Process passt = passt();
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(UnixDomainSocketAddress.of(sandbox.path("passt_1.socket")));
      finds(doctor(), "FAIL backend", FIRST + " has a client");
      sandbox.keep(FakeBackend.answering(sandbox.path("passt_2.socket")));
      finds(doctor(), "WARN backend", FIRST + " has a client");
    } finally {
      passt.destroy();
    }
  }

  @Test
  void a_one_off_passt_is_not_used_up() throws Exception {
    Process passt = passt("--one-off");
    try {
      for (int i = 0; i < 3; i++) {
        List<Finding> findings = findings(doctor());
        assertThat(problems(findings)).isEmpty();
        assertThat(findings.stream().map(Finding::text))
            .anyMatch(text -> text.startsWith(FIRST + " is listening, kind passt, owner "));
      }
      assertThat(passt.isAlive()).isTrue();
      sandbox.standIn("qemu/kvm");
      assertThat(sandbox.qrap("5", "/tmp/qemu/kvm").run().exec().connected()).hasSize(1);
      assertThat(passt.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      passt.destroy();
    }
  }

  @Test
  void no_passt() throws IOException {
    sandbox.backend();
    Files.delete(sandbox.path("bin/passt"));
    finds(doctor(), "WARN passt", "cannot run 'passt'", "apt install passt");
  }

  @Test
  void a_passt_that_a_launch_starts() throws IOException {
    assertThat(problems(findings(doctor("--start=passt")))).isEmpty();
    assertThat(problems(findings(doctor("--forward=tcp:8080:80")))).isEmpty();
    finds(doctor("--start=passt", "--socket=/tmp/x"), "WARN backend", "/tmp/x is not there");
    finds(doctor("--start=passt", "--exec=stream"), "FAIL backend", "no backend's socket is there");
    finds(doctor("--forward=udp:53", "--exec=stream"), "FAIL backend", "has no path for QEMU");

    Files.delete(sandbox.path("bin/passt"));
    assertThat(problems(findings(doctor("--start=passt"))))
        .containsExactly("FAIL backend", "WARN passt");
    finds(doctor("--forward=tcp:8080:80"), "FAIL passt", "cannot run 'passt'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec /bin/sleep 1000", "echo broken; exit 3"})
  void a_passt_that_does_not_work(String script) throws IOException {
    sandbox.backend();
    program("bin/passt", "#!/bin/sh\n" + script + "\n");
    finds(doctor(), "WARN passt", "/tmp/bin/passt does not say its version");
  }

  // ---- Limits

  @Test
  void too_few_descriptors() {
    sandbox.backend();
    Sandbox.Call call =
        sandbox.program(
            "/tmp/image/bin/java",
            List.of("-cp", "/nonexistent", "dev.qrap.cli.Main", "doctor", "--json"));
    finds(
        call.with("PATH", "/tmp/bin").after("ulimit -n 10"),
        "FAIL descriptors",
        "the limit is 10",
        "ulimit -n");
  }

  @Test
  void few_descriptors() {
    sandbox.backend();
    finds(doctor().after("ulimit -n 40"), "WARN descriptors", "few are left for QEMU");
  }

  @ParameterizedTest
  @CsvSource({"2000000,its guest's memory must fit", "1070000,needs 1050 MiB to start"})
  void a_limit_of_addresses(int kibibytes, String words) {
    sandbox.backend();
    finds(doctor().after("ulimit -v " + kibibytes), "WARN memory", words, "ulimit -v");
  }

  // ---- The image

  @ParameterizedTest
  @CsvSource({
    "rm, classes",
    "truncate -s 100000, classes",
    "truncate -s 0, classes",
    "truncate -s 0, commands",
  })
  void an_archive_that_is_damaged_or_missing(String damage, String name) {
    sandbox.backend();
    String archive = "/tmp/here/lib/server/" + name + ".jsa";
    finds(
        call("/tmp/here/bin/qrap", List.of("--json"))
            .after(
                "cp -r /tmp/image /tmp/here; chmod u+w " + archive + "; " + damage + " " + archive),
        "WARN archive",
        "install qrap anew");
  }

  // ---- What the kernel forbids

  /** A label that the kernel shows to a process, though here it has no such module. */
  private static Sandbox.Call labelled(Sandbox.Call call, String label) {
    return call.after(
        ("printf '" + label + "' >/tmp/label; ") + "mount --bind /tmp/label /proc/$$/attr/current");
  }

  /** Another /sys/fs, in which SELinux says whether it enforces. */
  private static Sandbox.Call enforcing(Sandbox.Call call, int enforces) {
    return call.after(
        ("mkdir -p /tmp/fs/selinux; printf " + enforces + " >/tmp/fs/selinux/enforce; ")
            + "mount --bind /tmp/fs /sys/fs");
  }

  @Test
  void an_enforced_profile_of_apparmor() {
    sandbox.backend();
    finds(
        labelled(doctor(), "/opt/qrap/bin/java (enforce)\\n"),
        "WARN confinement",
        "AppArmor confines this process: /opt/qrap/bin/java (enforce)",
        "/etc/apparmor.d");
  }

  @Test
  void a_confined_domain_of_selinux() {
    sandbox.backend();
    finds(
        enforcing(labelled(doctor(), "system_u:system_r:svirt_t:s0:c1,c2\\0"), 1),
        "WARN confinement",
        "runs as system_u:system_r:svirt_t:s0:c1,c2",
        "ausearch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | unconfined_u:unconfined_r:unconfined_t:s0\\0",
        "0 | system_u:system_r:svirt_t:s0\\0",
        "0 | unconfined\\n",
        "0 | /opt/qrap/bin/java (complain)\\n"
      })
  void what_forbids_nothing(int enforces, String label) {
    sandbox.backend();
    List<Finding> findings = findings(enforcing(labelled(doctor(), label), enforces));
    assertThat(problems(findings)).isEmpty();
  }

  // ---- KVM

  /** A /dev with little more than commands need. */
  private static Sandbox.Call withDevices(Sandbox.Call call, String commands) {
    return call.after(
        "mkdir /tmp/dev; for d in null random urandom; do touch /tmp/dev/$d;"
            + (" mount --bind /dev/$d /tmp/dev/$d; done; " + commands)
            + "; mount --rbind /tmp/dev /dev");
  }

  private static Finding kvm(Sandbox.Call call) {
    List<Finding> findings = findings(call);
    assertThat(problems(findings)).isEmpty();
    return findings.get(findings.size() - 1);
  }

  @Test
  void a_host_with_kvm() {
    sandbox.backend();
    Finding kvm = kvm(withDevices(doctor(), "touch /tmp/dev/kvm"));
    String text = "/dev/kvm can be opened; whether a guest runs with it is not tested";
    assertThat(kvm).isEqualTo(new Finding("kvm", "PASS", text, ""));
  }

  @Test
  void a_host_without_kvm() {
    sandbox.backend();
    Finding kvm = kvm(withDevices(doctor(), ":"));
    assertThat(kvm.verdict).isEqualTo("WARN");
    assertThat(kvm.text).contains("No such file or directory", "-accel tcg");
    assertThat(kvm.advice).contains("kvm_intel");
  }

  @Test
  void kvm_that_only_others_may_use() {
    assumeTrue(Tools.isRoot(), "only root can become another user");
    Tools.require("setpriv");
    sandbox.keep(FakeBackend.answering(sandbox.path("passt_1.socket")));
    Sandbox.Call call =
        sandbox.program(
            "/usr/bin/setpriv",
            List.of("--reuid", "65534", "--clear-groups", Sandbox.QRAP, "doctor", "--json"));
    Finding kvm =
        kvm(
            withDevices(
                call.with("PATH", "/tmp/bin").inStickyTmp().after("chmod 777 /tmp/passt_1.socket"),
                "touch /tmp/dev/kvm; chmod 600 /tmp/dev/kvm"));
    assertThat(kvm.verdict).isEqualTo("WARN");
    assertThat(kvm.text).contains("Permission denied");
    assertThat(kvm.advice).contains("usermod -aG kvm");
  }
}
