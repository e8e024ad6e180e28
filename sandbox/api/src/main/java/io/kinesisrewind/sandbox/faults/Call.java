package io.kinesisrewind.sandbox.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpRequest;
import org.apache.http.util.EntityUtils;

/** A request on its way to the service, read completely. */
final class Call {
  private static final String TARGET = "X-Amz-Target";

  private final HttpRequest request;
  private final byte[] body;
  private final Upstream upstream;
  private final Random random;
  private final CountDownLatch closed;

  private Call(
      HttpRequest request, byte[] body, Upstream upstream, Random random, CountDownLatch closed) {
    this.request = request;
    this.body = body;
    this.upstream = upstream;
    this.random = random;
    this.closed = closed;
  }

  /**
   * @param closed open when the proxy is to end
   */
  static Call receive(HttpRequest request, Upstream upstream, Random random, CountDownLatch closed)
      throws IOException {
    HttpEntity entity =
        request instanceof HttpEntityEnclosingRequest enclosing ? enclosing.getEntity() : null;
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    return new Call(request, body, upstream, random, closed);
  }

  /** Lets the service have it. */
  Reply forward() throws IOException {
    return forward(body);
  }

  /** Lets the service have it with another body; only services that do not check signatures. */
  Reply forward(byte[] changed) throws IOException {
    return upstream.send(this, changed);
  }

  /** Waits; not longer than there is a proxy. */
  void pause(Duration duration) throws InterruptedException {
    closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The randomness of the proxy. */
  Random random() {
    return random;
  }

  String method() {
    return request.getRequestLine().getMethod();
  }

  /** Path and query, as sent. */
  String target() {
    return request.getRequestLine().getUri();
  }

  List<Header> headers() {
    return Arrays.asList(request.getAllHeaders());
  }

  boolean hasBody() {
    return request instanceof HttpEntityEnclosingRequest;
  }

  byte[] bytes() {
    return body;
  }

  /** The operation's name in the service's API. */
  String operation() {
    Optional<String> target = header(TARGET);
    return target.isPresent()
        ? target.get().substring(target.get().lastIndexOf('.') + 1)
        : S3Operation.of(method(), target(), header(S3Operation.COPY_SOURCE).isPresent());
  }

  /** How bodies of the service are written; empty for S3. */
  Optional<BodyFormat> body() {
    return header(TARGET)
        .map(target -> BodyFormat.of(header(HttpHeaders.CONTENT_TYPE).orElse("application/json")));
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(request.getFirstHeader(name)).map(Header::getValue);
  }
}
