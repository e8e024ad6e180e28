package io.kinesisrewind.cli.setup;

import io.kinesisrewind.archive.preflight.KinesisStreams;
import io.kinesisrewind.archive.streams.StreamTags;
import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.archive.tables.ArchiveTables;
import io.kinesisrewind.archive.tables.Capacity;
import io.kinesisrewind.archive.tables.UnsuitableTableException;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.UsageException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * Makes a stream's tables and tags what is wanted. May be run again: it changes what differs. Looks
 * at everything before it changes anything; the tags, which a job goes by, come last.
 */
public final class StreamSetup {

  private final AwsAccess aws;
  private final String stream;
  private final Consumer<String> tell;

  /**
   * @param tell takes the lines that say what is done
   */
  public StreamSetup(AwsAccess aws, String stream, Consumer<String> tell) {
    this.aws = aws;
    this.stream = stream;
    this.tell = tell;
  }

  /**
   * The stream's tags.
   *
   * @throws UsageException where there is no such stream, or Kinesis does not answer
   */
  public Map<String, String> tags() {
    try (KinesisClient kinesis = aws.kinesis(KinesisClient.builder()).build();
        KinesisStreams streams = KinesisStreams.in(aws)) {
      kinesis.describeStreamSummary(request -> request.streamName(stream));
      return streams.tags(stream);
    } catch (ResourceNotFoundException e) {
      throw new UsageException(
          "STREAM " + stream + ": does not exist in " + aws.region() + "; check name and region");
    } catch (SdkException e) {
      throw failed("Kinesis", "kinesis:DescribeStreamSummary/ListTagsForStream", e);
    }
  }

  /**
   * @param present the tags that the stream has
   * @param capacity of tables that are created
   * @throws UsageException where a table cannot be used as it is, or AWS declines
   */
  public void run(Wanted wanted, Map<String, String> present, Capacity capacity) {
    try (ArchiveTables tables = ArchiveTables.in(aws)) {
      look(tables, wanted);
      boolean expiring = wanted.ttl().isPresent();
      for (ArchiveTable table : wanted.tables()) {
        tell.accept(tables.create(table, stream, capacity, expiring).toString());
      }
    } catch (UnsuitableTableException e) {
      throw new UsageException(e.getMessage());
    } catch (SdkException e) {
      throw failed("DynamoDB", "dynamodb:DescribeTable/CreateTable/UpdateTimeToLive", e);
    }
    try (KinesisClient kinesis = aws.kinesis(KinesisClient.builder()).build()) {
      tag(kinesis, wanted, present);
      untag(kinesis, wanted, present);
    } catch (SdkException e) {
      throw failed("Kinesis", "kinesis:AddTagsToStream/RemoveTagsFromStream", e);
    }
  }

  private void look(ArchiveTables tables, Wanted wanted) {
    Problems problems = new Problems();
    for (ArchiveTable table : wanted.tables()) {
      tables.obstacle(table, stream, wanted.ttl().isPresent()).ifPresent(problems::add);
    }
    problems.throwIfAny();
  }

  private void tag(KinesisClient kinesis, Wanted wanted, Map<String, String> present) {
    Map<String, String> missing = new TreeMap<>(wanted.tags());
    missing.entrySet().removeIf(tag -> tag.getValue().equals(present.get(tag.getKey())));
    if (!missing.isEmpty()) {
      kinesis.addTagsToStream(request -> request.streamName(stream).tags(missing));
    }
    wanted
        .tags()
        .forEach(
            (name, value) ->
                tell.accept(
                    missing.containsKey(name)
                        ? "tagged " + stream + ": " + name + " " + value + was(present.get(name))
                        : stream + " has the tag " + name + " " + value));
  }

  private void untag(KinesisClient kinesis, Wanted wanted, Map<String, String> present) {
    if (wanted.ttl().isEmpty() && present.containsKey(StreamTags.TTL)) {
      kinesis.removeTagsFromStream(request -> request.streamName(stream).tagKeys(StreamTags.TTL));
      tell.accept("untagged " + stream + ": " + StreamTags.TTL + was(present.get(StreamTags.TTL)));
    }
  }

  private static String was(String before) {
    return before == null ? "" : " (was " + before + ")";
  }

  private static UsageException failed(String service, String action, SdkException error) {
    return new UsageException(service + ": " + AwsFailure.explain(error, action));
  }
}
