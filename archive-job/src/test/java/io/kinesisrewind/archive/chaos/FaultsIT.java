package io.kinesisrewind.archive.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.AwsError;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The services throttle, fail, hang, and lose answers; one after the other, under load, until each
 * kind of fault has happened several times, some longer than the services' clients try on.
 */
class FaultsIT {

  private static final long SEED = 7;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** The SDK tries an item three times. */
  private static final long SOME_ITEMS_TRIED_OUT = 60;

  /** Longer than S3's file system waits for an answer here. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** By default S3's file system goes on trying for minutes, and no fault would reach the job. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "s3.attempts.maximum", "2",
          "s3.retry.limit", "1",
          "s3.retry.interval", "100ms",
          "s3.connection.timeout", "2000");

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Test
  void everyRecordIsArchivedOnceAndNoKeyGoesBack() throws Exception {
    try (FaultyServices services = FaultyServices.of(SANDBOX.sandbox(), SEED);
        ArchiveRun run = ArchiveRun.start(SANDBOX.sandbox(), services.endpoints(), IMPATIENT);
        Load load = Load.on(run.stream(), SEED)) {
      load.awaitMore(1);
      suffer(run, services.kinesis(), kinesisFaults());
      Optional<Instant> before = run.job().lastRestart();
      suffer(run, services.s3(), s3Faults());
      assertThat(run.job().lastRestart()).as("S3's faults reached the job").isNotEqualTo(before);
      suffer(run, services.dynamoDb(), dynamoDbFaults());
      load.stop();
      run.awaitArchived();

      run.stopAndAssertComplete();
    }
  }

  /** Until each fault has happened as often as it is to. Then the job has peace to come back. */
  private static void suffer(ArchiveRun run, FaultProxy proxy, List<FaultRule> rules) {
    List<Injection> injections = rules.stream().map(proxy::inject).toList();
    await()
        .atMost(PATIENCE)
        .until(() -> injections, all -> all.stream().allMatch(Injection::isSpent));
    run.job().awaitRunning();
    run.job().awaitCheckpoint();
  }

  private static List<FaultRule> kinesisFaults() {
    return List.of(
        atTimes(Fault.error(AwsError.EXPIRED_ITERATOR), "GetRecords"),
        atTimes(Fault.loseAnswer(), "GetRecords"),
        atTimes(Fault.error(AwsError.INTERNAL_FAILURE)),
        atTimes(Fault.error(AwsError.SERVICE_UNAVAILABLE)),
        atTimes(Fault.cut()),
        inARow(Fault.error(AwsError.THROUGHPUT_EXCEEDED), "GetRecords"));
  }

  private static List<FaultRule> s3Faults() {
    return List.of(
        atTimes(Fault.error(AwsError.SLOW_DOWN)),
        atTimes(Fault.silence(SILENCE)),
        inARow(Fault.errorAfterEffect(AwsError.INTERNAL_ERROR), "CompleteMultipartUpload"),
        inARow(Fault.loseAnswer(), "CompleteMultipartUpload"),
        inARow(Fault.error(AwsError.INTERNAL_ERROR), "CompleteMultipartUpload"),
        inARow(Fault.error(AwsError.INTERNAL_ERROR), "UploadPart"),
        inARow(Fault.cut(), "UploadPart"));
  }

  private static List<FaultRule> dynamoDbFaults() {
    return List.of(
        atTimes(Fault.error(AwsError.THROUGHPUT_EXCEEDED), "PutItem"),
        atTimes(Fault.error(AwsError.INTERNAL_FAILURE), "PutItem"),
        atTimes(Fault.error(AwsError.SERVICE_UNAVAILABLE), "PutItem"),
        atTimes(Fault.cut(), "PutItem"),
        atTimes(Fault.loseAnswer(), "PutItem"),
        atTimes(Fault.loseAnswerIn(Duration.ofSeconds(1)), "PutItem"),
        FaultRule.of(Fault.error(AwsError.THROTTLED), "PutItem").withLimit(SOME_ITEMS_TRIED_OUT));
  }

  /** Which what stands between the job and the service may make good by itself. */
  private static FaultRule atTimes(Fault fault, String... operations) {
    return FaultRule.of(fault, operations).withProbability(0.2).withLimit(5);
  }

  /** More often than S3's file system, or Kinesis' consumer, tries by itself. */
  private static FaultRule inARow(Fault fault, String... operations) {
    return FaultRule.of(fault, operations).withLimit(10);
  }
}
