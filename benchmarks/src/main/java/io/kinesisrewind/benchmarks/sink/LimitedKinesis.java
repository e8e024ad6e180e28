package io.kinesisrewind.benchmarks.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.http.ExceptionLogger;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.bootstrap.HttpServer;
import org.apache.http.impl.bootstrap.ServerBootstrap;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;

/**
 * PutRecords and ListShards of Kinesis, on the loopback address, for one stream. The emulators
 * enforce no shard's limits, and could not take as much as four shards do.
 */
final class LimitedKinesis implements AutoCloseable {

  private static final ObjectMapper JSON = new JsonMapper();
  private static final ObjectMapper CBOR = new CBORMapper();

  private final LimitedStream stream;
  private final Duration latency;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  private LimitedKinesis(LimitedStream stream, Duration latency) {
    this.stream = stream;
    this.latency = latency;
    this.server =
        ServerBootstrap.bootstrap()
            .setLocalAddress(InetAddress.getLoopbackAddress())
            .setListenerPort(0)
            .setExceptionLogger(ExceptionLogger.NO_OP) // clients that are gone
            .registerHandler("*", this::handle)
            .create();
  }

  /**
   * On a free port.
   *
   * @param latency how long a call takes at least
   */
  static LimitedKinesis start(LimitedStream stream, Duration latency) throws IOException {
    LimitedKinesis kinesis = new LimitedKinesis(stream, latency);
    kinesis.server.start();
    return kinesis;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() {
    server.stop();
    closed.countDown();
    server.shutdown(0, TimeUnit.SECONDS);
  }

  private void handle(HttpRequest request, HttpResponse response, HttpContext context)
      throws IOException {
    String contentType = request.getFirstHeader(HttpHeaders.CONTENT_TYPE).getValue();
    ObjectMapper format = contentType.contains("cbor") ? CBOR : JSON;
    byte[] body = EntityUtils.toByteArray(((HttpEntityEnclosingRequest) request).getEntity());
    String target = request.getFirstHeader("X-Amz-Target").getValue();
    ObjectNode answer = format.createObjectNode();
    switch (target.substring(target.indexOf('.') + 1)) {
      case "PutRecords" -> put(format.readTree(body).get("Records"), answer);
      case "ListShards" -> list(answer);
      default -> {
        response.setStatusCode(HttpURLConnection.HTTP_BAD_REQUEST);
        answer.put("__type", "InvalidArgumentException").put("message", target + "?");
      }
    }
    response.setEntity(
        new ByteArrayEntity(format.writeValueAsBytes(answer), ContentType.parse(contentType)));
  }

  private void put(JsonNode entries, ObjectNode answer) throws IOException {
    ArrayNode results = answer.putArray("Records");
    int failed = 0;
    for (JsonNode entry : entries) {
      String key = entry.get("PartitionKey").textValue();
      if (stream.put(key, entry.get("Data").binaryValue())) {
        results.addObject().put("ShardId", shardId(stream.shardOf(key))).put("SequenceNumber", "1");
      } else {
        failed++;
        results
            .addObject()
            .put("ErrorCode", "ProvisionedThroughputExceededException")
            .put("ErrorMessage", "Rate exceeded for shard " + shardId(stream.shardOf(key)));
      }
    }
    answer.put("FailedRecordCount", failed);
    pause();
  }

  private void list(ObjectNode answer) {
    ArrayNode shards = answer.putArray("Shards");
    for (int i = 0; i < stream.shardCount(); i++) {
      ObjectNode shard = shards.addObject().put("ShardId", shardId(i));
      shard
          .putObject("HashKeyRange")
          .put("StartingHashKey", stream.start(i).toString())
          .put("EndingHashKey", stream.start(i + 1).subtract(BigInteger.ONE).toString());
      shard.putObject("SequenceNumberRange").put("StartingSequenceNumber", "1");
    }
  }

  private void pause() {
    try {
      closed.await(latency.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String shardId(int shard) {
    return "shardId-%012d".formatted(shard);
  }
}
