package io.kinesisrewind.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy in front of a server that sends back what it is sent. */
class FaultProxyTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<HttpExchange> served = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::echo);
    server.start();
    proxy = FaultProxy.start(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 5);
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void withoutRulesEveryByteGoesThroughBothWays() throws Exception {
    byte[] body = new byte[3 << 20];
    new Random(1).nextBytes(body);

    HttpResponse<byte[]> response =
        send(request("/bucket/..%2Fa%20b?x=%2B&y").PUT(BodyPublishers.ofByteArray(body)));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.headers().firstValue("X-Served")).contains("yes");
    HttpExchange seen = served.get(0);
    assertThat(seen.getRequestURI().toString()).isEqualTo("/bucket/..%2Fa%20b?x=%2B&y");
    assertThat(seen.getRequestHeaders().getFirst("Host"))
        .isEqualTo("127.0.0.1:" + proxy.endpoint().getPort());
  }

  @Test
  void aChunkedRequestArrivesWhole() throws Exception {
    byte[] body = {1, 2, 3};

    HttpResponse<byte[]> response =
        send(request("/b/k").PUT(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))));

    assertThat(response.body()).isEqualTo(body);
  }

  @Test
  void theLengthThatHeadIsAnsweredWithIsKept() throws Exception {
    HttpResponse<byte[]> response =
        send(request("/bucket/key").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.headers().firstValue("Content-Length")).contains("12345");
  }

  @Test
  void anErrorTakesTheFormOfItsProtocol() throws Exception {
    Injection injection = proxy.inject(FaultRule.of(Fault.error(AwsError.SLOW_DOWN)));

    HttpResponse<byte[]> xml = send(request("/bucket/key"));
    HttpResponse<byte[]> json =
        send(request("/").header("X-Amz-Target", "Kinesis_20131202.GetRecords"));

    assertThat(xml.statusCode()).isEqualTo(503);
    assertThat(new String(xml.body(), StandardCharsets.UTF_8)).contains("<Code>SlowDown</Code>");
    assertThat(json.statusCode()).isEqualTo(503);
    assertThat(new String(json.body(), StandardCharsets.UTF_8)).contains("\"__type\":\"SlowDown\"");
    assertThat(injection.injected()).isEqualTo(2);
    assertThat(served).isEmpty();
  }

  @Test
  void aCutIsBeforeTheServiceAndALostAnswerBehindIt() throws Exception {
    Injection cut = proxy.inject(FaultRule.of(Fault.cut()).withPath("/cut"));
    Injection lost = proxy.inject(FaultRule.of(Fault.loseAnswer()).withPath("/lost"));

    assertThatThrownBy(() -> send(request("/cut"))).isInstanceOf(IOException.class);
    assertThat(served).isEmpty();
    assertThatThrownBy(() -> send(request("/lost"))).isInstanceOf(IOException.class);
    assertThat(served).isNotEmpty();
    assertThat(cut.injected()).isPositive(); // the client may try again by itself
    assertThat(lost.injected()).isEqualTo(served.size());
  }

  @Test
  void silenceIsBeforeTheServiceOrBehindItAndEndsWithTheProxy() {
    Injection before = proxy.inject(FaultRule.of(Fault.silence(Duration.ofDays(1)), "GetObject"));
    proxy.inject(FaultRule.of(Fault.loseAnswerIn(Duration.ofDays(1)), "PutObject"));
    CompletableFuture<?> get =
        client.sendAsync(request("/b/k").build(), BodyHandlers.ofByteArray());
    Awaitility.await().until(() -> before.injected() == 1);
    assertThat(served).isEmpty();
    CompletableFuture<?> put =
        client.sendAsync(
            request("/b/k").PUT(BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
    Awaitility.await().until(() -> served.size() == 1);
    assertThat(get).isNotDone();
    assertThat(put).isNotDone();

    proxy.close();

    Awaitility.await().until(get::isCompletedExceptionally);
    Awaitility.await().until(put::isCompletedExceptionally);
  }

  @Test
  void aRuleHitsItsOperationsAfterSomeAndUpToALimit() throws Exception {
    Injection injection =
        proxy.inject(
            FaultRule.of(Fault.error(AwsError.SLOW_DOWN), "GetObject")
                .withPath("/here/")
                .withSkipped(1)
                .withLimit(2));

    assertThat(statusOf("/b/there/k")).isEqualTo(201);
    assertThat(statusOf("/b?prefix=/here/")).isEqualTo(201);
    assertThat(statusOf("/b/here/k")).isEqualTo(201);
    assertThat(statusOf("/b/here/k")).isEqualTo(503);
    injection.switchOff();
    assertThat(statusOf("/b/here/k")).isEqualTo(201);
    injection.switchOn();
    assertThat(injection.isSpent()).isFalse();
    assertThat(statusOf("/b/here/k")).isEqualTo(503);
    assertThat(injection.isSpent()).isTrue();
    assertThat(statusOf("/b/here/k")).isEqualTo(201);
    assertThat(injection.injected()).isEqualTo(2);
  }

  @Test
  void aShareIsHitTheSameOnesForTheSameSeed() throws Exception {
    FaultRule rule = FaultRule.of(Fault.error(AwsError.SLOW_DOWN)).withProbability(0.3);
    proxy.inject(rule);
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      first.add(statusOf("/b/k"));
    }
    proxy.close();
    proxy = FaultProxy.start(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 5);
    proxy.inject(rule);
    for (int i = 0; i < 100; i++) {
      assertThat(statusOf("/b/k")).isEqualTo(first.get(i));
    }
    assertThat(Collections.frequency(first, 503)).isBetween(15, 45);
  }

  @Test
  void aGateHoldsARequestUntilItIsOpen() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Injection held = proxy.inject(FaultRule.of(Fault.waitFor(gate)));
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(request("/b/k").build(), BodyHandlers.ofByteArray());
    Awaitility.await().until(() -> held.injected() == 1);
    assertThat(served).isEmpty();

    gate.countDown();

    assertThat(response.get().statusCode()).isEqualTo(201);
  }

  @Test
  void aShareBeyondOneIsRefused() {
    FaultRule rule = FaultRule.of(Fault.cut());

    assertThatThrownBy(() -> rule.withProbability(1.1)).hasMessageContaining("1.1");
  }

  private int statusOf(String target) throws Exception {
    return send(request(target)).statusCode();
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(proxy.endpoint() + target));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private void echo(HttpExchange exchange) throws IOException {
    served.add(exchange);
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("X-Served", "yes");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", "12345");
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(201, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
