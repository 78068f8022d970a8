// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** distribution/release, in a repository of its own. */
final class ReleaseIT {

  @TempDir private Path folder;

  /** The sources as they are now, in a repository with one commit. */
  private Path tree;

  private String version;

  @BeforeEach
  void commitCopy() throws IOException {
    Tools.require("git", "tar", "mvn", "dpkg-deb", "dpkg-shlibdeps");
    tree = Files.createDirectory(folder.resolve("tree"));
    Tools.run(
        Path.of("..").toAbsolutePath(),
        List.of(
            "sh", "-c", "tar -c --exclude=target --exclude=./.git . | tar -x -C '" + tree + "'"));
    git("init", "-q");
    git("config", "user.name", "Somebody");
    git("config", "user.email", "somebody@example.org");
    git("add", ".");
    git("commit", "-q", "-m", "All");
    version =
        Files.readString(tree.resolve("pom.xml"))
            .replaceFirst("(?s).*?<version>([0-9.]+)-SNAPSHOT</version>.*", "$1");
  }

  private String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return Tools.run(tree, command);
  }

  private void refuses(String of, String reason) {
    String head = git("rev-parse", "HEAD");
    Tools.Ended ended = Tools.call(tree, List.of("distribution/release", of));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).startsWith("release: ").contains(reason);
    assertThat(git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(tree.resolve("distribution/target")).doesNotExist();
  }

  @Test
  void it_says_why_it_refuses() throws IOException {
    refuses("0.2", "0.2 is no version; give three numbers, such as 0.2.0");
    refuses("77.0.0", "pom.xml does not have the version 77.0.0-SNAPSHOT");

    Files.writeString(tree.resolve("forgotten"), "");
    refuses(version, "there are changes that are not committed; commit them or put them aside:");
    Files.delete(tree.resolve("forgotten"));

    git("tag", "v" + version);
    refuses(version, "there is a tag v" + version + " already; give the next version");
    git("tag", "-d", "v" + version);

    Path changes = tree.resolve("CHANGELOG.md");
    Files.writeString(changes, Files.readString(changes).replace("not yet released", "soon"));
    git("commit", "-q", "-a", "-m", "Forget a section");
    refuses(version, "CHANGELOG.md has no section '## " + version + " (not yet released)'");

    Tools.run(tree, List.of("rm", "-rf", ".git"));
    Tools.Ended ended = Tools.call(tree, List.of("distribution/release", version));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains(" is not a git checkout, so no commit can be released");
  }

  @Test
  void it_makes_tag_archive_package_and_checksums() throws IOException {
    String head = git("rev-parse", "HEAD");
    String said = Tools.run(tree, List.of("distribution/release", "--without-tests", version));
    Path made = tree.resolve("distribution/target/release/" + version);

    assertThat(said).contains("release: qrap " + version + " is in " + made);
    assertThat(Tools.run(made, List.of("sha256sum", "--check", "--strict", "SHA256SUMS")))
        .containsPattern("qrap-" + version + "-linux-[a-z0-9_]+[.]tar[.]gz: OK")
        .containsPattern("qrap_" + version + "-1_[a-z0-9]+[.]deb: OK")
        .contains("qrap-" + version + ".cdx.xml: OK");

    // The tag is of a commit on top of ours, and neither our branch nor our files have moved.
    assertThat(git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(git("rev-parse", "v" + version + "^")).isEqualTo(head);
    assertThat(git("cat-file", "-t", "v" + version)).isEqualTo("tag\n");
    assertThat(git("show", "v" + version + ":pom.xml")).doesNotContain("SNAPSHOT");
    assertThat(git("show", "v" + version + ":CHANGELOG.md"))
        .containsPattern("\n## " + version + " \\([0-9-]{10}\\)\n");

    Tools.run(folder, List.of("sh", "-c", "tar -xf " + made + "/qrap-*.tar.gz"));
    assertThat(Tools.run(folder, List.of("qrap/bin/qrap", "--version")))
        .startsWith(
            "qrap "
                + version
                + "\ncommit "
                + git("rev-parse", "v" + version + "^{commit}")
                + "JDK ");
  }
}
