package io.kinesisrewind.replay.delivery.lambda;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an event says that it comes from: what the archive does not know of its stream. */
public final class EventOrigin implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern STREAM =
      Pattern.compile(
          "arn:aws[a-z-]*:kinesis:([a-z0-9-]{1,40}):\\d{12}:stream/[a-zA-Z0-9_.-]{1,128}"
              + "(/consumer/[a-zA-Z0-9_.-]{1,128}:\\d{1,20})?");
  private static final Pattern FUNCTION =
      Pattern.compile("arn:(aws[a-z-]*):lambda:([a-z0-9-]{1,40}):(\\d{12}):function:.+");

  private final String sourceArn;
  private final String identityArn;
  private final String region;

  private EventOrigin(String sourceArn, String identityArn, String region) {
    this.sourceArn = sourceArn;
    this.identityArn = identityArn;
    this.region = region;
  }

  /**
   * @param sourceArn a stream's or one of its consumers'
   * @param identityArn the role that invokes
   * @throws IllegalArgumentException where the first is neither
   */
  public static EventOrigin of(String sourceArn, String identityArn) {
    Matcher stream = STREAM.matcher(sourceArn);
    if (!stream.matches()) {
      throw new IllegalArgumentException("Not the ARN of a stream: " + sourceArn);
    }
    return new EventOrigin(sourceArn, identityArn, stream.group(1));
  }

  /**
   * The ARN that a stream of this name has beside the function, in its account and region.
   *
   * @throws IllegalArgumentException where the ARN is not a function's
   */
  public static String streamBeside(String functionArn, String streamName) {
    Matcher function = FUNCTION.matcher(functionArn);
    if (!function.matches()) {
      throw new IllegalArgumentException("Not the ARN of a function: " + functionArn);
    }
    return String.format(
        "arn:%s:kinesis:%s:%s:stream/%s",
        function.group(1), function.group(2), function.group(3), streamName);
  }

  public static boolean isSourceArn(String text) {
    return STREAM.matcher(text).matches();
  }

  /** The event's {@code eventSourceARN}. */
  public String sourceArn() {
    return sourceArn;
  }

  /** The event's {@code invokeIdentityArn}. */
  public String identityArn() {
    return identityArn;
  }

  /** The event's {@code awsRegion}. */
  public String region() {
    return region;
  }
}
