// SPDX-License-Identifier: Apache-2.0
package dev.qrap.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qrap.core.LaunchException;
import dev.qrap.core.configuration.StartRule.When;
import dev.qrap.core.configuration.StartedBackend.Condition;
import dev.qrap.core.host.HostFile;
import dev.qrap.core.host.ProcessContext;
import dev.qrap.core.host.Trust;
import dev.qrap.core.testing.FakeHost;
import dev.qrap.core.testing.Processes;
import dev.qrap.spi.NetworkFeature.ForwardedPorts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationReaderTest {

  private static final String SYSTEM = "/etc/qrap/qrap.properties";
  private static final String USER = "/home/user/.config/qrap/qrap.properties";

  private final FakeHost host = new FakeHost();

  private Settings read(String... environment) throws LaunchException {
    return ConfigurationReader.read(host, Processes.withEnvironment(environment));
  }

  /** What a system file of this content says. */
  private Settings readSystem(String content) throws LaunchException {
    host.file(SYSTEM, content);
    return read();
  }

  private void assertError(String message, String content) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> readSystem(content))
        .withMessage(message);
  }

  @Test
  void withoutAnyFileEverySettingHasItsDefault() throws LaunchException {
    Settings settings = read();
    for (Key<?> key : Keys.ALL.keys()) {
      assertThat((Object) settings.get(key)).isSameAs(key.fallback(LaunchForm.BARE));
    }
    assertThat(settings.get(Keys.NIC)).isEqualTo(NicPolicy.KEEP);
    assertThat(settings.get(Keys.TIMEOUT)).isEqualTo(30);
    assertThat(settings.get(Keys.SOCKET_OWNERS)).isEqualTo(new SocketOwners(Set.of(), true));
    assertThat(StartedBackend.of(settings).when()).isEqualTo(Condition.NEVER);
    assertThat(settings.plugins().isEmpty()).isTrue();
    assertThat(settings.written()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void everySettingHasItsValue() throws LaunchException {
    Settings settings =
        readSystem(
            """
            nic=replace
            cards=all
            unsupported=fail
            addresses=slirp
            socket=/run/p.socket
            socket.owners=7,!nobody
            start=passt
            backend=gvproxy
            passt.options=-m  1500
            forward=tcp:8080:80, udp:127.0.0.1:5000-5001
            machine=q35
            locator=path
            exec=descriptor
            exclude=machine:pc,filter:net
            plugin.path=/opt/a b:/x.jar
            qemu=/opt/qemu
            timeout=5
            log=debug
            """);
    List<ForwardedPorts> forwards =
        List.of(
            new ForwardedPorts("forward=tcp:8080:80", false, "", 8080, 8080, "", 80),
            new ForwardedPorts(
                "forward=udp:127.0.0.1:5000-5001", true, "127.0.0.1", 5000, 5001, "", 5000));
    assertThat(settings.get(Keys.NIC)).isEqualTo(NicPolicy.REPLACE);
    assertThat(settings.get(Keys.ALL_CARDS)).isTrue();
    assertThat(settings.get(Keys.UNSUPPORTED)).isEqualTo(Unsupported.FAIL);
    assertThat(settings.get(Keys.SLIRP_ADDRESSES)).isTrue();
    assertThat(settings.get(Keys.SOCKET)).isEqualTo("/run/p.socket");
    assertThat(settings.get(Keys.SOCKET_OWNERS)).isEqualTo(new SocketOwners(Set.of(7L), false));
    assertThat(settings.get(Keys.START)).isEqualTo(new StartRule(When.IF_NONE, "passt"));
    assertThat(settings.get(Keys.BACKEND)).isEqualTo("gvproxy");
    assertThat(settings.plugins().of("passt.options"))
        .containsExactly(new Setting("passt.options", "-m  1500", SYSTEM + ":9"));
    assertThat(settings.get(Keys.FORWARD)).isEqualTo(forwards);
    StartedBackend started = StartedBackend.of(settings);
    assertThat(started)
        .isEqualTo(
            new StartedBackend(
                Condition.ALWAYS, false, "passt", forwards, List.of("forward", "passt.options")));
    assertThat(settings.get(Keys.MACHINE)).isEqualTo("q35");
    assertThat(settings.get(Keys.LOCATOR)).isEqualTo("path");
    assertThat(settings.get(Keys.EXEC)).isEqualTo("descriptor");
    assertThat(settings.get(Keys.EXCLUDE)).containsExactly("machine:pc", "filter:net");
    assertThat(settings.get(Keys.PLUGIN_PATH)).containsExactly("/opt/a b", "/x.jar");
    assertThat(settings.get(Keys.QEMU)).isEqualTo("/opt/qemu");
    assertThat(settings.get(Keys.TIMEOUT)).isEqualTo(5);
    assertThat(settings.get(Keys.LOG)).isTrue();
    assertThat(started.unusedSettings(settings))
        .containsExactly(
            "socket=/run/p.socket is not used: forward and passt.options ask for a backend for the"
                + " guest alone");
    assertThat(settings.written()).hasSize(Keys.ALL.keys().size() + 1);
  }

  @Test
  void settingsOfABackendThatIsNeverStartedAreNamed() throws LaunchException {
    Settings settings = readSystem("start=no\nforward=tcp:80\npasst.options=-4\n");
    StartedBackend started = StartedBackend.of(settings);
    assertThat(started.when()).isEqualTo(Condition.NEVER);
    assertThat(started.unusedSettings(settings))
        .containsExactly("forward and passt.options are not used: start=no (" + SYSTEM + ":1)");
  }

  /** Which settings a plugin has is not known yet. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "passt.options=-4 | passt | ALWAYS",
        "org.example.acme.colour=blue | '' | NEVER",
        "org.example.acme.colour=blue\\nbackend=org.example.acme | org.example.acme | ALWAYS",
        "passt.options=-4\\nbackend=gvproxy | gvproxy | NEVER",
        "passt.options= | '' | NEVER",
        "start=if-none | '' | NO_BACKEND",
        "start=if-none\\nbackend=gvproxy | gvproxy | NO_BACKEND",
        "start=gvproxy\\nbackend=passt | gvproxy | NO_BACKEND",
        "start=always | '' | ALWAYS",
        "start=no\\nforward=tcp:80 | '' | NEVER"
      })
  void whatIsStartedFollowsFromAllSettings(String lines, String kind, Condition when)
      throws LaunchException {
    StartedBackend started = StartedBackend.of(readSystem(lines.replace("\\n", "\n") + "\n"));
    assertThat(started.kind()).isEqualTo(kind);
    assertThat(started.when()).isEqualTo(when);
  }

  @Test
  void aKeyOfNoPluginIsAnErrorOnceTheirsAreKnown() {
    host.file(SYSTEM, "passt.option=-4\norg.example.acme.colour=blue\n");
    Keys keys = Keys.ALL.withPlugins(List.of(Key.text("passt.options", "OPTION", "more")));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(
            () ->
                ConfigurationReader.read(
                    keys, LaunchForm.BARE, host, Processes.of(List.of()), List.of()))
        .withMessage(
            "unknown key 'passt.option' in /etc/qrap/qrap.properties:1; did you mean passt.options?");
  }

  @Test
  void anOptionBeatsAVariableOfAPlugin() throws LaunchException {
    host.file(SYSTEM, "passt.options=-4\n");
    ProcessContext process = Processes.withEnvironment("QRAP_PASST_OPTIONS=-6");
    Setting option = new Setting("passt.options", "-1", "--set");
    assertThat(
            ConfigurationReader.read(Keys.ALL, LaunchForm.BARE, host, process, List.of())
                .plugins()
                .of("passt.options"))
        .containsExactly(new Setting("passt.options", "-6", "QRAP_PASST_OPTIONS"));
    assertThat(
            ConfigurationReader.read(Keys.ALL, LaunchForm.BARE, host, process, List.of(option))
                .plugins()
                .of("passt.options"))
        .containsExactly(option);
  }

  /** A setting is one declaration: files, variables and options know it then. */
  @Test
  void aSettingThatIsDeclaredIsReadFromEverywhere() throws LaunchException {
    Key<Integer> retries = new Key<>("org.example.retries", new Seconds(0, 9), 3, "3", "retries");
    Keys keys = Keys.ALL.with(retries);
    assertThat(
            ConfigurationReader.read(
                    keys, LaunchForm.BARE, host, Processes.of(List.of()), List.of())
                .get(retries))
        .isEqualTo(3);
    host.file(SYSTEM, "org.example.retries=4\n");
    ProcessContext without = Processes.withEnvironment();
    assertThat(
            ConfigurationReader.read(keys, LaunchForm.BARE, host, without, List.of()).get(retries))
        .isEqualTo(4);
    ProcessContext with = Processes.withEnvironment("QRAP_ORG_EXAMPLE_RETRIES=5");
    assertThat(ConfigurationReader.read(keys, LaunchForm.BARE, host, with, List.of()).get(retries))
        .isEqualTo(5);
    Setting option = new Setting("org.example.retries", "6", retries.option());
    assertThat(
            ConfigurationReader.read(keys, LaunchForm.BARE, host, with, List.of(option))
                .get(retries))
        .isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start= | wrong value for start in /etc/qrap/qrap.properties:1: it must be no, if-none,"
            + " always or the name of a kind of backend",
        "forward=udp:53,http | wrong value for forward in /etc/qrap/qrap.properties:1:"
            + " each must be like tcp:8080:80 or udp:53: it must begin with tcp:, udp: or a port"
      })
  void aPasstThatCannotBeIsAnError(String line, String message) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> readSystem(line + "\n"))
        .withMessage(message);
  }

  @Test
  void theLastSourceWins() throws LaunchException {
    host.file(SYSTEM, "socket=system\nqemu=system\ntimeout=1\n");
    host.file(USER, "qemu=user\ntimeout=2\n");
    Settings settings = read("HOME=/home/user", "QRAP_TIMEOUT=3");
    assertThat(settings.get(Keys.SOCKET)).isEqualTo("system");
    assertThat(settings.get(Keys.QEMU)).isEqualTo("user");
    assertThat(settings.get(Keys.TIMEOUT)).isEqualTo(3);
    assertThat(settings.written())
        .containsExactly(
            new Setting("socket", "system", SYSTEM + ":1"),
            new Setting("qemu", "user", USER + ":1"),
            new Setting("timeout", "3", "QRAP_TIMEOUT"));
  }

  private Settings readOptions(Setting... options) throws LaunchException {
    host.file(SYSTEM, "timeout=1\nexclude=exec:file\n");
    ProcessContext process =
        Processes.withEnvironment("QRAP_TIMEOUT=2", "QRAP_EXCLUDE=exec:variable");
    return ConfigurationReader.read(Keys.ALL, LaunchForm.BARE, host, process, List.of(options));
  }

  private static Setting option(String key, String value) {
    return new Setting(key, value, "--" + key);
  }

  @Test
  void anOptionWinsOverFilesAndVariables() throws LaunchException {
    Settings settings = readOptions(option("timeout", "3"), option("socket", "/\u00ff"));
    assertThat(settings.get(Keys.TIMEOUT)).isEqualTo(3);
    assertThat(settings.written())
        .containsExactly(
            new Setting("timeout", "3", "--timeout"),
            new Setting("exclude", "exec:variable", "QRAP_EXCLUDE"),
            new Setting("socket", "/\u00ff", "--socket"));
  }

  @Test
  void optionsOfAListJoinAndReplaceWhatWasThere() throws LaunchException {
    Settings settings =
        readOptions(
            option("exclude", "exec:a"),
            option("plugin.path", "/a"),
            option("exclude", "exec:b,exec:c"),
            option("plugin.path", "/b:/c"),
            option("socket.owners", "7"),
            option("socket.owners", "!nobody"));
    assertThat(settings.get(Keys.EXCLUDE)).containsExactlyInAnyOrder("exec:a", "exec:b", "exec:c");
    assertThat(settings.get(Keys.PLUGIN_PATH)).containsExactly("/a", "/b", "/c");
    assertThat(settings.get(Keys.SOCKET_OWNERS).users()).containsExactly(7L);
    assertThat(settings.get(Keys.SOCKET_OWNERS).trustsNobodyAccount()).isFalse();
    assertThat(settings.written())
        .contains(new Setting("exclude", "exec:a,exec:b,exec:c", "--exclude"));
  }

  @Test
  void repeatedSocketsAreForOneCardEach() throws LaunchException {
    host.file(SYSTEM, "socket=/file\n");
    Settings settings = readOptions(option("socket", "/a"), option("socket", "/b:c"));
    assertThat(settings.get(Keys.SOCKET)).isEqualTo("/a");
    assertThat(settings.cards().furtherSockets()).containsExactly("/b:c");
  }

  @Test
  void aCardHasSettingsByTheIdOfItsNetdev() throws LaunchException {
    Settings settings =
        readSystem("card.n0.socket=/a\ncard.net.1.backend=gvproxy\ncard.n0.backend=passt\n");
    assertThat(settings.cards().socket("n0")).isEqualTo("/a");
    assertThat(settings.cards().backend("n0")).isEqualTo("passt");
    assertThat(settings.cards().backend("net.1")).isEqualTo("gvproxy");
    assertThat(settings.cards().socket("net.1")).isEmpty();
    assertThat(settings.cards().socket("")).isEmpty();
    assertThat(settings.plugins().isEmpty()).isTrue();
    assertThat(settings.written()).hasSize(3);
  }

  @Test
  void ofOptionsWithOneValueTheLastHolds() throws LaunchException {
    assertThat(readOptions(option("timeout", "3"), option("timeout", "4")).get(Keys.TIMEOUT))
        .isEqualTo(4);
  }

  @Test
  void anEmptyOptionTakesAValueBack() throws LaunchException {
    Settings settings = readOptions(option("timeout", ""), option("exclude", ""));
    assertThat(settings.get(Keys.TIMEOUT)).isEqualTo(30);
    assertThat(settings.get(Keys.EXCLUDE)).isEmpty();
  }

  @Test
  void aWrongOptionIsNamed() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> readOptions(option("timeout", "x")))
        .withMessage(
            "wrong value 'x' for timeout in --timeout: it must be a number of seconds from 1 to"
                + " 86400");
  }

  @Test
  void inAFileTheLastLineWins() throws LaunchException {
    assertThat(readSystem("socket=a\nsocket=b\n").written())
        .containsExactly(new Setting("socket", "b", SYSTEM + ":2"));
  }

  @Test
  void aVariableOfEveryKey() throws LaunchException {
    Settings settings =
        read("QRAP_SOCKET_OWNERS=5", "QRAP_EXCLUDE=exec:x", "QRAP_NIC=replace", "SOCKET=x");
    assertThat(settings.get(Keys.SOCKET_OWNERS).users()).containsExactly(5L);
    assertThat(settings.get(Keys.EXCLUDE)).containsExactly("exec:x");
    assertThat(settings.get(Keys.SOCKET)).isEmpty();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void anEmptyVariableTakesAValueBack() throws LaunchException {
    host.file(SYSTEM, "socket=/run/p.socket\ntimeout=5\n");
    Settings settings = read("QRAP_SOCKET=", "QRAP_TIMEOUT=");
    assertThat(settings.get(Keys.SOCKET)).isEmpty();
    assertThat(settings.get(Keys.TIMEOUT)).isEqualTo(30);
  }

  @Test
  void spacesAndCommentsAndEmptyLinesDoNotCount() throws LaunchException {
    assertThat(readSystem("\n# socket=a\n  #x\n \t socket \t=  b c \t\n\n  timeout=4").written())
        .containsExactly(
            new Setting("socket", "b c", SYSTEM + ":4"),
            new Setting("timeout", "4", SYSTEM + ":6"));
  }

  @Test
  void linesMayEndInCarriageReturns() throws LaunchException {
    assertThat(readSystem("socket=a\r\n\r\nqemu=b\r\n").written())
        .containsExactly(
            new Setting("socket", "a", SYSTEM + ":1"), new Setting("qemu", "b", SYSTEM + ":3"));
  }

  @Test
  void onlyTheFirstEqualsSignDividesAndNothingIsEscaped() throws LaunchException {
    assertThat(readSystem("socket=/tmp/a=b\\n#c").get(Keys.SOCKET)).isEqualTo("/tmp/a=b\\n#c");
  }

  @Test
  void bytesBeyondAsciiPassAsTheyAre() throws LaunchException {
    assertThat(readSystem("socket=/tmp/\u00c3\u00a9\u00a0\u0085\u00ff\u00a0\n").get(Keys.SOCKET))
        .isEqualTo("/tmp/\u00c3\u00a9\u00a0\u0085\u00ff\u00a0");
    assertThat(read("QRAP_SOCKET=/tmp/\u00ff").get(Keys.SOCKET)).isEqualTo("/tmp/\u00ff");
  }

  @ParameterizedTest
  @CsvSource({
    "sockets, socket",
    "timout, timeout",
    "Nic, nic",
    "locater, locator",
  })
  void anUnknownKeySuggestsTheNearest(String key, String nearest) {
    assertError(
        "unknown key '" + key + "' in " + SYSTEM + ":2; did you mean " + nearest + "?",
        "\n" + key + "=x\n");
  }

  @Test
  void anUnknownKeyOfAnOptionIsAnErrorToo() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> readOptions(option("timout", "3")))
        .withMessage("unknown key 'timout' in --timout; did you mean timeout?");
  }

  @Test
  void aNumberHasTwelveDigitsAtMost() throws LaunchException {
    assertThat(readSystem("timeout=000000000005\n").get(Keys.TIMEOUT)).isEqualTo(5);
    assertError(
        "wrong value for timeout in "
            + (SYSTEM + ":1: it must be a number of seconds from 1 to 86400"),
        "timeout=0000000000005\n");
  }

  @Test
  void emptyElementsOfAListDoNotCount() throws LaunchException {
    assertThat(readSystem("exclude=,machine:pc, ,filter:net,\n").get(Keys.EXCLUDE))
        .containsExactly("machine:pc", "filter:net");
    assertError(
        "wrong value for exclude in "
            + (SYSTEM + ":1: each plugin must be one of filter:NAME, machine:NAME, locator:NAME,")
            + " backend:NAME, exec:NAME",
        "exclude=:pc\n");
  }

  @Test
  void aLineWithoutEqualsSignIsAnError() {
    assertError(
        ("no '=' in " + SYSTEM + ":1; a setting is a line key=value, and a comment begins with #"),
        "socket");
  }

  @Test
  void anUnknownVariableMayBeOfAPlugin() throws LaunchException {
    Settings settings = read("QRAP_SOKET=x", "QRAP_", "QRAP_nic=x", "QRAPID=1");
    assertThat(settings.plugins().variables())
        .extracting(Setting::key)
        .containsExactly("QRAP_SOKET", "QRAP_", "QRAP_nic");
    assertThat(settings.written()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nic=kept | wrong value for nic in FILE:1: it must be keep or replace",
        "nic= | wrong value for nic in FILE:1: it must be keep or replace",
        "log=on | wrong value for log in FILE:1: it must be off or debug",
        "exclude=machine:x,q35 | wrong value for exclude in FILE:1: each plugin must be one"
            + " of filter:NAME, machine:NAME, locator:NAME, backend:NAME, exec:NAME",
        "exclude=nic:e1000 | wrong value for exclude in FILE:1: each plugin must be one"
            + " of filter:NAME, machine:NAME, locator:NAME, backend:NAME, exec:NAME",
      })
  void aWrongValueIsNamedWithItsPlace(String line, String message) {
    assertError(message.replace("FILE", SYSTEM), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+1", "86401", "1.5", "5s", "0x5", "99999999999999999999"})
  void timeoutsThatAreNone(String timeout) {
    assertError(
        ("wrong value for timeout in " + SYSTEM)
            + ":1: it must be a number of seconds from 1 to 86400",
        "timeout=" + timeout);
  }

  @Test
  void timeoutsAreFromASecondToADay() throws LaunchException {
    assertThat(readSystem("timeout=1").get(Keys.TIMEOUT)).isEqualTo(1);
    assertThat(readSystem("timeout=86400").get(Keys.TIMEOUT)).isEqualTo(86_400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "-1", "4294967295", "!root", "1 2", "Nobody", "1000000000000"})
  void ownersThatAreNone(String owner) {
    assertError(
        ("wrong value for socket.owners in " + SYSTEM + ":1: each user must be a numeric")
            + " user id, nobody or !nobody",
        "socket.owners=5," + owner);
  }

  @Test
  void ownersAreNumbersOrNobody() throws LaunchException {
    Settings settings = readSystem("socket.owners= 0 ,4294967294,,nobody, ");
    assertThat(settings.get(Keys.SOCKET_OWNERS).users())
        .containsExactlyInAnyOrder(0L, 4294967294L, 65534L);
    assertThat(settings.get(Keys.SOCKET_OWNERS).trustsNobodyAccount()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EACCES", "EISDIR", "EIO"})
  void aFileThatCannotBeReadIsAnError(String errno) {
    host.unreadable(SYSTEM, errno);
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(this::read)
        .withMessage("cannot read the configuration " + SYSTEM + ": refused; fix or remove it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENOENT", "ENOTDIR"})
  void aFileThatIsNotThereIsNone(String errno) throws LaunchException {
    host.unreadable(SYSTEM, errno);
    assertThat(read().written()).isEmpty();
  }

  @Test
  void theUsersFileIsInTheFolderThatXdgSays() throws LaunchException {
    host.file(USER, "socket=home");
    host.file("/x/qrap/qrap.properties", "socket=xdg");
    assertThat(read("HOME=/home/user", "XDG_CONFIG_HOME=/x").get(Keys.SOCKET)).isEqualTo("xdg");
    assertThat(read("HOME=/home/user").get(Keys.SOCKET)).isEqualTo("home");
    assertThat(read("HOME=/home/user", "XDG_CONFIG_HOME=").get(Keys.SOCKET)).isEqualTo("home");
  }

  @Test
  void aRelativeFolderIsIgnored() throws LaunchException {
    host.file(USER, "socket=home");
    host.file("x/qrap/qrap.properties", "socket=relative");
    host.file("x/.config/qrap/qrap.properties", "socket=relative");
    assertThat(read("HOME=/home/user", "XDG_CONFIG_HOME=x").get(Keys.SOCKET)).isEqualTo("home");
    assertThat(read("HOME=x").get(Keys.SOCKET)).isEmpty();
  }

  @Test
  void withoutHomeThereIsNoUsersFile() throws LaunchException {
    host.file("/.config/qrap/qrap.properties", "socket=root");
    host.file("/qrap/qrap.properties", "socket=root");
    assertThat(read().get(Keys.SOCKET)).isEmpty();
    assertThat(read("HOME=").get(Keys.SOCKET)).isEmpty();
  }

  @Test
  void rootRefusesAFileOfOthers() {
    host.file(SYSTEM, new HostFile("socket=x", 1000, 0644));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> ConfigurationReader.read(host, Processes.withUser(0, true)))
        .withMessage(
            ("the configuration " + SYSTEM + " belongs to user 1000, not to root, who runs qrap;")
                + " chown it to root or remove it");
  }

  @ParameterizedTest
  @ValueSource(ints = {0664, 0646, 0666, 0602})
  void rootRefusesAFileThatOthersCanWrite(int mode) {
    host.file(SYSTEM, new HostFile("socket=x", 0, mode));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> ConfigurationReader.read(host, Processes.withUser(0, true)))
        .withMessage(
            ("the configuration " + SYSTEM + " can be written by others than root, who runs qrap;")
                + (" chmod go-w " + SYSTEM));
  }

  @Test
  void rootRefusesTheUsersFileToo() {
    host.file(USER, new HostFile("socket=x", 1000, 0600));
    ProcessContext sudo = Processes.withUser(0, true, "HOME=/home/user");
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> ConfigurationReader.read(host, sudo))
        .withMessageContaining(USER + " belongs to user 1000");
  }

  @Test
  void rootTakesAFileOfRoots() throws LaunchException {
    host.file(SYSTEM, new HostFile("socket=x", 0, 0644));
    assertThat(ConfigurationReader.read(host, Processes.withUser(0, true)).get(Keys.SOCKET))
        .isEqualTo("x");
  }

  /** In a user namespace, root may look like nobody. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1000, Trust.NOBODY})
  void otherUsersTakeRootsFilesAndTheirOwn(long owner) throws LaunchException {
    host.file(SYSTEM, new HostFile("socket=x", owner, 0666));
    assertThat(read().get(Keys.SOCKET)).isEqualTo("x");
  }

  @Test
  void otherUsersRefuseAStrangersFile() {
    host.file(SYSTEM, new HostFile("socket=x", 4711, 0600));
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(this::read)
        .withMessage(
            ("the configuration "
                    + SYSTEM
                    + " belongs to user 4711, not to root or to the user who")
                + " runs qrap; chown or remove it");
  }

  /** Nobody is a user like others where it is mapped. */
  @ParameterizedTest
  @CsvSource({"0, true, false", "0, false, true", "1000, true, true"})
  void nobodysLinksAreFollowedWhereRootMayLookLikeNobody(long user, boolean mapped, boolean follows)
      throws LaunchException {
    ConfigurationReader.read(host, Processes.withUser(user, mapped));
    assertThat(host.ownersOfLinks()).containsExactly(new Trust(user, follows, Set.of()));
  }

  /** The file may be one that only root can read, and no configuration at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "root:$6$secret:19000:0:99999:7:::",
        "secret and more=x",
        "secret",
        "secret\u001b[2J=x",
        "qecretMdC0sM1LbFPzTtYv9sW0xecret=",
        "timeout=secret",
        "nic=secret",
        "log=secret",
        "exclude=secret",
        "socket.owners=7,secret",
        "forward=secret",
        "plugin.path=secret"
      })
  void whatAFileSaysIsNotRepeated(String line) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> readSystem(line))
        .satisfies(e -> assertThat(e.getMessage()).contains(SYSTEM + ":1").doesNotContain("ecret"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, '', true",
    "0, false, '', false",
    "0, true, !nobody, false",
    "1000, true, '', false",
    "1000, true, nobody, true",
    "0, false, nobody, true",
  })
  void nobodyIsTrustedByRootWhereThatIsARealUser(
      long user, boolean mapped, String owners, boolean trusted) throws LaunchException {
    ProcessContext process = Processes.withUser(user, mapped, "QRAP_SOCKET_OWNERS=" + owners);
    Trust trust = ConfigurationReader.read(host, process).get(Keys.SOCKET_OWNERS).trust(process);
    assertThat(trust.accepts(Trust.NOBODY)).isEqualTo(trusted);
  }

  @Test
  void rootAndTheOwnUserAndTheConfiguredOnesAreTrusted() throws LaunchException {
    ProcessContext process = Processes.withEnvironment("QRAP_SOCKET_OWNERS=7");
    Trust trust = ConfigurationReader.read(host, process).get(Keys.SOCKET_OWNERS).trust(process);
    assertThat(List.of(0L, 1000L, 7L)).allMatch(trust::accepts);
    assertThat(List.of(1L, 8L, 1001L)).noneMatch(trust::accepts);
  }
}
