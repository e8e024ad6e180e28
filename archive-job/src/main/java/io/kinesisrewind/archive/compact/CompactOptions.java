package io.kinesisrewind.archive.compact;

import io.kinesisrewind.archive.ArchivePath;
import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.JobOptions;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.TimeBound;
import io.kinesisrewind.schemas.ArchiveHour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The compaction job's options: as arguments, or as the Managed Flink property group {@code
 * compact}. Their defaults are the fields' initial values.
 */
@Command(
    name = "compact",
    sortOptions = false,
    abbreviateSynopsis = true,
    header = "Rewrites the small files of an archive's closed hours into few large ones.",
    description = {
      "",
      "Every new file is read back and compared with those that it replaces before they go. May be"
          + " killed at any moment and started again, and run beside the archive job and replays."
    },
    footer = {
      "",
      "Example:",
      "  compact --archive s3://my-archive/kinesis --from now-2d",
      "",
      "On Managed Flink: an application of the archive job's jar whose only runtime property group is"
          + " 'compact', with the same options."
    })
public final class CompactOptions implements JobOptions {

  private static final MemorySize SMALLEST_BLOCK = MemorySize.ofMebiBytes(1);
  private static final MemorySize LARGEST_BLOCK = MemorySize.ofMebiBytes(512);

  @ArgGroup(validate = false, order = 1, heading = "%nWhat to compact%n")
  private Section section = new Section();

  @ArgGroup(validate = false, order = 2, heading = "%nHow%n")
  private Manner manner = new Manner();

  @ArgGroup(validate = false, order = 3, heading = "%nAWS%n")
  private AwsOptions aws = new AwsOptions();

  @Option(
      names = {"-h", "--help"},
      order = 4,
      usageHelp = true,
      description = "Print this help")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  /** Which part of the archive. */
  private static final class Section {

    @Option(
        names = "--archive",
        paramLabel = "PATH",
        description = "Folder of the archive: s3://bucket/prefix, or a local folder")
    private String archive;

    @Option(
        names = "--stream",
        paramLabel = "NAME",
        split = ",",
        description =
            "A stream of the archive; repeat it, or separate with commas, for more (default: all)")
    private List<String> streams = new ArrayList<>();

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "First hour: the one that this time is in (default: the archive's first)")
    private TimeBound from;

    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "Only hours that begin before (default: the last that is closed)")
    private TimeBound to;

    @Option(
        names = "--closed-for",
        paramLabel = "TIME",
        description = {
          "Leave alone hours that ended less than this ago: late records may still come. Files that"
              + " come later are merged by a later run (default: 1h)"
        })
    private Duration closedFor = Duration.ofHours(1);
  }

  /** What the new files are like, and what becomes of the old ones. */
  private static final class Manner {

    @Option(
        names = "--min-files",
        paramLabel = "N",
        description = {
          "Leave alone what would merge fewer than this, for an hour and key bucket: files as they"
              + " came, all that one compaction wrote counting as one (default: ${DEFAULT-VALUE})"
        })
    private int minFiles = 2;

    @Option(
        names = "--block-size",
        paramLabel = "SIZE",
        description = {
          "Heap that the rows of one new file take up at most: data, key, and about 300 bytes a row."
              + " A replay has to hold one such file for each of its lanes (default: 128mb)"
        })
    private MemorySize blockSize = MemorySize.ofMebiBytes(128);

    @Option(
        names = "--compression",
        paramLabel = "CODEC",
        converter = Compression.Converter.class,
        description = {
          "Of the files: zstd, zstd:LEVEL (1 to 19; higher ones are smaller and take more CPU), or none"
              + " (default: ${DEFAULT-VALUE})"
        })
    private Compression compression = Compression.DEFAULT;

    @Option(
        names = "--keep-replaced",
        paramLabel = "TIME",
        description = {
          "How long replaced files are kept in <archive>/_replaced, where no table sees them, for"
              + " replays that had planned to read them; the first run after that deletes them"
              + " (default: 1d)"
        })
    private Duration keepReplaced = Duration.ofDays(1);

    @Option(names = "--dry-run", description = "Print what would be merged, and write nothing")
    private boolean dryRun;
  }

  @Override
  public void check(Problems problems) {
    ArchivePath.check(section.archive, problems);
    for (String stream : streams()) {
      problems.require(
          ArchiveHour.isStreamName(stream),
          "--stream",
          "'" + stream + "'",
          "is not the name of a stream; it has 1 to 128 of a-z, A-Z, 0-9, '_', '.', '-'");
    }
    problems.require(
        section.from == null
            || section.to == null
            || section.from.instant().isBefore(section.to.instant()),
        "--to",
        section.to,
        "is not after --from " + section.from + "; give a later time");
    problems.require(
        manner.minFiles >= 2, "--min-files", manner.minFiles, "is too few; write 2 or more");
    problems.require(
        manner.blockSize.compareTo(SMALLEST_BLOCK) >= 0
            && manner.blockSize.compareTo(LARGEST_BLOCK) <= 0,
        "--block-size",
        manner.blockSize,
        "is out of range; write 1mb to 512mb");
  }

  /** With a scheme. */
  public Path archive() {
    return ArchivePath.parse(section.archive);
  }

  /** Without repetition, in the order given; none for all. */
  public List<String> streams() {
    return section.streams.stream()
        .map(String::trim)
        .distinct()
        .collect(Collectors.toUnmodifiableList());
  }

  public Optional<Instant> from() {
    return Optional.ofNullable(section.from).map(TimeBound::instant);
  }

  public Optional<Instant> to() {
    return Optional.ofNullable(section.to).map(TimeBound::instant);
  }

  public Duration closedFor() {
    return section.closedFor;
  }

  public int minFiles() {
    return manner.minFiles;
  }

  public long blockBytes() {
    return manner.blockSize.getBytes();
  }

  public Compression compression() {
    return manner.compression;
  }

  public Duration keepReplaced() {
    return manner.keepReplaced;
  }

  public boolean dryRun() {
    return manner.dryRun;
  }

  public AwsOptions aws() {
    return aws;
  }
}
