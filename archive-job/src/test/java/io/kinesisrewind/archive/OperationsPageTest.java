package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.MetricNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/operations.md tells of each metric, and of none that is not. */
class OperationsPageTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
  private static final Pattern METRICS = Pattern.compile("(?ms)^## Metrics$(.*?)^## ");

  @Test
  void namesTheMetricsThereAre() throws IOException {
    assertThat(namesInThePage()).containsExactlyInAnyOrderElementsOf(MetricNames.all());
  }

  private static List<String> namesInThePage() throws IOException {
    Path page = Path.of(System.getProperty("rewind.root"), "docs", "operations.md");
    String section =
        METRICS.matcher(Files.readString(page)).results().findFirst().orElseThrow().group(1);
    return ROW.matcher(section).results().map((MatchResult row) -> row.group(1)).toList();
  }
}
