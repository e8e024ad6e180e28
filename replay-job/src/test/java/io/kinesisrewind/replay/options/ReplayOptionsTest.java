package io.kinesisrewind.replay.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kinesisrewind.replay.annotate.AnnotationForm;
import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.UsageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReplayOptionsTest {

  @Test
  void defaults() {
    ReplayOptions options = parse("--target", "kinesis:copy");

    assertThat(options.archive().toString()).isEqualTo("file:/data/archive");
    assertThat(options.stream()).isEqualTo("orders");
    assertThat(options.selection().from()).isEmpty();
    assertThat(options.selection().to()).isEmpty();
    assertThat(options.selection().shards()).isEmpty();
    assertThat(options.selection().keys()).isEmpty();
    assertThat(options.selection().afterSequence()).isEmpty();
    assertThat(options.selection().toSequence()).isEmpty();
    assertThat(options.annotationForm()).isEqualTo(AnnotationForm.none);
    assertThat(options.annotations()).isEmpty();
    assertThat(options.onBadRecord()).isEqualTo(BadRecords.fail);
    assertThat(options.deadLetterFolder()).isEmpty();
    assertThat(options.keepHashKeys()).isTrue();
    assertThat(options.maxInFlight()).isEqualTo(2_000);
    assertThat(options.concurrentCalls()).isEqualTo(4);
    assertThat(options.dryRun()).isFalse();
    assertThat(options.replayId()).matches("replay-\\d{8}T\\d{6}Z-[0-9a-f]{6}");
  }

  @Test
  void everyOptionIsTaken() {
    ReplayOptions options =
        parse(
            "--from=2026-03-01T10:00:00Z",
            "--to=2026-03-02",
            "--shard=shardId-000000000003",
            "--after-sequence=99",
            "--to-sequence=100",
            "--key=a,b",
            "--key==c",
            "--key-prefix=a%",
            "--key-prefix=b ",
            "--compact",
            "--tombstone=empty",
            "--limit=12",
            "--target=kinesis:orders",
            "--overwrite",
            "--annotation=why=a=b",
            "--on-bad-record=dead-letter",
            "--dead-letter=s3://bucket/dead",
            "--keep-hash-keys=false",
            "--max-in-flight=7",
            "--concurrent-calls=2",
            "--replay-id=again_1");

    assertThat(options.selection().from()).contains(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(options.selection().to()).contains(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(options.selection().shards()).containsExactly("shardId-000000000003");
    assertThat(options.selection().afterSequence()).contains("99");
    assertThat(options.selection().toSequence()).contains("100");
    assertThat(options.selection().keys()).containsExactly("=c", "a,b");
    assertThat(options.selection().keyChoice().prefixes()).containsExactly("a%", "b ");
    assertThat(options.annotationForm()).isEqualTo(AnnotationForm.json);
    assertThat(options.annotations())
        .containsEntry("overwrite", "true")
        .containsEntry("why", "a=b");
    assertThat(options.onBadRecord()).isEqualTo(BadRecords.deadLetter);
    assertThat(options.deadLetterFolder().orElseThrow()).hasToString("s3://bucket/dead");
    assertThat(options.keepHashKeys()).isFalse();
    assertThat(options.maxInFlight()).isEqualTo(7);
    assertThat(options.concurrentCalls()).isEqualTo(2);
    assertThat(options.replayId()).isEqualTo("again_1");
    assertThat(options.describe())
        .containsEntry("key", "[a,b, =c]")
        .containsEntry("annotate", "json")
        .containsEntry("on-bad-record", "dead-letter")
        .containsEntry("dead-letter", "s3://bucket/dead")
        .containsEntry("compact", "true")
        .containsEntry("tombstone", "empty")
        .containsEntry("limit", "12")
        .containsEntry("from", "2026-03-01T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to=2026-01-01 --from=2026-01-02 | --to 2026-01-01: is not after --from 2026-01-02",
        "--from=2026-01-01 --to=2026-01-01 | --to 2026-01-01: is not after --from 2026-01-01",
        "--from=yesterday | 'yesterday' is not a time",
        "--from=+10000-01-01T00:00:00Z | is not a time an archive can hold",
        "--shard=3 | --shard 3: is not the id of a shard; write for instance shardId-",
        "--after-sequence=12x --shard=shardId-000000000000 | --after-sequence 12x: is not a seq",
        "--to-sequence=5 | --to-sequence 5: sequence numbers count within one shard",
        "--after-sequence=5 --shard=shardId-000000000000 --shard=shardId-000000000001 | one shard",
        "--after-sequence=100 --to-sequence=99 --shard=shardId-000000000000 | is not above",
        "--at-sequence=5 --after-sequence=4 --shard=shardId-000000000000 | says the same as --after-",
        "--at-sequence=9 --before-sequence=9 --shard=shardId-000000000000 | is not above --at-seq",
        "--before-sequence=x --shard=shardId-000000000000 | --before-sequence x: is not a sequence",
        "--poll-batch=5 | --poll-batch 5: --source archive has no use for it; leave it out",
        "--source=stream --poll-batch=10001 | --poll-batch 10001: write a number from 1 to 10000",
        "--source=stream --poll-delay=2min | --poll-delay PT2M: is longer than a minute",
        "--source=stream --max-empty-polls=0 | --max-empty-polls 0: write a number from 1 to 1000",
        "--source=stream --max-records-per-shard=0 | write a number of records, 1 or more",
        "--source=both --max-records-per-shard=5 | --source both has no use for it; leave it out",
        "--source=stream --overlap=5s | --overlap PT5S: only --source both passes from an archive",
        "--include-replays | --include-replays true: --source archive has no use for it",
        "--replays=s3://%% | --replays s3://%%: is not a path",
        "--from=last | 'last' is not a time",
        "--from=latest | --from latest: only --source stream has what is still to come; --source arch",
        "--source=both --from=latest | --source both needs a time",
        "--source=both --to=now+1h | --to now+1h: lies in the future, and only --source stream",
        "--source=stream --from=latest | --from latest: begins now, and has to end at a time to come",
        "--source=stream --from=latest --to=2026-03-01 | begins now, and has to end at a time to come",
        "--source=stream --from=latest --to=now+1h --shard=shardId-000000000000 --at-sequence=5"
            + " | --from latest: is another beginning than that sequence number",
        "--key= | no record has an empty partition key",
        "--key-prefix= | --key-prefix '': no record has an empty partition key",
        "--keys-file= | --keys-file '': is not a path",
        "--exclude-keys=s3://%% | --exclude-keys 's3://%%': is not a path",
        "--limit=0 | --limit 0: write a number of records, 1 or more",
        "--limit=few | 'few' is not a long",
        "--tombstone=empty | --tombstone empty: only --compact asks which keys are gone; add it",
        "--tombstone=null --compact | expected one of [none, empty]",
        "--target=orders | 'orders' is not a target; write kinesis:NAME",
        "--target=kinesis: | 'kinesis:' is not a target",
        "--target=kinesis:a/b | 'kinesis:a/b' is not a target",
        "--target=kinesis:orders --annotate=none | the target is the archived stream itself",
        "--annotation=a=b | --annotation {a=b}: nothing carries it; add --annotate json",
        "--overwrite | --overwrite: nothing carries it; add --annotate json or --annotate envelope",
        "--overwrite --annotate=none | --overwrite: nothing carries it",
        "--overwrite --annotate=json --annotation=overwrite=no | overwrite=no: says the opposite",
        "--on-bad-record=dead-letter | --on-bad-record dead-letter: has nowhere to keep the"
            + " records",
        "--dead-letter=/d | --dead-letter /d: nothing would go there; add --on-bad-record"
            + " dead-letter",
        "--on-bad-record=deadletter | expected one of [fail, skip, dead-letter, pass]",
        "--on-bad-record=dead-letter --dead-letter=s3://%%% | is not a path",
        "--on-bad-record=dead-letter --dead-letter=/a/b --target=file:/a | are one within the"
            + " other",
        "--annotate=xml | expected one of [json, envelope, none]",
        "--replay-id=a/b | --replay-id a/b: is not an id",
        "--max-in-flight=0 | --max-in-flight 0: write a number from 1 to 1000000",
        "--concurrent-calls=65 | --concurrent-calls 65: write a number from 1 to 64",
        "--target=lambda:a/b | 'lambda:a/b' is not a target; write",
        "--target=lambda:f --batch-size=10001 | --batch-size 10001: write a number from 1 to 10000",
        "--target=lambda:f --batch-size=2001 | no more than --max-in-flight 2000 come together",
        "--target=lambda:f --parallelization-factor=11 | write a number from 1 to 10",
        "--target=lambda:f --concurrent-invocations=0 | write a number from 1 to 1000",
        "--target=lambda:f --retries=-2 | --retries -2: write a number from -1 to 10000",
        "--target=lambda:f --invoke-timeout=0s | write more than no time and at most 1h",
        "--target=lambda:f --invoke-timeout=61min | --invoke-timeout PT1H1M: write more than no",
        "--target=lambda:f --event-source-arn=orders | is not the ARN of a stream; write",
        "--target=lambda:f --invoke-identity-arn=me | is not the ARN of a role; write for",
        "--batch-size=5 | --batch-size 5: only goes with --target lambda:NAME; leave it out for",
        "--bisect-on-error | --bisect-on-error true: only goes with --target lambda:NAME",
        "--stream=a/b | --stream a/b: is not the name of a stream",
        "--from-failure=m --from=now --shard=shardId-000000000000 | records; leave out --from, --shard",
        "--from-failure=s3://%% | --from-failure 's3://%%': is neither a path nor",
        "--from-failure=sqs:https://a:b@host/q | 'sqs:https://a:b@host/q': is neither a path nor",
        "--from-failure=sqs:queue | is neither a path nor a queue; write /a/file, s3://",
        "--from-failure=m --source=stream | needs the archive; leave --source stream out",
        "--allow-missing | only --from-failure knows what could be missing",
        "--source=latest --segments=0 | --segments 0: write a number from 1 to 1000000",
        "--source=latest --max-read-units=-1 | --max-read-units -1.0: write a number above 0",
        "--consistent | only --source latest reads a table",
        "--frm=now | Unknown option: '--frm=now'; --help lists the options",
      })
  void badInputIsToldWithItsRemedy(String arguments, String message) {
    List<String> given = new ArrayList<>(List.of(arguments.trim().split(" ")));
    if (!arguments.contains("--target")) {
      given.add("--target=kinesis:copy");
    }

    assertThatThrownBy(() -> parse(given.toArray(new String[0])))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aStreamNeedsNoArchiveButAPlaceForItsAccount() {
    List<String> arguments =
        new ArrayList<>(List.of("--source=stream", "--stream=orders", "--target=kinesis:copy"));
    assertThatThrownBy(() -> TestReplay.options(arguments))
        .hasMessageContaining("--replays is missing: without an archive, say where the account");

    arguments.add("--replays=/data/replays");
    ReplayOptions options = TestReplay.options(arguments);
    assertThat(options.archive()).isNull();
    assertThat(options.replays().orElseThrow().toString()).isEqualTo("file:/data/replays");
    assertThat(options.leavesOutReplays()).isTrue();
    assertThat(options.describe()).doesNotContainKey("archive").containsEntry("source", "stream");
    assertThat(parse("--dry-run").replays().orElseThrow().toString())
        .isEqualTo("file:/data/archive/_replays");
    assertThat(parse("--dry-run").leavesOutReplays()).isFalse();
    assertThat(parse("--dry-run", "--source=both", "--include-replays").leavesOutReplays())
        .isFalse();
  }

  @Test
  void sequenceNumbersBoundFromBothSidesInclusivelyAndExclusively() {
    ReplayOptions options =
        parse(
            "--dry-run",
            "--from=trim-horizon",
            "--shard=shardId-000000000003",
            "--at-sequence=100",
            "--before-sequence=200");

    assertThat(options.selection().from()).isEmpty();
    assertThat(options.selection().afterSequence()).contains("99");
    assertThat(options.selection().toSequence()).contains("199");
    assertThat(options.describe())
        .containsEntry("at-sequence", "100")
        .containsEntry("before-sequence", "200");
  }

  @Test
  void everyProblemIsToldAtOnce() {
    UsageException problems =
        catchThrowableOfType(
            UsageException.class,
            () -> parse("--shard=x", "--key=", "--replay-id=?", "--to-sequence=z"));

    assertThat(problems.problems()).hasSize(5).anyMatch(each -> each.contains("--target is miss"));
  }

  @Test
  void aKeyThatKinesisWouldNotTakeIsNoKey() {
    assertThatThrownBy(() -> parse("--key=" + "x".repeat(257), "--key-prefix=\uD83D"))
        .hasMessageContaining("xxx': has 257 characters; a partition key has 256 at most")
        .hasMessageContaining("is not Unicode text");
  }

  @Test
  void aConditionIsCheckedWithEverythingElse() {
    assertThatThrownBy(() -> parse("--where=colour = 'red'", "--limit=0", "--tombstone=empty"))
        .hasMessageContaining("--where colour = 'red': is not an expression over the columns")
        .hasMessageContaining("--limit 0")
        .hasMessageContaining("--tombstone empty");
    ReplayOptions options = parse("--dry-run", "--compact", "--limit=1", "--where=data IS NULL");
    assertThat(options.selectionSteps()).hasSize(3);
    assertThat(options.describe()).containsEntry("where", "data IS NULL");
  }

  @Test
  void onlyADryRunNeedsNoTarget() {
    assertThat(parse("--dry-run").target()).isEmpty();
    assertThatThrownBy(this::parse).hasMessageContaining("--target is missing");
  }

  @Test
  void whatIsRequiredIsNamed() {
    assertThatThrownBy(() -> TestReplay.options(List.of("--target=kinesis:x")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--archive is missing")
        .hasMessageContaining("--stream is missing");
  }

  @Test
  void theHelpTeaches() {
    String help = JobArguments.configure(new CommandLine(new ReplayOptions())).getUsageMessage();

    assertThat(help)
        .contains(
            "What to replay:", "Which partition keys:", "Where to:", "How:", "AWS:", "Examples")
        .contains("--archive=PATH", "(default: 4)", "(default: fail)", "(default: true)")
        .contains("json, envelope, none", "fail, skip,", "dead-letter, pass")
        .doesNotContain("null", "s3:\n");
  }

  private ReplayOptions parse(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--archive=/data/archive"));
    if (List.of(more).stream().noneMatch(each -> each.startsWith("--stream"))) {
      arguments.add("--stream=orders");
    }
    arguments.addAll(List.of(more));
    return TestReplay.options(arguments);
  }
}
