package io.kinesisrewind.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kinesisrewind.archive.kinesis.StartPosition;
import io.kinesisrewind.archive.latest.Tombstone;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ArchiveOptionsTest {

  private static final String[] LEAST = {
    "--stream", "orders", "--archive", "s3://bucket/archive", "--region", "eu-west-1"
  };

  @Test
  void defaultsAreAsDocumented() {
    ArchiveOptions options = parse(LEAST);

    assertThat(options.streams()).containsExactly("orders");
    assertThat(options.archive()).isEqualTo(new Path("s3://bucket/archive"));
    assertThat(options.start()).isEqualTo(StartPosition.trimHorizon());
    assertThat(options.consumer().pollInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.consumer().fanOutName()).isEmpty();
    assertThat(options.mode()).isEmpty();
    assertThat(options.ttl()).isEmpty();
    assertThat(options.streamPrefixes()).isEmpty();
    assertThat(options.tombstone()).isEqualTo(Tombstone.NONE);
    assertThat(options.keyBuckets()).isEqualTo(4);
    assertThat(options.bufferLimits()).hasToString("blocks of 67108864, together 268435456");
    assertThat(options.archivesReplayed()).isFalse();
    assertThat(options.coalesce()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.createsTables()).isFalse();
    assertThat(options.aws().region()).isEqualTo("eu-west-1");
  }

  @Test
  void oneOptionOfAGroupLeavesTheOthersDefaultsAlone() {
    ArchiveOptions options = parse(least("--key-buckets", "16", "--poll-interval", "200ms"));

    assertThat(options.keyBuckets()).isEqualTo(16);
    assertThat(options.consumer().pollInterval()).isEqualTo(Duration.ofMillis(200));
    assertThat(options.bufferLimits()).hasToString("blocks of 67108864, together 268435456");
    assertThat(options.start()).isEqualTo(StartPosition.trimHorizon());
  }

  @Test
  void everyOptionCanBeGiven() {
    ArchiveOptions options =
        parse(
            "--stream=a,b",
            "--stream=c,a",
            "--archive=/data/archive",
            "--start=2026-03-01T10:00:00Z",
            "--stream-prefix=web-",
            "--stream-prefix=app-,web-",
            "--mode=LATEST+Parquet+All",
            "--ttl=90d",
            "--tombstone=Empty",
            "--key-buckets=1",
            "--block-size=1mb",
            "--write-buffer=2mb",
            "--archive-replayed=true", // as from a property group
            "--coalesce=0s",
            "--create-tables",
            "--poll-interval=4min",
            "--poll-batch=500",
            "--adaptive-reads",
            "--discover-shards-every=1min",
            "--data-at-risk-at=25",
            "--consumer=EFO:rewind",
            "--deregister-consumer",
            "--region=us-east-1",
            "--kinesis-endpoint=http://127.0.0.1:1",
            "--s3-endpoint=http://127.0.0.1:2",
            "--dynamodb-endpoint=http://127.0.0.1:3");

    assertThat(options.namedStreams()).containsExactly("a", "b", "c");
    assertThat(options.streamPrefixes()).containsExactly("web-", "app-");
    assertThat(options.archive()).isEqualTo(new Path("file:///data/archive"));
    assertThat(options.start()).isEqualTo(StartPosition.at(Instant.parse("2026-03-01T10:00:00Z")));
    assertThat(options.consumer().fanOutName()).contains("rewind");
    assertThat(options.mode()).hasValue(ArchiveMode.parse("parquet+latest+all"));
    assertThat(options.ttl()).hasValue(Duration.ofDays(90));
    assertThat(options.tombstone()).isEqualTo(Tombstone.EMPTY);
    assertThat(options.archivesReplayed()).isTrue();
    assertThat(options.createsTables()).isTrue();
    assertThat(options.coalesce()).isZero();
  }

  @Test
  void withoutFilesNoArchiveIsNeeded() {
    ArchiveOptions options =
        parse("--stream", "orders", "--mode", "latest", "--region", "eu-west-1");

    assertThat(options.mode()).hasValue(ArchiveMode.parse("latest"));
  }

  @Test
  void aRelativeFolderIsThisProcessesOwn() {
    ArchiveOptions options = parse("--stream=a", "--archive=some/folder", "--region=eu-west-1");

    assertThat(options.archive().toUri().getScheme()).isEqualTo("file");
    assertThat(options.archive().getPath())
        .isEqualTo(java.nio.file.Path.of("some/folder").toAbsolutePath().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"trim-horizon", "TRIM_HORIZON", "latest", "now-2h", "2026-03-01"})
  void startsAreUnderstood(String start) {
    assertThat(parse(least("--start", start)).start())
        .hasToString(start.equals("TRIM_HORIZON") ? "trim-horizon" : start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stream=bad/name|--stream 'bad/name': is not the name of a stream; it has 1 to 128 of",
        "--key-buckets=3|--key-buckets 3: is not a power of two from 1 to 256",
        "--key-buckets=512|--key-buckets 512: is not a power of two from 1 to 256",
        "--key-buckets=many|Invalid value for option '--key-buckets'",
        "--block-size=1kb|--block-size 1 kb: is out of range; write 1mb to 512mb",
        "--block-size=1gb|--block-size 1 gb: is out of range; write 1mb to 512mb",
        "--block-size=big|'big' is not a size; write for instance 64mb or 1gb",
        "--write-buffer=32mb|--write-buffer 32 mb: does not hold one block of --block-size 64 mb",
        "--coalesce=1h|--coalesce PT1H: is out of range; write 0s to 10min",
        "--coalesce=-1s|'-1s' is not a length of time; write for instance",
        "--poll-interval=0s|--poll-interval PT0S: is out of range; write 1ms to 4min",
        "--poll-interval=10min|--poll-interval PT10M: is out of range; write 1ms to 4min",
        "--consumer=efo|'efo' is not a way to read; write polling, or efo:NAME",
        "--consumer=efo:a/b|'efo:a/b' is not a way to read; write polling, or efo:NAME",
        "--deregister-consumer|--deregister-consumer true: there is none with --consumer polling",
        "--poll-batch=0|--poll-batch 0: is out of range; write 1 to 10000",
        "--poll-batch=10001|--poll-batch 10001: is out of range; write 1 to 10000",
        "--discover-shards-every=1ms|--discover-shards-every PT0.001S: is out of range",
        "--discover-shards-every=2h|--discover-shards-every PT2H: is out of range; write 100ms",
        "--data-at-risk-at=0|--data-at-risk-at 0: is out of range; write 1 to 99",
        "--data-at-risk-at=100|--data-at-risk-at 100: is out of range; write 1 to 99",
        "--start=yesterday|'yesterday' is not a start; write trim-horizon, latest, or a time",
        "--mode=everything|'everything' is not a mode; write parquet, latest, all, or some of them",
        "--mode=parquet+|'parquet+' is not a mode; write parquet, latest, all, or some of them",
        "--stream-prefix=a/b|--stream-prefix 'a/b': is not the beginning of a stream's name; it has",
        "--stream-prefix=|--stream-prefix '': is not the beginning of a stream's name; it has",
        "--ttl=0s|--ttl PT0S: is not a time to live; write whole seconds, at least 1s",
        "--ttl=1500ms|--ttl PT1.5S: is not a time to live; write whole seconds, at least 1s",
        "--ttl=36501d|is not a time to live; write whole seconds, at least 1s and at most 36500d",
        "--ttl=long|'long' is not a length of time; write for instance",
        "--compression=snappy|'snappy' is not a compression; write zstd, zstd:LEVEL with a level of 1",
        "--compression=zstd:0|'zstd:0' is not a compression; write zstd",
        "--compression=zstd:20|'zstd:20' is not a compression; write zstd",
        "--tombstone=null|'null' is not a kind of tombstone; write none or empty",
        "--kinesis-endpoint=nowhere|--kinesis-endpoint nowhere: is not an endpoint",
        "--archiv=x|Unknown option: '--archiv=x'; --help lists the options"
      })
  void aMistakeIsToldWithOptionValueAndRemedy(String argument, String message) {
    assertThatThrownBy(() -> parse(least(argument)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3:///folder|names no bucket; write for instance s3://bucket/archive",
        "s3://b u/x|is not a path; write for instance s3://bucket/archive or /data/archive",
        "' '|no folder is given; write for instance s3://bucket/archive"
      })
  void anArchiveThatIsNoneIsTold(String archive, String message) {
    assertThatThrownBy(() -> parse("--stream=orders", "--region=eu-west-1", "--archive=" + archive))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--archive")
        .hasMessageContaining(message);
  }

  @Test
  void aRegionThatIsNoneIsTold() {
    assertThatThrownBy(() -> parse("--stream=a", "--archive=/a", "--region=Europe!"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--region Europe!: is not the name of a region");
  }

  @Test
  void anOptionGivenTwiceIsTold() {
    assertThatThrownBy(() -> parse(least("--coalesce=1s", "--create-tables", "--coalesce=2s")))
        .isInstanceOf(UsageException.class)
        .hasMessage("--coalesce: is given twice; give it once");
  }

  @Test
  void allMistakesAreToldAtOnce() {
    UsageException thrown =
        catchThrowableOfType(
            UsageException.class,
            () -> parse("--key-buckets=5", "--coalesce=1h", "--region=eu-west-1"));

    assertThat(thrown.problems())
        .hasSize(4)
        .anyMatch(problem -> problem.startsWith("--stream: no stream is given"))
        .anyMatch(problem -> problem.startsWith("--archive: no folder is given"))
        .anyMatch(problem -> problem.startsWith("--key-buckets 5"))
        .anyMatch(problem -> problem.startsWith("--coalesce"));
  }

  @Test
  void helpNamesEveryOptionItsDefaultAndAnExample() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandLine command = JobArguments.configure(new CommandLine(new ArchiveOptions()));

    command.usage(new PrintStream(out, true, StandardCharsets.UTF_8));

    String help = out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    assertThat(command.getCommandSpec().options())
        .allSatisfy(option -> assertThat(help).contains(option.longestName()));
    assertThat(help)
        .contains("What to read", "How to read", "The archive", "The tables", "AWS", "Example:")
        .contains("default: trim-horizon", "default: 1s", "default: 4", "default: 64mb")
        .contains("else parquet+latest", "default: 256mb", "default: none", "default: polling")
        .doesNotContain("DEFAULT-VALUE");
  }

  private static ArchiveOptions parse(String... arguments) {
    ArchiveOptions options = new ArchiveOptions();
    assertThat(JobArguments.parse(options, ArchiveJob.NAME, arguments)).isTrue();
    return options;
  }

  private static String[] least(String... more) {
    List<String> arguments = new ArrayList<>(List.of(LEAST));
    Stream.of(more).forEach(arguments::add);
    return arguments.toArray(new String[0]);
  }
}
