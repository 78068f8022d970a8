// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** distribution/commit, in small source trees. */
final class CommitIT {

  private static final List<String> COMMITTER =
      List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org");

  @TempDir private Path folder;
  private Path tree;

  @BeforeEach
  void copy() throws IOException {
    Tools.require("git", "tar");
    tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("distribution"));
    for (String file :
        List.of("distribution/commit", "distribution/source-commit", ".gitattributes")) {
      Tools.run(Path.of("..").toAbsolutePath(), List.of("cp", file, tree.resolve(file).toString()));
    }
  }

  private String commit(Path source) throws IOException {
    Path file = folder.resolve("made/commit");
    Tools.run(folder, List.of(source.resolve("distribution/commit").toString(), file.toString()));
    return Files.readString(file);
  }

  private String commitAll(Path repository) {
    Tools.run(repository, List.of("git", "init", "-q"));
    Tools.run(repository, List.of("git", "add", "."));
    Tools.run(
        repository,
        List.of(
            "sh", "-c", String.join(" ", COMMITTER) + " commit -q -m any && git rev-parse HEAD"));
    return Tools.run(repository, List.of("git", "rev-parse", "HEAD"));
  }

  @Test
  void a_tree_outside_of_git_has_none() throws IOException {
    assertThat(commit(tree)).isEqualTo("unknown\n");
  }

  @Test
  void a_checkout_has_its_own_and_says_if_it_was_changed() throws IOException {
    String head = commitAll(tree);
    assertThat(commit(tree)).isEqualTo(head).matches("[0-9a-f]{40}\n");

    Files.writeString(tree.resolve("new"), "");
    assertThat(commit(tree)).isEqualTo(head.strip() + ", with changes that are not committed\n");
  }

  @Test
  void an_archive_of_git_has_the_commit_that_it_was_made_of() throws IOException {
    String head = commitAll(tree);
    Path exported = Files.createDirectory(folder.resolve("exported"));
    Tools.run(tree, List.of("sh", "-c", "git archive HEAD | tar -x -C '" + exported + "'"));

    assertThat(commit(exported)).isEqualTo(head);
  }

  @Test
  void the_commit_of_a_repository_around_is_not_its_own() throws IOException {
    commitAll(folder);
    assertThat(commit(tree)).isEqualTo("unknown\n");
  }
}
