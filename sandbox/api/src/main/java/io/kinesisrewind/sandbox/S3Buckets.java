package io.kinesisrewind.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Creates buckets without an AWS SDK, which this artifact must not bring to its users' class paths.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html">the
 *     signature (version 2)</a>
 */
final class S3Buckets {
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final Set<Integer> CREATED_OR_THERE = Set.of(OK, CONFLICT);

  private final URI endpoint;

  S3Buckets(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Does nothing if the bucket exists. */
  void create(String bucket) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/" + bucket))
            .header("x-amz-date", date)
            .header("Authorization", authorization(bucket, date))
            .PUT(BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (!CREATED_OR_THERE.contains(response.statusCode())) {
        throw new SandboxException(
            "The bucket " + bucket + " cannot be created: " + response.body());
      }
    } catch (IOException e) {
      throw new SandboxException("The bucket " + bucket + " cannot be created", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while creating the bucket " + bucket, e);
    }
  }

  private static String authorization(String bucket, String date) {
    String toSign = "PUT\n\n\n\nx-amz-date:" + date + "\n/" + bucket;
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Sandbox.SECRET_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] signature = mac.doFinal(toSign.getBytes(StandardCharsets.UTF_8));
      return "AWS " + Sandbox.ACCESS_KEY + ":" + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new SandboxException("This JVM cannot sign with HmacSHA1", e);
    }
  }
}
