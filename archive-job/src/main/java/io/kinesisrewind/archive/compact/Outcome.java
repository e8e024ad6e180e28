package io.kinesisrewind.archive.compact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What became of an hour's bucket, or, summed up, of all of them. Files and bytes are of what was
 * merged, not of what was left alone. Flink's idea of a POJO.
 */
public final class Outcome {

  public static final TypeInformation<Outcome> TYPE =
      Types.POJO(
          Outcome.class,
          Map.of(
              "merged", Types.LONG,
              "leftAlone", Types.LONG,
              "filesBefore", Types.LONG,
              "filesAfter", Types.LONG,
              "bytesBefore", Types.LONG,
              "bytesAfter", Types.LONG,
              "records", Types.LONG,
              "duplicates", Types.LONG,
              "leftovers", Types.LONG,
              "problems", Types.STRING));

  /** Buckets of hours whose files were replaced. */
  @JsonProperty("merged")
  public long merged;

  /** Buckets of hours in which there was nothing to merge. */
  @JsonProperty("left_alone")
  public long leftAlone;

  @JsonProperty("files_before")
  public long filesBefore;

  @JsonProperty("files_after")
  public long filesAfter;

  @JsonProperty("bytes_before")
  public long bytesBefore;

  @JsonProperty("bytes_after")
  public long bytesAfter;

  /** In the new files. */
  @JsonProperty("records")
  public long records;

  /** Rows that were not written again, as they are equal to others. */
  @JsonProperty("duplicates")
  public long duplicates;

  /** Files taken away that an earlier run had replaced before it was cut short. */
  @JsonProperty("leftovers")
  public long leftovers;

  /** What is wrong with the archive, a sentence a line. */
  @JsonProperty("problems")
  public String problems = "";

  void add(Outcome other) {
    merged += other.merged;
    leftAlone += other.leftAlone;
    filesBefore += other.filesBefore;
    filesAfter += other.filesAfter;
    bytesBefore += other.bytesBefore;
    bytesAfter += other.bytesAfter;
    records += other.records;
    duplicates += other.duplicates;
    leftovers += other.leftovers;
    problems += other.problems;
  }

  void addProblem(String problem) {
    problems += problem.replace('\n', ' ') + "\n";
  }
}
