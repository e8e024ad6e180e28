package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are well-formed, where what they name is not as it has to be. */
class BadSurroundingsIT {

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private static Sandbox sandbox;

  @BeforeAll
  static void prepare() {
    sandbox = SANDBOX.sandbox();
    sandbox.createBucket("there");
    assertThat(run("produce", "--stream=there", "--create-stream", "--count=5").exitCode())
        .isZero();
  }

  @Test
  void aStreamThatIsNotThere() {
    assertUsage(run("produce", "--stream=gone"), "--stream gone: there is no such stream");
    assertUsage(run("archive", "--stream=gone", "--archive=s3://there/", "--mode=parquet"), "gone");
  }

  @Test
  void aBucketOrTableThatIsNotThere() {
    Run run = run("archive", "--stream=there", "--archive=s3://not-there/a");

    assertUsage(run, "not-there");
    assertThat(run.err()).contains("there-archive-latest").contains("--create-tables");
  }

  @Test
  void anArchiveWithNothingInIt() {
    Run run = run("replay", "--archive=s3://there/", "--stream=there", "--target=kinesis:there2");

    assertUsage(run, "--archive");
  }

  @Test
  void aFolderThatIsNoArchive(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "hello");

    assertUsage(
        run("replay", "--archive=" + folder, "--stream=there", "--target=kinesis:there"),
        "no archive here");
  }

  @Test
  void credentialsThatAreRefused() {
    List<String> args =
        List.of("archive", "--stream=there", "--archive=s3://there/", "--mode=parquet");
    String secret = System.setProperty("aws.secretKey", "wrong");
    try {
      assertUsage(run(args.toArray(String[]::new)), "s3://there");
    } finally {
      System.setProperty("aws.secretKey", secret);
    }
  }

  private static void assertUsage(Run run, String message) {
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(Rewind.USAGE);
    assertThat(run.out()).isEmpty();
  }

  private static Run run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--region=" + sandbox.region());
    all.add("--kinesis-endpoint=" + sandbox.kinesisEndpoint());
    all.add("--s3-endpoint=" + sandbox.s3Endpoint());
    all.add("--dynamodb-endpoint=" + sandbox.dynamoDbEndpoint());
    return Run.of(all.toArray(String[]::new));
  }
}
