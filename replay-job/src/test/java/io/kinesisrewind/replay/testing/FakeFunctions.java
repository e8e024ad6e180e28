package io.kinesisrewind.replay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Lambda's API over HTTP, with one function in it whose answers a test decides. */
public final class FakeFunctions implements AutoCloseable {

  public static final String FUNCTION = "consumer";
  public static final String ROLE = "arn:aws:iam::123456789012:role/consumer-role";
  public static final String STREAM_ARN =
      "arn:aws:kinesis:us-east-1:123456789012:stream/" + Records.STREAM;

  private static final String PATH = "/2015-03-31/functions/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger dryRuns = new AtomicInteger();
  private final Function function;
  private volatile Answer configuration = configuration("Active");
  private volatile Answer permission = new Answer(204, "", "");

  /** What a test makes of an event. */
  @FunctionalInterface
  public interface Function {
    Answer invoke(JsonNode event) throws IOException;
  }

  /**
   * @param status of HTTP
   * @param error of the function or of the service; empty where there is none
   */
  public record Answer(int status, String error, String body) {

    public static Answer returned(String body) {
      return new Answer(200, "", body);
    }

    /** The function has failed. */
    public static Answer functionError(String message) {
      return new Answer(
          200, "Unhandled", "{\"errorMessage\":\"" + message + "\",\"errorType\":\"E\"}");
    }

    /** Lambda has not invoked it. */
    public static Answer serviceError(int status, String code) {
      return new Answer(status, code, "{\"Message\":\"" + code + " it is\"}");
    }

    /** The connection is closed without a response. */
    public static Answer none() {
      return new Answer(0, "", "");
    }

    /** The records of these sequence numbers have failed. */
    public static Answer failures(List<String> sequenceNumbers) {
      List<String> items = new ArrayList<>();
      sequenceNumbers.forEach(each -> items.add("{\"itemIdentifier\":\"" + each + "\"}"));
      return returned("{\"batchItemFailures\":" + items + "}");
    }
  }

  public FakeFunctions(Function function) throws IOException {
    this.function = function;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Calls that ask whether the function may be invoked. */
  public int dryRuns() {
    return dryRuns.get();
  }

  public void refuseConfiguration(Answer answer) {
    configuration = answer;
  }

  public void refuseInvocation(Answer answer) {
    permission = answer;
  }

  public static Answer configuration(String state) {
    return Answer.returned(
        "{\"FunctionArn\":\"arn:aws:lambda:us-east-1:123456789012:function:"
            + FUNCTION
            + "\",\"Role\":\""
            + ROLE
            + "\",\"State\":\""
            + state
            + "\",\"StateReason\":\"because\"}");
  }

  /** The sequence numbers of an event's records. */
  public static List<String> sequenceNumbers(JsonNode event) {
    List<String> numbers = new ArrayList<>();
    event
        .get("Records")
        .forEach(record -> numbers.add(record.at("/kinesis/sequenceNumber").asText()));
    return numbers;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      answer(exchange, respond(exchange, body));
    }
  }

  private Answer respond(HttpExchange exchange, byte[] body) {
    String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), UTF_8);
    if (!path.startsWith(PATH + FUNCTION + "/")) {
      return Answer.serviceError(404, "ResourceNotFoundException");
    }
    if (path.endsWith("/configuration")) {
      return configuration;
    }
    if ("DryRun".equals(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"))) {
      dryRuns.incrementAndGet();
      return permission;
    }
    if (body.length > 6 << 20) {
      return Answer.serviceError(413, "RequestTooLargeException");
    }
    try {
      return function.invoke(JSON.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.status() == 0) {
      return;
    }
    if (!answer.error().isEmpty()) {
      exchange
          .getResponseHeaders()
          .add(
              answer.status() == 200 ? "X-Amz-Function-Error" : "x-amzn-ErrorType", answer.error());
    }
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
