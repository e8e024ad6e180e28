package io.kinesisrewind.replay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a Kinesis endpoint and makes PutRecords what it is under load: entries that are
 * throttled or fail, calls that are refused, answers that get lost after the write took effect.
 * Everything else goes through. Speaks JSON only.
 */
public final class FaultyKinesis implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ERRORS =
      List.of("ProvisionedThroughputExceededException", "InternalFailure");

  private final URI endpoint;
  private final double entryFaults;
  private final double callFaults;
  private final Random random;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger faults = new AtomicInteger();

  /**
   * @param entryFaults share of entries that do not get in
   * @param callFaults share of calls that are refused, and again of calls whose answer is lost
   */
  public FaultyKinesis(URI endpoint, double entryFaults, double callFaults, long seed)
      throws IOException {
    this.endpoint = endpoint;
    this.entryFaults = entryFaults;
    this.callFaults = callFaults;
    this.random = new Random(seed);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many entries and calls something happened to. */
  public int faults() {
    return faults.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String action = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    try {
      if (action.endsWith("PutRecords")) {
        putRecords(exchange, body);
      } else {
        HttpResponse<byte[]> answer = forward(exchange, body);
        answer(exchange, answer.statusCode(), answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private void putRecords(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    double fate = chance();
    if (fate < callFaults) {
      faults.incrementAndGet();
      boolean throttled = chance() < 0.5;
      String error = "{\"__type\":\"" + ERRORS.get(throttled ? 0 : 1) + "\",\"message\":\"no\"}";
      answer(exchange, throttled ? 400 : 500, error.getBytes(StandardCharsets.UTF_8));
      return;
    }
    ObjectNode request = (ObjectNode) JSON.readTree(body);
    List<String> fates = new ArrayList<>();
    ArrayNode taken = JSON.createArrayNode();
    for (JsonNode record : request.get("Records")) {
      boolean fails = chance() < entryFaults;
      fates.add(fails ? ERRORS.get(random.nextInt(2)) : null);
      if (fails) {
        faults.incrementAndGet();
      } else {
        taken.add(record);
      }
    }
    request.set("Records", taken);
    JsonNode results =
        taken.isEmpty()
            ? JSON.createArrayNode()
            : JSON.readTree(forward(exchange, JSON.writeValueAsBytes(request)).body())
                .get("Records");
    if (fate < 2 * callFaults) {
      faults.incrementAndGet();
      exchange.close(); // the write took effect, and nobody hears of it
      return;
    }
    answer(exchange, 200, JSON.writeValueAsBytes(merged(fates, results)));
  }

  private static ObjectNode merged(List<String> fates, JsonNode results) {
    ObjectNode response = JSON.createObjectNode();
    ArrayNode records = response.putArray("Records");
    int next = 0;
    int failed = 0;
    for (String fate : fates) {
      if (fate == null) {
        records.add(results.get(next++));
      } else {
        records.addObject().put("ErrorCode", fate).put("ErrorMessage", "induced");
        failed++;
      }
    }
    return response.put("FailedRecordCount", failed);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofByteArray(body));
    for (String header : List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private synchronized double chance() {
    return random.nextDouble();
  }
}
