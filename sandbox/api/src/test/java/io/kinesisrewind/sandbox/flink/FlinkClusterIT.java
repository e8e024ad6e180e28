package io.kinesisrewind.sandbox.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinesisrewind.sandbox.AwsClients;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxException;
import io.kinesisrewind.sandbox.SandboxExtension;
import io.kinesisrewind.sandbox.testjob.SlowNumbersJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A job on a cluster of real processes, its state and its files on the sandbox's S3. */
class FlinkClusterIT {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  /** More than the job gets through; each of its two source tasks begins with one half. */
  private static final long LAST = 1_000_000_000;

  private static final long HALF = LAST / 2;

  @TempDir private static Path folder;
  private static String bucket;
  private static Path jar;
  private static FlinkCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    Sandbox sandbox = SANDBOX.sandbox();
    bucket = sandbox.uniqueName("cluster");
    sandbox.createBucket(bucket);
    jar = JobJar.of(SlowNumbersJob.class, folder.resolve("slow-numbers.jar"));
    cluster =
        FlinkCluster.start(
            FlinkClusterOptions.defaults()
                .withTaskManagers(2)
                .withSlotsPerTaskManager(1)
                .withTaskHeapMebibytes(256)
                .withSandbox(sandbox)
                .withCheckpoints("s3://" + bucket + "/state"));
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aJobOutlivesItsTaskManagerAndItsOwnStop() {
    assertThat(cluster.taskManagers()).containsExactly(0, 1);
    FlinkJob job = cluster.submit(slowNumbers("numbers"));
    job.awaitRunning();
    job.awaitCheckpoint();

    cluster.killTaskManager(0);
    assertThat(cluster.startTaskManager()).isEqualTo(2);
    job.awaitCheckpoint();
    assertThat(job.exceptions()).isNotEmpty();
    assertThat(job.latestCheckpoint()).get().asString().startsWith("s3://" + bucket + "/state/");
    String savepoint = job.stopWithSavepoint();

    FlinkJob continued = cluster.submit(slowNumbers("numbers").withSavepoint(savepoint));
    continued.awaitCheckpoint();
    await().until(() -> continued.accumulators().containsKey("numbers"));
    continued.stopWithSavepoint();

    Map<Boolean, List<Long>> halves =
        numbersIn("numbers").stream().collect(Collectors.partitioningBy(n -> n > HALF));
    assertThat(halves.get(false))
        .isNotEmpty()
        .containsExactlyElementsOf(numbersFrom(1, halves.get(false)));
    assertThat(halves.get(true))
        .isNotEmpty()
        .containsExactlyElementsOf(numbersFrom(HALF + 1, halves.get(true)));
  }

  @Test
  void aJobCanBeCancelled() {
    FlinkJob job = cluster.submit(slowNumbers("cancelled"));
    job.awaitRunning();

    job.cancel();

    assertThat(job.state()).isEqualTo(JobState.CANCELED);
    assertThatThrownBy(job::awaitRunning)
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("is CANCELED");
  }

  @Test
  void aJobThatDoesNotStartTellsWhy() {
    assertThatThrownBy(
            () -> cluster.submit(slowNumbers("never").withArguments(List.of("many", "s3://x"))))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("java.lang.NumberFormatException: For input string: \"many\"");
  }

  private static JobSubmission slowNumbers(String target) {
    return JobSubmission.of(jar)
        .withEntryClass(SlowNumbersJob.class.getName())
        .withArguments(List.of(Long.toString(LAST), "s3://" + bucket + "/" + target))
        .withParallelism(2);
  }

  /** As many as there are in the other list, which then has neither gaps nor duplicates. */
  private static List<Long> numbersFrom(long first, List<Long> asMany) {
    return LongStream.range(first, first + asMany.size()).boxed().toList();
  }

  /** Of the committed files, sorted; a number that was written twice appears twice. */
  private static List<Long> numbersIn(String target) {
    try (S3Client s3 = AwsClients.s3(SANDBOX.sandbox())) {
      return s3
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(target + "/"))
          .contents()
          .stream()
          .map(S3Object::key)
          .filter(key -> !key.contains("/_"))
          .map(key -> s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)))
          .flatMap(bytes -> bytes.asUtf8String().lines())
          .map(Long::valueOf)
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
