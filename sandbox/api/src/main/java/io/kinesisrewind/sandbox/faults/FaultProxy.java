package io.kinesisrewind.sandbox.faults;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.http.ExceptionLogger;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.impl.bootstrap.HttpServer;
import org.apache.http.impl.bootstrap.ServerBootstrap;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpProcessorBuilder;

/**
 * Stands in front of one of the sandbox's services, on the loopback address, and lets faults happen
 * to requests by rules. Everything else goes through as it is.
 *
 * <pre>{@code
 * try (FaultProxy kinesis = FaultProxy.start(sandbox.kinesisEndpoint(), 1)) {
 *   Injection throttling =
 *       kinesis.inject(
 *           FaultRule.of(Fault.error(AwsError.THROUGHPUT_EXCEEDED), "GetRecords")
 *               .withProbability(0.3));
 *   ... // a client at kinesis.endpoint()
 *   assertThat(throttling.injected()).isPositive();
 * }
 * }</pre>
 *
 * <p>HTTP/1.1 only, so not for enhanced fan-out. The same seed gives the same sequence of
 * decisions; to which requests they apply is as deterministic as the order in which they come.
 */
public final class FaultProxy implements AutoCloseable {
  private final Upstream upstream;
  private final Random random;
  private final List<Injection> injections = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  private FaultProxy(URI service, long seed) {
    this.upstream = new Upstream(service);
    this.random = new Random(seed);
    this.server =
        ServerBootstrap.bootstrap()
            .setLocalAddress(InetAddress.getLoopbackAddress())
            .setListenerPort(0)
            // The default one would add headers, and replace the length that HEAD is answered with.
            .setHttpProcessor(HttpProcessorBuilder.create().build())
            .setExceptionLogger(ExceptionLogger.NO_OP) // cut connections, on purpose
            .registerHandler("*", this::handle)
            .create();
  }

  /**
   * Starts a proxy without rules, on a free port.
   *
   * @param service as {@code http://host:port}
   */
  public static FaultProxy start(URI service, long seed) {
    FaultProxy proxy = new FaultProxy(service, seed);
    try {
      proxy.server.start();
    } catch (IOException e) {
      throw new SandboxException("The proxy of " + service + " cannot be started", e);
    }
    return proxy;
  }

  /** Where clients find the service, with its faults. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Adds a rule. Of several, the first one that takes a request decides what happens to it. */
  public Injection inject(FaultRule rule) {
    Injection injection = new Injection(rule);
    injections.add(injection);
    return injection;
  }

  /** Cuts what is under way. */
  @Override
  public void close() {
    server.stop(); // first: a client whose connection is cut comes again at once
    closed.countDown();
    server.shutdown(0, TimeUnit.SECONDS);
  }

  private void handle(HttpRequest request, HttpResponse response, HttpContext context)
      throws IOException {
    Call call = Call.receive(request, upstream, random, closed);
    try {
      answer(call).writeTo(response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private Reply answer(Call call) throws IOException, InterruptedException {
    for (Injection injection : injections) {
      if (injection.takes(call)) {
        return injection.fault().answer(call);
      }
    }
    return call.forward();
  }
}
