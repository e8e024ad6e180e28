package io.kinesisrewind.archive.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.support.PutRecord;
import io.kinesisrewind.archive.support.TestStream;
import io.kinesisrewind.sandbox.Sandbox;
import io.kinesisrewind.sandbox.SandboxExtension;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keys and data as an attacker, or a program gone wrong, would put them. */
class HostileRecordsIT {

  private static final int LARGEST = 1 << 20;
  private static final int LONGEST_KEY = 256;

  private static final List<String> KEYS =
      List.of(
          "../../etc/passwd",
          "..",
          "/",
          "//../",
          "a/b=c",
          "%2e%2e%2f",
          "s3://other-bucket/x",
          "stream_name=x/arrival_date=2026-01-01/arrival_hour=00/bucket-00-of-01-x.parquet",
          "\u0001\t\n\r\u001b[31m\u007f",
          "a\u0000b",
          " ",
          "${jndi:ldap://127.0.0.1/x}",
          "'; DROP TABLE archive; --",
          "{\"partitionKey\":{\"S\":\"x\"}}",
          "\ufeffbom",
          "\u202eoverride",
          "e\u0301 and \u00e9",
          "\ud83d\ude00".repeat(LONGEST_KEY / 2), // the emulator counts each as two
          "k".repeat(LONGEST_KEY));

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Test
  void areArchivedAsTheyAreAndNothingEscapesTheArchive() throws Exception {
    try (ArchiveRun run = ArchiveRun.start(SANDBOX.sandbox())) {
      putAll(run.stream());
      putLoneSurrogate(run.stream());
      run.awaitArchived();

      run.stopAndAssertComplete();
      assertThat(objects(run.bucket()))
          .isNotEmpty()
          .allSatisfy(
              key ->
                  assertThat(key)
                      .matches(
                          "checkpoints/[0-9a-zA-Z/_-]+|kinesis/stream_name="
                              + run.stream().name()
                              + "/arrival_date=\\d{4}-\\d\\d-\\d\\d/arrival_hour=\\d\\d"
                              + "/bucket-0[01]-of-02-[0-9a-f-]{36}\\.parquet"));
    }
  }

  private static void putAll(TestStream stream) {
    Random random = new Random(3);
    byte[] large = new byte[LARGEST];
    for (String key : KEYS) {
      stream.put(key, ("data of " + key).getBytes(StandardCharsets.UTF_8));
      stream.put(key, new byte[0]);
    }
    for (int i = 0; i < 3; i++) {
      random.nextBytes(large);
      stream.put("large-" + i, large);
    }
    stream.put("zeros", new byte[LARGEST]);
    stream.put("not text", new byte[] {0, (byte) 0xFF, (byte) 0xC3, 0x28, (byte) 0xED, 0x20});
    stream.put("almost annotated", "{\"_rewind\":1}".getBytes(StandardCharsets.UTF_8));
    stream.put("parquet", "PAR1".getBytes(StandardCharsets.UTF_8));
    stream.put(
        "almost aggregated", new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
  }

  /**
   * What JSON can say and UTF-8 cannot. No SDK sends it; Kinesis takes it, and hands out a question
   * mark in its place, which is then what was put.
   */
  private static void putLoneSurrogate(TestStream stream) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(SANDBOX.sandbox().kinesisEndpoint())
            .version(HttpClient.Version.HTTP_1_1) // else it asks for an upgrade, and hangs
            .header("X-Amz-Target", "Kinesis_20131202.PutRecord")
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Date", "20261121T120000Z")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/kinesis/aws4_request,"
                    + " SignedHeaders=host, Signature=unchecked")
            .POST(
                BodyPublishers.ofString(
                    "{\"StreamName\":\""
                        + stream.name()
                        + "\",\"PartitionKey\":\"a\\ud800b\",\"Data\":\"AAA=\"}"))
            .build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    stream.expect(
        new PutRecord(
            stream.name(),
            member("ShardId", answer),
            member("SequenceNumber", answer),
            0,
            "a?b",
            new byte[2]));
  }

  private static String member(String name, String json) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }

  /** Every object of the bucket. */
  private static List<String> objects(String bucket) {
    Sandbox sandbox = SANDBOX.sandbox();
    try (S3Client client =
        S3Client.builder()
            .httpClientBuilder(ApacheHttpClient.builder())
            .endpointOverride(sandbox.s3Endpoint())
            .region(Region.of(sandbox.region()))
            .build()) {
      return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
          .map(S3Object::key)
          .collect(Collectors.toList());
    }
  }
}
