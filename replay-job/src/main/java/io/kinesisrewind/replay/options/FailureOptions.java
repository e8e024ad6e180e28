package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.failure.FailureFiles;
import io.kinesisrewind.replay.failure.FailureMessages;
import io.kinesisrewind.replay.failure.Failures;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which batches, by what the on-failure destination of a Lambda function got. */
final class FailureOptions {

  private static final String QUEUE = "sqs:";
  private static final Pattern QUEUE_URL =
      Pattern.compile(QUEUE + "https?://[^/?#@\\s]+/[A-Za-z0-9/_.-]+");

  @Option(
      names = "--from-failure",
      paramLabel = "MESSAGES",
      description =
          "Exactly the records of the failed batches that these messages of a Lambda function's"
              + " on-failure destination tell of: a file, here or on S3, or a folder of them, with one"
              + " message or many (as in the queue, the topic or the bucket, as JSON lines, as an"
              + " array, or as aws sqs receive-message prints them); or sqs:URL, a queue, from which"
              + " they are deleted when the replay has completed. Takes the place of all bounds")
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
  Optional<Failures> read(String stream, AwsOptions aws, Problems problems) {
    if (messages != null && read.isEmpty()) {
      read =
          isQueue()
              ? receive(stream, aws, problems)
              : FailureFiles.read(Locations.parse(messages), stream, problems);
    }
    return read;
  }

  private Optional<Failures> receive(String stream, AwsOptions options, Problems problems) {
    AwsAccess aws = options.resolve(problems);
    problems.throwIfAny();
    return FailureMessages.receive(aws, messages.substring(QUEUE.length()), stream, problems);
  }

  boolean isQueue() {
    return messages != null && messages.startsWith(QUEUE);
  }

  void check(SectionOptions section, Problems problems) {
    if (messages == null) {
      checkNotGiven(section, problems);
      return;
    }
    problems.require(
        isQueue() ? QUEUE_URL.matcher(messages).matches() : Locations.isPath(messages),
        "--from-failure",
        "'" + messages + "'",
        "is neither a path nor a queue; write /a/file, s3://bucket/path/of/file or"
            + " sqs:https://sqs.REGION.amazonaws.com/ACCOUNT/NAME");
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
      options.put("from-failure", isQueue() ? messages : Locations.parse(messages).toString());
      options.put("allow-missing", Boolean.toString(allowMissing));
    }
  }
}
