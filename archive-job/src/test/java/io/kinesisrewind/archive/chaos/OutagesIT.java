package io.kinesisrewind.archive.chaos;

import static org.awaitility.Awaitility.await;

import io.kinesisrewind.archive.preflight.Preflight;
import io.kinesisrewind.archive.support.LatestReader;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.faults.AwsError;
import io.kinesisrewind.sandbox.faults.Fault;
import io.kinesisrewind.sandbox.faults.FaultProxy;
import io.kinesisrewind.sandbox.faults.FaultRule;
import io.kinesisrewind.sandbox.faults.Injection;
import io.kinesisrewind.schemas.LatestTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table or a bucket is gone, or denied, while the job runs: it says which and why in one line of
 * its exceptions, tries on, and goes on where it was when all is well again.
 */
class OutagesIT {

  private static final long SEED = 9;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Not the checkpoints, which usually are in another bucket, with other rights. */
  private static final String ARCHIVED = "/kinesis/";

  private static final AwsError NO_SUCH_BUCKET =
      new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Test
  void aTableThatIsGoneOrDeniedIsNamedAndTheJobGoesOnWhenItIsBack() throws Exception {
    try (FaultyServices services = FaultyServices.of(SANDBOX.sandbox(), SEED);
        ArchiveRun run = ArchiveRun.start(SANDBOX.sandbox(), services.endpoints(), Map.of());
        DynamoDbClient dynamoDb = LatestReader.client(SANDBOX.sandbox());
        Load load = Load.ofPlainRecords(run.stream(), SEED)) {
      String table = LatestTable.tableName(run.stream().name());
      String cannot = "Cannot write to the DynamoDB table " + table + ": ";
      run.job().awaitCheckpoint();

      Injection denied =
          services
              .dynamoDb()
              .inject(FaultRule.of(Fault.error(AwsError.ACCESS_DENIED_EXCEPTION), "PutItem"));
      awaitSaying(run, cannot + "no permission for dynamodb:PutItem");
      denied.switchOff();
      comesBack(run);

      dynamoDb.deleteTable(request -> request.tableName(table));
      awaitSaying(run, cannot + "it does not exist");
      Preflight.check(run.options().options()); // creates it
      comesBack(run);
      putAllAgain(run, load);
      run.awaitArchived();

      run.stopAndAssertComplete();
    }
  }

  @Test
  void aBucketThatIsGoneOrDeniedIsNamedAndTheJobGoesOnWhenItIsBack() throws Exception {
    try (FaultyServices services = FaultyServices.of(SANDBOX.sandbox(), SEED);
        ArchiveRun run = ArchiveRun.start(SANDBOX.sandbox(), services.endpoints(), Map.of());
        Load load = Load.on(run.stream(), SEED)) {
      FaultProxy s3 = services.s3();
      run.job().awaitCheckpoint();

      Injection denied =
          s3.inject(FaultRule.of(Fault.error(AwsError.ACCESS_DENIED)).withPath(ARCHIVED));
      // When it writes a file, or commits one that it wrote before.
      awaitSaying(run, run.archive(), "no permission for s3:PutObject");
      denied.switchOff();
      comesBack(run);

      Injection gone = s3.inject(FaultRule.of(Fault.error(NO_SUCH_BUCKET)).withPath(ARCHIVED));
      awaitSaying(run, run.archive(), "the bucket " + run.bucket() + " does not exist");
      gone.switchOff();
      comesBack(run);
      load.stop();
      run.awaitArchived();

      run.stopAndAssertComplete();
    }
  }

  /** In a single line. */
  private static void awaitSaying(ArchiveRun run, String... parts) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> run.job().exceptions(),
            exceptions ->
                exceptions.lines().anyMatch(line -> Arrays.stream(parts).allMatch(line::contains)));
  }

  private static void comesBack(ArchiveRun run) {
    run.job().awaitRunning();
    run.job().awaitCheckpoint();
  }

  /** A table that was deleted holds what came after; so each key has to come once more. */
  private static void putAllAgain(ArchiveRun run, Load load) {
    load.stop();
    LatestReader.highest(run.stream().puts())
        .keySet()
        .forEach(key -> run.stream().put(key, new byte[0]));
  }
}
