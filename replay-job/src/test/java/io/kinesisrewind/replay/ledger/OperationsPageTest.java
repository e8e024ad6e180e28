package io.kinesisrewind.replay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/operations.md tells of each metric of a replay, and of none that is not. */
class OperationsPageTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(replay\\.\\w+)` \\|");

  @Test
  void namesTheMetricsThereAre() throws IOException {
    Path page = Path.of(System.getProperty("rewind.root"), "docs", "operations.md");
    List<String> inThePage =
        ROW.matcher(Files.readString(page))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toList());

    assertThat(inThePage).containsExactlyInAnyOrderElementsOf(ReplayMetrics.names());
  }
}
