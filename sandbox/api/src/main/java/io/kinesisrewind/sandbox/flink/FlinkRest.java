package io.kinesisrewind.sandbox.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Flink's REST API: JSON in, JSON out.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/ops/rest_api/">its
 *     reference</a>
 */
final class FlinkRest {
  private static final int FIRST_ERROR = 400;
  private static final int UNAVAILABLE = 503;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI root;
  private final HttpClient client = HttpClient.newHttpClient();

  FlinkRest(URI root) {
    this.root = root;
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  JsonNode get(String path) {
    return send(request(path).GET());
  }

  JsonNode patch(String path) {
    return send(request(path).method("PATCH", BodyPublishers.noBody()));
  }

  JsonNode post(String path, ObjectNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** Uploads a jar and returns the id under which it can be run. */
  String upload(Path jar) {
    String boundary = "rewind-" + UUID.randomUUID();
    JsonNode answer =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(form(jar, boundary)));
    String fileName = answer.path("filename").asText();
    return fileName.substring(fileName.lastIndexOf('/') + 1);
  }

  private static BodyPublisher form(Path jar, String boundary) {
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName()
            + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    String tail = "\r\n--" + boundary + "--\r\n";
    try {
      return BodyPublishers.concat(
          BodyPublishers.ofString(head, StandardCharsets.UTF_8),
          BodyPublishers.ofFile(jar),
          BodyPublishers.ofString(tail, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SandboxException("The job's jar " + jar + " cannot be read", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = answer(request);
      if (response.statusCode() >= FIRST_ERROR) {
        throw new SandboxException(
            request.method() + " " + request.uri() + " failed: " + errors(response.body()));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new SandboxException(request.method() + " " + request.uri() + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while waiting for " + request.uri(), e);
    }
  }

  /** A JobManager that has just started is asked until it is all there. */
  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (!isStarting(response) || System.nanoTime() - start > PATIENCE.toNanos()) {
        return response;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /** Its page may answer before its resource manager does; that is then told as an error. */
  private static boolean isStarting(HttpResponse<String> response) {
    return response.statusCode() == UNAVAILABLE
        || response.body().contains("Cannot connect to ResourceManager right now");
  }

  /** The stack traces as they are, not as escaped in JSON. */
  private static String errors(String body) throws JsonProcessingException {
    StringBuilder errors = new StringBuilder();
    JSON.readTree(body).path("errors").forEach(error -> errors.append(error.asText()).append('\n'));
    return errors.isEmpty() ? body : errors.toString();
  }
}
