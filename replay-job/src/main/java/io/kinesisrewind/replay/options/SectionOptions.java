package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.TimeBound;
import io.kinesisrewind.schemas.ArchiveHour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
          "Where the records come from: archive; stream, what the stream itself still has, without"
              + " an archive; both, the archive and then what of the stream is not archived yet;"
              + " latest, the stream's latest table, one record a key; or file:PATH, a folder or"
              + " file, here or on S3, that a file target or --dead-letter had: all of it is read"
              + " first to find what is in it (default: ${DEFAULT-VALUE})")
  private SourceSpec source = SourceSpec.parse("archive");

  @Option(
      names = "--archive",
      paramLabel = "PATH",
      description =
          "Folder of the archive, here or s3://bucket/path; needed unless --source stream")
  private String archive;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Stream to replay. Needed unless --resume, or --from-failure tells of one only")
  private String stream;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = FromConverter.class,
      description =
          "First arrival time, inclusive: 2026-03-01T10:00:00Z, 2026-03-01 (UTC), now-2h, or"
              + " trim-horizon, the oldest there is (default: trim-horizon)")
  private FromBound from = FromBound.TRIM_HORIZON;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Last arrival time, exclusive (default: what there is at the start)")
  private TimeBound to;

  @Option(
      names = "--shard",
      paramLabel = "ID",
      description = "Only this shard, such as shardId-000000000000; may be repeated (default: all)")
  private List<String> shards = new ArrayList<>();

  @Option(
      names = "--at-sequence",
      paramLabel = "NUMBER",
      description = "Only from this sequence number on, inclusive; needs exactly one --shard")
  private String atSequence;

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

  @Option(
      names = "--before-sequence",
      paramLabel = "NUMBER",
      description = "Only what precedes this sequence number; needs exactly one --shard")
  private String beforeSequence;

  SourceSpec source() {
    return source;
  }

  /** Null where there is none. */
  Path archive() {
    return archive == null ? null : Locations.parse(archive);
  }

  boolean hasArchive() {
    return archive != null;
  }

  /** Null unless given. */
  String atSequence() {
    return atSequence;
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
        .arrivedBetween(from.instant().orElse(null), to == null ? null : to.instant())
        .fromShards(shards)
        .sequencedBetween(
            SequenceBounds.after(atSequence, afterSequence),
            SequenceBounds.upTo(beforeSequence, toSequence));
  }

  void check(Problems problems) {
    checkArchive(problems);
    problems.require(
        stream == null || ArchiveHour.isStreamName(stream),
        "--stream",
        stream,
        "is not the name of a stream; letters, digits, '_', '.' and '-' make one, 128 at most");
    checkYear("--from", from, from.instant(), problems);
    checkYear("--to", to, Optional.ofNullable(to).map(TimeBound::instant), problems);
    if (from.instant().isPresent() && to != null) {
      problems.require(
          from.instant().get().isBefore(to.instant()),
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
    new SequenceBounds(atSequence, afterSequence, beforeSequence, toSequence)
        .check(shards, problems);
  }

  void describe(Map<String, String> options) {
    options.put("source", source.toString());
    put("archive", archive(), options);
    options.put("stream", stream);
    describeBounds(options);
  }

  /** Those that are given. */
  void describeBounds(Map<String, String> options) {
    put("from", from.instant().orElse(null), options);
    put("to", to == null ? null : to.instant(), options);
    put("shard", shards.isEmpty() ? null : shards, options);
    put("at-sequence", atSequence, options);
    put("after-sequence", afterSequence, options);
    put("to-sequence", toSequence, options);
    put("before-sequence", beforeSequence, options);
  }

  void checkArchive(Problems problems) {
    if (archive == null) {
      if (source.readsArchive()) {
        problems.add("--archive is missing; name the folder that an archive job writes to");
      }
      return;
    }
    try {
      archive();
    } catch (IllegalArgumentException e) {
      problems.add("--archive", archive, "is not a path; write /a/folder or s3://bucket/path");
    }
  }

  private static void checkYear(
      String option, Object given, Optional<Instant> time, Problems problems) {
    problems.require(
        time.isEmpty() || (time.get().isAfter(EARLIEST) && time.get().isBefore(LATEST)),
        option,
        given,
        "is not a time an archive can hold; leave " + option + " out for no bound");
  }

  private static void put(String name, Object value, Map<String, String> options) {
    if (value != null) {
      options.put(name, value.toString());
    }
  }

  /** For picocli. */
  static final class FromConverter implements ITypeConverter<FromBound> {
    @Override
    public FromBound convert(String text) {
      return FromBound.parse(text);
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
