package io.kinesisrewind.sandbox.faults;

import io.kinesisrewind.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An error as AWS answers it. It takes the form of the protocol in which the client asked: XML for
 * S3; JSON or CBOR for Kinesis and DynamoDB.
 *
 * @param status of HTTP
 * @param code by which the SDKs know it
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesis/latest/APIReference/CommonErrors.html">Kinesis</a>,
 *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3</a>, <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">
 *     DynamoDB</a>
 */
public record AwsError(int status, String code, String message) {
  /** Kinesis and DynamoDB: more than the shard or the table takes. */
  public static final AwsError THROUGHPUT_EXCEEDED =
      new AwsError(400, "ProvisionedThroughputExceededException", "Rate exceeded (injected)");

  /** DynamoDB: more than the account may. */
  public static final AwsError THROTTLED =
      new AwsError(400, "ThrottlingException", "Rate exceeded (injected)");

  /** Kinesis: the place where a reader is was given to it more than five minutes ago. */
  public static final AwsError EXPIRED_ITERATOR =
      new AwsError(400, "ExpiredIteratorException", "Iterator expired (injected)");

  /** Kinesis and DynamoDB: a bad moment of the service. */
  public static final AwsError INTERNAL_FAILURE =
      new AwsError(500, "InternalFailure", "Internal failure (injected)");

  /** S3, and the others: come again later. */
  public static final AwsError SERVICE_UNAVAILABLE =
      new AwsError(503, "ServiceUnavailable", "Service unavailable (injected)");

  /** S3: too many requests for one prefix. */
  public static final AwsError SLOW_DOWN =
      new AwsError(503, "SlowDown", "Please reduce your request rate. (injected)");

  /** S3: a bad moment of the service. */
  public static final AwsError INTERNAL_ERROR =
      new AwsError(500, "InternalError", "We encountered an internal error. (injected)");

  /** S3: a policy forbids it. */
  public static final AwsError ACCESS_DENIED =
      new AwsError(403, "AccessDenied", "Access Denied (injected)");

  /** Kinesis and DynamoDB: a policy forbids it. */
  public static final AwsError ACCESS_DENIED_EXCEPTION =
      new AwsError(400, "AccessDeniedException", "User is not authorized (injected)");

  private static final String XML =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<Error><Code>%s</Code><Message>%s</Message><RequestId>injected</RequestId></Error>";

  Reply replyTo(Call call) {
    return call.body()
        .map(format -> Reply.of(status, format.contentType(), json(format)))
        .orElseGet(
            () ->
                Reply.of(
                    status,
                    "application/xml",
                    XML.formatted(code, message).getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] json(BodyFormat format) {
    try {
      return format.write(format.mapper().valueToTree(Map.of("__type", code, "message", message)));
    } catch (IOException e) {
      throw new SandboxException("The error " + this + " cannot be written", e);
    }
  }
}
