package io.kinesisrewind.sandbox.faults;

import java.util.List;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.message.BasicHeader;

/** A response, complete. */
final class Reply {
  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  /**
   * @param headers end to end, the length of the body among them; that of a HEAD request says how
   *     long the body would be
   */
  Reply(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static Reply of(int status, String contentType, byte[] body) {
    return new Reply(
        status,
        List.of(
            new BasicHeader(HttpHeaders.CONTENT_TYPE, contentType),
            new BasicHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length))),
        body);
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  void writeTo(HttpResponse response) {
    response.setStatusCode(status);
    headers.forEach(response::addHeader);
    if (body.length > 0) {
      response.setEntity(new ByteArrayEntity(body));
    }
  }
}
