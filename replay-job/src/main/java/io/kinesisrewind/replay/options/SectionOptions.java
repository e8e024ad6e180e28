package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.TimeBound;
import io.kinesisrewind.schemas.ArchiveHour;
import io.kinesisrewind.schemas.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which section of which archive. */
final class SectionOptions {

  private static final String SHARD_ID = "shardId-\\d{12}";
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      converter = SourceConverter.class,
      description =
          "Where the records come from: archive; latest, the stream's latest table, one record a key"
              + " (default: ${DEFAULT-VALUE})")
  private SourceSpec source = SourceSpec.parse("archive");

  @Option(
      names = "--archive",
      required = true,
      paramLabel = "PATH",
      description = "Folder of the archive, here or s3://bucket/path")
  private String archive;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Archived stream to replay. Needed unless --from-failure tells of one only")
  private String stream;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "First arrival time, inclusive: 2026-03-01T10:00:00Z, 2026-03-01 (UTC), now-2h"
              + " (default: the archive's beginning)")
  private TimeBound from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Last arrival time, exclusive (default: the archive's end)")
  private TimeBound to;

  @Option(
      names = "--shard",
      paramLabel = "ID",
      description = "Only this shard, such as shardId-000000000000; may be repeated (default: all)")
  private List<String> shards = new ArrayList<>();

  @Option(
      names = "--after-sequence",
      paramLabel = "NUMBER",
      description = "Only what follows this sequence number; needs exactly one --shard")
  private String afterSequence;

  @Option(
      names = "--to-sequence",
      paramLabel = "NUMBER",
      description = "Only up to and including this sequence number; needs exactly one --shard")
  private String toSequence;

  SourceSpec source() {
    return source;
  }

  Path archive() {
    return Locations.parse(archive);
  }

  String stream() {
    return stream;
  }

  /** Where the user has not said it, and it is known now. */
  void streamIs(String name) {
    stream = name;
  }

  Selection selection() {
    return Selection.of(stream)
        .arrivedBetween(from == null ? null : from.instant(), to == null ? null : to.instant())
        .fromShards(shards)
        .sequencedBetween(afterSequence, toSequence);
  }

  void check(Problems problems) {
    checkArchive(problems);
    problems.require(
        stream == null || ArchiveHour.isStreamName(stream),
        "--stream",
        stream,
        "is not the name of a stream; letters, digits, '_', '.' and '-' make one, 128 at most");
    checkYear("--from", from, problems);
    checkYear("--to", to, problems);
    if (from != null && to != null) {
      problems.require(
          from.instant().isBefore(to.instant()),
          "--to",
          to,
          "is not after --from " + from + "; the range would be empty");
    }
    for (String shard : shards) {
      problems.require(
          shard.matches(SHARD_ID),
          "--shard",
          shard,
          "is not the id of a shard; write for instance shardId-000000000003");
    }
    checkSequences(problems);
  }

  void describe(Map<String, String> options) {
    options.put("source", source.toString());
    options.put("archive", archive().toString());
    options.put("stream", stream);
    describeBounds(options);
  }

  /** Those that are given. */
  void describeBounds(Map<String, String> options) {
    put("from", from == null ? null : from.instant(), options);
    put("to", to == null ? null : to.instant(), options);
    put("shard", shards.isEmpty() ? null : shards, options);
    put("after-sequence", afterSequence, options);
    put("to-sequence", toSequence, options);
  }

  private void checkArchive(Problems problems) {
    if (archive == null) {
      problems.add("--archive is missing; name the folder that an archive job writes to");
      return;
    }
    try {
      archive();
    } catch (IllegalArgumentException e) {
      problems.add("--archive", archive, "is not a path; write /a/folder or s3://bucket/path");
    }
  }

  private static void checkYear(String option, TimeBound time, Problems problems) {
    problems.require(
        time == null || (time.instant().isAfter(EARLIEST) && time.instant().isBefore(LATEST)),
        option,
        time,
        "is not a time an archive can hold; leave " + option + " out for no bound");
  }

  private void checkSequences(Problems problems) {
    boolean after = isSequence("--after-sequence", afterSequence, problems);
    boolean to = isSequence("--to-sequence", toSequence, problems);
    if (after && to) {
      problems.require(
          Position.compareSequenceNumbers(afterSequence, toSequence) < 0,
          "--to-sequence",
          toSequence,
          "is not above --after-sequence " + afterSequence + "; the range would be empty");
    }
    if ((afterSequence != null || toSequence != null) && shards.size() != 1) {
      problems.add(
          afterSequence != null ? "--after-sequence" : "--to-sequence",
          afterSequence != null ? afterSequence : toSequence,
          "sequence numbers count within one shard; name it with --shard, once");
    }
  }

  private static boolean isSequence(String option, String text, Problems problems) {
    if (text == null) {
      return false;
    }
    boolean valid = Position.isSequenceNumber(text);
    problems.require(valid, option, text, "is not a sequence number; it has digits only");
    return valid;
  }

  private static void put(String name, Object value, Map<String, String> options) {
    if (value != null) {
      options.put(name, value.toString());
    }
  }

  /** For picocli. */
  static final class SourceConverter implements ITypeConverter<SourceSpec> {
    @Override
    public SourceSpec convert(String text) {
      return SourceSpec.parse(text);
    }
  }
}
