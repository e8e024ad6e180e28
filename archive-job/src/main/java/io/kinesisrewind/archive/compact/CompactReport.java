package io.kinesisrewind.archive.compact;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * What a run did, as the object {@code <archive>/_compactions/<run>.json}: on a cluster nobody may
 * be there to be told.
 */
public final class CompactReport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PROBLEMS_SHOWN = 20;

  @JsonProperty("id")
  private String id;

  @JsonUnwrapped private Outcome outcome;

  /** Of nothing yet, for Jackson to fill in. */
  CompactReport() {
    this("", new Outcome());
  }

  CompactReport(String id, Outcome outcome) {
    this.id = id;
    this.outcome = outcome;
  }

  static Path path(Path archive, String runId) {
    return new Path(archive, Staging.FOLDER + "/" + runId + ".json");
  }

  /** Empty where the run has not come to its end. */
  static Optional<CompactReport> read(Path archive, String runId) throws IOException {
    Path path = path(archive, runId);
    try (InputStream in = path.getFileSystem().open(path)) {
      return Optional.of(JSON.readValue(in.readAllBytes(), CompactReport.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  void write(Path archive) throws IOException {
    Path path = path(archive, id);
    byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    try (FSDataOutputStream out = path.getFileSystem().create(path, WriteMode.OVERWRITE)) {
      out.write(json);
    }
  }

  public Outcome outcome() {
    return outcome;
  }

  /** What is wrong with the archive, a sentence each. */
  public List<String> problems() {
    return outcome.problems.lines().collect(Collectors.toList());
  }

  /** What a user is told, line by line. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "merged    %,d files into %,d, in %,d hour buckets (%,d more had nothing to merge)",
            outcome.filesBefore, outcome.filesAfter, outcome.merged, outcome.leftAlone));
    lines.add(
        String.format(
            "size      %,d bytes, before %,d; saved %s",
            outcome.bytesAfter, outcome.bytesBefore, saved()));
    lines.add(
        String.format(
            "records   %,d, each read back and compared; %,d duplicates removed",
            outcome.records, outcome.duplicates));
    if (outcome.leftovers > 0) {
      lines.add(
          String.format(
              "leftovers %,d files of a run that was cut short, taken away", outcome.leftovers));
    }
    return lines;
  }

  /** The problems in one text; not all where there are many. */
  String problemsInShort() {
    List<String> all = problems();
    return all.stream().limit(PROBLEMS_SHOWN).collect(Collectors.joining("; "))
        + (all.size() > PROBLEMS_SHOWN ? "; and " + (all.size() - PROBLEMS_SHOWN) + " more" : "");
  }

  private String saved() {
    return outcome.bytesBefore == 0
        ? "nothing"
        : String.format(
            "%.1f %%", 100.0 * (outcome.bytesBefore - outcome.bytesAfter) / outcome.bytesBefore);
  }
}
