package io.kinesisrewind.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.testing.Checkpoints;
import io.kinesisrewind.replay.testing.FakeFunctions;
import io.kinesisrewind.replay.testing.FakeFunctions.Answer;
import io.kinesisrewind.replay.testing.InducedFaults;
import io.kinesisrewind.replay.testing.InvocationLog;
import io.kinesisrewind.replay.testing.Records;
import io.kinesisrewind.replay.testing.TestArchive;
import io.kinesisrewind.replay.testing.TestReplay;
import io.kinesisrewind.runtime.UsageException;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReplayToLambdaIT {

  private static final int FILES = 6;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private final List<ArchivedRecord> records = Records.random(600, 20, 21);
  private TestArchive archive;
  private InducedFaults faults;

  @BeforeEach
  void writeArchive() throws IOException {
    archive =
        new TestArchive(new org.apache.flink.core.fs.Path("flaky://" + folder.resolve("archive")));
    // Minutes apart, so that each block is opened when the one before it is used up.
    for (int i = 0; i < records.size(); i++) {
      records.get(i).setSubSequenceNumber(0);
      records
          .get(i)
          .setApproximateArrivalTimestamp(
              Records.START.plusSeconds(120L * (i * FILES / records.size())).plusMillis(i));
    }
    for (int i = 0; i < FILES; i++) {
      int from = i * records.size() / FILES;
      archive.write(new ArrayList<>(records.subList(from, from + 100)), 2);
    }
    faults = new InducedFaults(new Checkpoints(folder.resolve("checkpoints")));
  }

  @AfterEach
  void mend() {
    faults.end();
  }

  @Test
  void theFunctionSeesWhatItsMappingWouldHaveShownIt() throws Exception {
    InvocationLog log = new InvocationLog();
    List<JsonNode> origins = new ArrayList<>();
    try (FakeFunctions lambda =
        new FakeFunctions(
            event ->
                log.during(
                    event,
                    () -> {
                      synchronized (origins) {
                        origins.add(event.get("Records").get(0));
                      }
                      return Answer.returned("null");
                    }))) {

      ReplayStatus status = run(lambda, "--batch-size", "17");

      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertCounts(status.counts(), 600, 0, 0);
      assertThat(log.taken()).isEqualTo(data(records));
      assertThat(log.largestBatch()).isEqualTo(17);
      assertThat(log.mostAtATimeOfAShard()).isEqualTo(1);
      assertThat(log.batchesAreOfOneShardAndInOrder()).isTrue();
      assertThat(lambda.dryRuns()).isEqualTo(1);
      assertThat(origins)
          .allSatisfy(
              record -> {
                assertThat(record.get("eventSourceARN").asText())
                    .isEqualTo(FakeFunctions.STREAM_ARN);
                assertThat(record.get("invokeIdentityArn").asText()).isEqualTo(FakeFunctions.ROLE);
                assertThat(record.get("awsRegion").asText()).isEqualTo("us-east-1");
              });
    }
  }

  @Test
  void everyKeyIsInOrderThroughErrorsThrottlingAndTheLossOfTheTask() throws Exception {
    InvocationLog log = new InvocationLog();
    AtomicInteger invocations = new AtomicInteger();
    faults.failOnceAt(archive.files().get(7));
    try (FakeFunctions lambda =
        new FakeFunctions(
            event ->
                switch (invocations.incrementAndGet() % 12) {
                  case 1 -> Answer.serviceError(429, "TooManyRequestsException");
                  case 2 -> Answer.serviceError(500, "ServiceException");
                  case 3 -> Answer.functionError("not now");
                  case 4 -> Answer.returned("<html>");
                  case 5 -> {
                    log.during(event, () -> Answer.returned(""));
                    yield Answer.none();
                  }
                  case 6 -> takeHalf(event, log);
                  default -> log.during(event, () -> Answer.returned("{}"));
                })) {

      ReplayStatus status =
          run(
              lambda,
              "--parallelization-factor=3",
              "--batch-size=30",
              "--retries=-1",
              "--event-source-arn=arn:aws:kinesis:eu-west-1:210987654321:stream/other",
              "--invoke-identity-arn=arn:aws:iam::210987654321:role/other");

      assertThat(faults.count()).isEqualTo(1);
      assertThat(status.state()).isEqualTo(ReplayState.COMPLETED);
      assertCounts(status.counts(), 600, 0, 0);
      assertThat(status.counts().retried).isPositive();
      assertThat(log.firstTaken()).isEqualTo(data(records));
      assertThat(log.largestBatch()).isLessThanOrEqualTo(30);
    }
  }

  @Test
  void poisonIsFoundAndKeptAndTheRestDelivered() throws Exception {
    Set<String> poison =
        Stream.of(0, 1, 250, 599)
            .map(i -> records.get(i).getSequenceNumber())
            .collect(Collectors.toSet());
    InvocationLog log = new InvocationLog();
    try (FakeFunctions lambda =
        new FakeFunctions(
            event ->
                FakeFunctions.sequenceNumbers(event).stream().anyMatch(poison::contains)
                    ? Answer.functionError("cannot parse")
                    : log.during(event, () -> Answer.returned("")))) {
      Path letters = folder.resolve("letters");

      ReplayStatus status =
          run(
              lambda,
              "--bisect-on-error",
              "--retries=0",
              "--annotate=envelope",
              "--on-bad-record=dead-letter",
              "--dead-letter=" + letters);

      assertCounts(status.counts(), 596, 0, 4);
      List<ArchivedRecord> good = new ArrayList<>(records);
      good.removeIf(record -> poison.contains(record.getSequenceNumber()));
      assertThat(log.sequenceNumbers()).isEqualTo(InvocationLog.sequenceNumbers(good));
      List<JsonNode> kept = InvocationLog.lines(letters);
      assertThat(kept)
          .hasSize(4)
          .allSatisfy(
              line ->
                  assertThat(line.get("dead_letter_reason").asText())
                      .isEqualTo("is refused by the function: E: cannot parse"));
      // Without the annotation, so that replaying the letters is a replay like any other.
      assertThat(kept.stream().map(line -> line.get("data").asText()))
          .containsExactlyInAnyOrderElementsOf(
              records.stream()
                  .filter(record -> poison.contains(record.getSequenceNumber()))
                  .map(InvocationLog::base64)
                  .toList());
    }
  }

  @Test
  void aRecordThatIsNeverTakenEndsTheReplayAndIsNamed() throws Exception {
    String bad = records.get(300).getSequenceNumber();
    InvocationLog log = new InvocationLog();
    try (FakeFunctions lambda =
        new FakeFunctions(
            event ->
                FakeFunctions.sequenceNumbers(event).contains(bad)
                    ? log.until(bad, event)
                    : log.during(event, () -> Answer.returned("")))) {
      TestReplay replay = replay(lambda, "--retries=1", "--bisect-on-error");
      Replay prepared = replay.prepare();

      assertThatThrownBy(() -> replay.execute(prepared))
          .satisfies(
              failure ->
                  assertThat(prepared.failed(failure).message().orElseThrow())
                      .isEqualTo(
                          "Function consumer does not take record "
                              + bad
                              + "/0 of "
                              + records.get(300).getShardId()
                              + " (attempts: 2): the function reports it in batchItemFailures;"
                              + " --on-bad-record skip or dead-letter goes on without"));
      assertThat(prepared.status().state()).isEqualTo(ReplayState.FAILED);
    }
  }

  @Test
  void aFunctionThatMayNotBeInvokedIsToldBeforeAnythingRuns() throws Exception {
    try (FakeFunctions lambda = new FakeFunctions(event -> Answer.returned(""))) {
      assertThatThrownBy(() -> replay(lambda, "--target=lambda:nobody:live").prepare())
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "--target lambda:nobody:live: there is no such function, version or alias in"
                  + " us-east-1; create it, or check the name, --region and the account");
      assertThatThrownBy(
              () ->
                  replay(
                          lambda,
                          "--target=lambda:arn:aws:lambda:eu-west-1:123456789012:function:consumer")
                      .prepare())
          .hasMessageContaining("is in eu-west-1, not in us-east-1; give --region");

      lambda.refuseInvocation(Answer.serviceError(403, "AccessDeniedException"));
      assertThatThrownBy(() -> replay(lambda).prepare())
          .hasMessage(
              "--target lambda:consumer: no permission for lambda:InvokeFunction; allow it to the"
                  + " role or user in use (AccessDeniedException)");

      lambda.refuseConfiguration(Answer.serviceError(403, "AccessDeniedException"));
      assertThatThrownBy(() -> replay(lambda).prepare())
          .hasMessageContaining("no permission for lambda:GetFunctionConfiguration; allow it")
          .hasMessageContaining("without it, --event-source-arn and --invoke-identity-arn say");

      lambda.refuseConfiguration(FakeFunctions.configuration("Pending"));
      assertThatThrownBy(() -> replay(lambda).prepare())
          .hasMessageContaining("the function is Pending (because); see to it first");
      assertThat(folder.resolve("archive/_replays")).doesNotExist();
    }
  }

  private ReplayStatus run(FakeFunctions lambda, String... more) throws Exception {
    return replay(lambda, more).run();
  }

  private TestReplay replay(FakeFunctions lambda, String... more) {
    TestReplay replay =
        TestReplay.of(archive)
            .with("--lambda-endpoint=" + lambda.endpoint(), "--region=us-east-1")
            .with(more)
            .withFlink(
                "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    return Stream.of(more).anyMatch(option -> option.startsWith("--target"))
        ? replay
        : replay.with("--target=lambda:" + FakeFunctions.FUNCTION);
  }

  /** Takes the first half of a batch and names the first record after it. */
  private static Answer takeHalf(JsonNode event, InvocationLog log) throws IOException {
    List<String> numbers = FakeFunctions.sequenceNumbers(event);
    String failed = numbers.get(numbers.size() / 2);
    return log.until(failed, event);
  }

  private static Map<String, List<String>> data(List<ArchivedRecord> records) {
    return InvocationLog.byKey(records);
  }

  private static void assertCounts(Counts counts, int delivered, int skipped, int deadLettered) {
    assertThat(counts.read).isEqualTo(600);
    assertThat(counts.selected).isEqualTo(600);
    assertThat(counts.delivered).isEqualTo(delivered);
    assertThat(counts.skipped).isEqualTo(skipped);
    assertThat(counts.deadLettered).isEqualTo(deadLettered);
  }
}
