// SPDX-License-Identifier: Apache-2.0
package dev.qrap.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInfo;

/**
 * The tables of docs/faults.md, and what a launch writes then. A test takes from here how qrap must
 * end and what it must say.
 */
final class FaultTable {

  private static final Path FILE = Path.of("../docs/faults.md");
  private static final Path SAID = Path.of("src/test/resources/faults.txt");
  private static final String SECTION = "== ";
  private static final String QEMUS = "QEMU's";
  private static final String SIGNALS = "128 + the signal's number";
  private static final int COLUMNS = 5;
  private static final int STATUS = 3;

  private FaultTable() {}

  /**
   * A row.
   *
   * @param test the test that stages the fault
   * @param said the lines on standard error; an ellipsis is any text, on a line by itself any lines
   * @param status the exit status in words
   */
  record Row(String test, List<String> said, String status) {

    /** Asserts that what the row says has happened. */
    void happened(Sandbox.Result result) {
      if (status.equals(QEMUS)) {
        result.exec();
        happened(result, Sandbox.STANDIN_STATUS);
      } else {
        assertThat(result.started()).as("QEMU").isEmpty();
        happened(result, Integer.parseInt(status));
      }
    }

    /** Asserts that what the row says has happened by a signal. */
    void happenedBy(Sandbox.Result result, int signal) {
      assertThat(status).isEqualTo(SIGNALS);
      assertThat(result.started()).as("QEMU").isEmpty();
      happened(result, 128 + signal);
    }

    private void happened(Sandbox.Result result, int expected) {
      assertThat(result.stderr()).matches(pattern());
      assertThat(result.stdout()).isEmpty();
      assertThat(result.status()).as(result.stderr()).isEqualTo(expected);
    }

    private Pattern pattern() {
      StringBuilder pattern = new StringBuilder();
      for (String line : said) {
        if (line.equals("\u2026")) {
          pattern.append("(?s:.*)");
        } else {
          pattern.append(Pattern.quote(line).replace("\u2026", "\\E.*\\Q")).append("\\n");
        }
      }
      return Pattern.compile(pattern.toString());
    }
  }

  /** The row of the test that runs. */
  static Row row(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    List<Row> rows = rows();
    rows.removeIf(row -> !row.test().equals(name));
    assertThat(rows).as("rows of " + name + " in " + FILE).hasSize(1);
    return rows.get(0);
  }

  static List<Row> rows() {
    Map<String, List<String>> said = said();
    List<Row> rows = new ArrayList<>();
    for (String line : lines(FILE)) {
      if (line.startsWith("| `")) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(COLUMNS).doesNotContain("");
        String test = cells[0].substring(1, cells[0].length() - 1);
        assertThat(said).as(SAID.toString()).containsKey(test);
        rows.add(new Row(test, said.remove(test), cells[STATUS]));
      }
    }
    assertThat(said).as("what is in " + SAID + " alone").isEmpty();
    return rows;
  }

  /** What is said, by test. */
  private static Map<String, List<String>> said() {
    Map<String, List<String>> said = new HashMap<>();
    List<String> section = new ArrayList<>();
    for (String line : lines(SAID)) {
      if (line.startsWith(SECTION)) {
        section = new ArrayList<>();
        said.put(line.substring(SECTION.length()), section);
      } else if (!line.isEmpty()) {
        section.add(line);
      }
    }
    return said;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
