package io.kinesisrewind.sandbox.faults;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.DefaultBHttpClientConnection;
import org.apache.http.message.BasicHeader;
import org.apache.http.message.BasicHttpEntityEnclosingRequest;
import org.apache.http.protocol.HttpCoreContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.apache.http.util.EntityUtils;

/**
 * The service behind a proxy. A request reaches it as it was: its target, its headers, with the
 * host that the client signed, and its body byte by byte. Only what concerns a single connection is
 * left out. Each request has a connection of its own: none can turn out to be stale.
 */
final class Upstream {
  private static final int BUFFER = 8192;

  /** RFC 9110, 7.6.1, and what goes with them; a complete body is neither chunked nor expected. */
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect");

  private final URI service;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();

  Upstream(URI service) {
    this.service = service;
  }

  Reply send(Call call, byte[] body) throws IOException {
    BasicHttpEntityEnclosingRequest request =
        new BasicHttpEntityEnclosingRequest(call.method(), call.target());
    endToEnd(call.headers()).stream()
        .filter(header -> !isLength(header))
        .forEach(request::addHeader);
    request.addHeader(HttpHeaders.CONNECTION, "close");
    if (body.length > 0 || call.hasBody()) {
      request.addHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
      request.setEntity(new ByteArrayEntity(body));
    }
    try (Socket socket = new Socket(service.getHost(), service.getPort());
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(BUFFER)) {
      connection.bind(socket);
      HttpResponse response = executor.execute(request, connection, HttpCoreContext.create());
      return reply(response);
    } catch (HttpException e) {
      throw new IOException("No valid answer from " + service, e);
    }
  }

  private static Reply reply(HttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    List<Header> headers = new ArrayList<>(endToEnd(Arrays.asList(response.getAllHeaders())));
    if (headers.stream().noneMatch(Upstream::isLength)) {
      headers.add(new BasicHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length)));
    }
    return new Reply(response.getStatusLine().getStatusCode(), headers, body);
  }

  private static List<Header> endToEnd(List<Header> headers) {
    return headers.stream()
        .filter(header -> !OF_ONE_CONNECTION.contains(header.getName().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static boolean isLength(Header header) {
    return header.getName().equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH);
  }
}
