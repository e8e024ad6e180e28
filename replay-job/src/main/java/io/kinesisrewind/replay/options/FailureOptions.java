package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.failure.FailureFiles;
import io.kinesisrewind.replay.failure.Failures;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.runtime.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which batches, by what the on-failure destination of a Lambda function got. */
final class FailureOptions {

  @Option(
      names = "--from-failure",
      paramLabel = "MESSAGES",
      description =
          "Exactly the records of the failed batches that these messages of a Lambda function's"
              + " on-failure destination tell of: a file, here or on S3, or a folder of them. One"
              + " message or many: as in the queue, the topic or the bucket, as JSON lines, as an"
              + " array, or as aws sqs receive-message prints them. Takes the place of all bounds")
  private String messages;

  @Option(
      names = "--allow-missing",
      description =
          "Replay what the archive holds of the batches of --from-failure although it does not hold"
              + " all of it; otherwise nothing is replayed then")
  private boolean allowMissing;

  private Optional<Failures> read = Optional.empty();

  boolean allowMissing() {
    return allowMissing;
  }

  /** What {@link #read} has read. */
  Optional<Failures> failures() {
    return read;
  }

  /**
   * @param stream null where the messages are to say it
   * @param problems takes what is wrong with the messages
   */
  Optional<Failures> read(String stream, Problems problems) {
    if (messages != null && read.isEmpty()) {
      read = FailureFiles.read(Locations.parse(messages), stream, problems);
    }
    return read;
  }

  void check(SectionOptions section, Problems problems) {
    if (messages == null) {
      checkNotGiven(section, problems);
      return;
    }
    problems.require(
        Locations.isPath(messages),
        "--from-failure",
        "'" + messages + "'",
        "is not a path; write /a/file or s3://bucket/path/of/file");
    problems.require(
        section.source().kind() == SourceSpec.Kind.ARCHIVE,
        "--from-failure",
        messages,
        "needs the archive; leave --source " + section.source() + " out");
    Map<String, String> bounds = new TreeMap<>();
    section.describeBounds(bounds);
    problems.require(
        bounds.isEmpty(),
        "--from-failure",
        messages,
        "says itself which records; leave out "
            + bounds.keySet().stream().map(name -> "--" + name).collect(Collectors.joining(", ")));
  }

  private void checkNotGiven(SectionOptions section, Problems problems) {
    if (section.stream() == null) {
      problems.add("--stream is missing; name the stream whose records are to be replayed");
    }
    problems.require(
        !allowMissing,
        "--allow-missing",
        "",
        "only --from-failure knows what could be missing; leave it out");
  }

  void describe(Map<String, String> options) {
    if (messages != null) {
      options.put("from-failure", Locations.parse(messages).toString());
      options.put("allow-missing", Boolean.toString(allowMissing));
    }
  }
}
