package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told from the arguments alone. */
class UsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "demo", "up", "produce", "setup", "archive", "compact", "replay", "replays", "latest",
        "history", "scan"
      })
  void helpIsAnAnswer(String command) {
    Run run = command.isEmpty() ? Run.of("--help") : Run.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: rewind");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void withoutACommandThereIsHelpToo() {
    Run run = Run.of();

    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.err()).contains("./rewind demo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bogus                                        | 'bogus'",
        "produce --stream s --colour red              | Unknown options: '--colour'",
        "produce                                      | Missing required option: '--stream=NAME'",
        "produce --stream s --count many              | '--count': 'many' is not a long",
        "produce --stream s --count -1 --region r     | --count -1: must not be negative",
        "produce --stream s --rate -1 --region r      | --rate -1.0: must not be negative",
        "produce --stream s --file a.jsonl --region r | --key FIELD has to say",
        "produce --stream s --file a --key k --region r | --file a: cannot be read",
        "up --stream a/b                              | 'a/b' is not a stream's name",
        "up --stream a:0                              | '0' is not a number of shards",
        "archive --stream s --archive s3://a --for soon --region r | 'soon' is not a length of time",
        "archive --archive s3://a --region r          | --stream",
        "archive --stream s --region r                | --archive",
        "archive --stream s --archive s3://a --key-buckets 3 --region r | --key-buckets 3",
        "archive --stream s --archive s3://a --from-savepoint nowhere --region r | --from-savepoint nowhere",
        "archive --stream s --archive s3://a --parallelism 0 --region r | --parallelism 0",
        "compact --region r                           | --archive: no folder is given",
        "compact --archive s3://a --region r --min-files 1 | --min-files 1: is too few",
        "compact --archive s3://a --region r --block-size 1kb | --block-size 1 kb: is out of range",
        "compact --archive s3://a --region r --stream a/b | 'a/b': is not the name of a stream",
        "compact --archive s3://a --region r --from 2026-03-02 --to 2026-03-01 | --to 2026-03-01",
        "compact --archive s3://a --region r --keep-replaced ever | 'ever' is not a length of time",
        "replay --stream s --target kinesis:t --region r | --archive",
        "replay --archive s3://a --stream s --target sqs:t --region r | --target",
        "replay --archive s3://a --stream s --target kinesis:t --from then --region r | 'then' is not a time",
        "replay --archive s3://a --stream s --target kinesis:s --annotate none --region r | --annotate",
        "replay --archive s3://a --stream s --target kinesis:t --region r --where colour>1 | --where colour>1: is not an expression over the columns: Unknown identifier 'colour'",
        "replay --archive s3://a --resume a/b --region r | --resume a/b: is not an id",
        "replay --archive s3://a --resume a --replay-id b --region r | leave --replay-id out",
        "replay --archive s3://a --resume a --dry-run --region r | leave --dry-run out",
        "replay --archive s3://a --target kinesis:t --region r | --stream is missing",
        "replay --archive s3://a --stream s --dry-run --price-per-million-put-units -1 --region r | --price-per-million-put-units -1",
        "replays                                      | --archive is missing",
        "replays stop r --archive a                   | expected one of [list, show, cancel]",
        "replays cancel --archive s3://a --region r   | ID: is missing",
        "replays show ../r --archive s3://a --region r | ID ../r: is not an id",
        "latest --key k                               | Missing required parameter: 'STREAM'",
        "latest orders                                | Missing required option: '--key=KEY'",
        "latest a/b --key k --region r                | STREAM a/b: is not the name of a stream",
        "latest s --key= --region r                   | --key: a partition key in a table has 1 to 2048 bytes, this one 0",
        "latest s --key k --data xml                  | '--data'",
        "latest s --key k --region R!                 | --region R!: is not the name of a region",
        "history s --key k --region r --after-sequence x | --after-sequence x: is not a position",
        "history s --key k --region r --to-sequence 1:x | --to-sequence 1:x: is not a position",
        "history s --key k --region r --after-sequence 5 --to-sequence 4 | --to-sequence 4: is not above",
        "history s --key k --region r --limit 0       | --limit 0: must be 1 or more",
        "history s --key k --limit some               | '--limit': 'some' is not a long",
        "scan s --region r                            | --latest or --history: give one of them",
        "scan s --latest --history --region r         | --latest or --history: give one of them",
        "scan s --latest --segments 0 --region r      | --segments 0: must be between 1 and 32",
        "setup s --region r                           | --mode: is missing",
        "setup s --region r --mode latest             | --ttl: is missing",
        "setup s --mode some --ttl none               | 'some' is not a mode",
        "setup s --mode latest --ttl 0s --region r    | --ttl: '0s' is not a time to live",
        "setup s --mode latest --ttl soon --region r  | --ttl: 'soon' is not a length of time",
        "setup s --mode parquet --ttl 1d --region r   | --ttl 1d: nothing expires in mode parquet",
        "setup s --mode latest --ttl none --read-units 5 --region r | --read-units and --write-units",
        "setup s --mode latest --ttl none --read-units 0 --write-units 1 --region r | --read-units 0",
      })
  void saysWhatIsWrong(String args, String message) {
    Run run = Run.of(args.split(" "));

    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.err()).contains(message).contains("--help").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void reportsSeveralProblemsAtOnce() {
    Run run =
        Run.of(
            "replay --archive s3://a --stream s --target kinesis:t --region r"
                .concat(" --from 2026-03-02 --to 2026-03-01 --shard x --annotation k=v")
                .split(" "));

    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.err()).contains("--to").contains("--shard").contains("--annotation");
  }

  @Test
  void namesTheLineThatHasNoKey(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("orders.jsonl"), "{\"id\":\"7\"}\n{\"no\":1}\n");
    assertThat(SourceRecords.ofJsonLines(file, "id").limit(1))
        .containsExactly(SourceRecord.of("7", "{\"id\":\"7\"}".getBytes(StandardCharsets.UTF_8)));

    Run run =
        Run.of(
            "produce",
            "--stream",
            "s",
            "--file",
            file.toString(),
            "--key",
            "id",
            "--region",
            "r",
            "--kinesis-endpoint",
            "http://127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.err()).contains("line 2: has no member 'id'");
  }
}
