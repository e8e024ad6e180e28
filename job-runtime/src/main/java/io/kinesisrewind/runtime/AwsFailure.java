package io.kinesisrewind.runtime;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in a sentence why AWS did not do what it was asked, before the job starts and later. */
public final class AwsFailure {

  private static final String NO_CREDENTIALS =
      "no credentials are found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile with"
          + " AWS_PROFILE, or give the machine a role";

  private AwsFailure() {}

  /**
   * @param action as IAM names it, for instance {@code kinesis:DescribeStreamSummary}
   */
  public static String explain(SdkException failure, String action) {
    if (!(failure instanceof AwsServiceException)) {
      return explainClient(failure, action);
    }
    AwsServiceException service = (AwsServiceException) failure;
    String code = service.awsErrorDetails().errorCode();
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.startsWith("accessdenied")) {
      return "no permission for " + action + "; allow it to the role or user in use (" + code + ")";
    }
    if (lower.matches(".*(unrecognizedclient|invalidsignature|invalidclienttoken|expiredtoken).*")
        || lower.contains("invalidaccesskey")) {
      return "AWS does not accept the credentials (" + code + "); check them and the region";
    }
    return action + " failed: " + code + ", " + service.awsErrorDetails().errorMessage();
  }

  /**
   * Flink's S3 file system tells by text alone.
   *
   * @param action as IAM names it, for instance {@code s3:ListBucket}
   */
  public static String explainS3(IOException failure, String bucket, String action) {
    // What S3 said may be the cause of "Uploading parts failed".
    List<Throwable> causes =
        Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .collect(Collectors.toList());
    String text = causes.toString().toLowerCase(Locale.ROOT);
    if (text.contains("nosuchupload")) {
      return "S3 no longer has the parts uploaded for it (NoSuchUpload); has a rule of the bucket"
          + " removed them? Let it keep incomplete uploads for longer than the job may be down";
    }
    if (failure instanceof FileNotFoundException || text.contains("nosuchbucket")) {
      return "the bucket " + bucket + " does not exist; create it first";
    }
    if (text.matches("(?s).*(invalidaccesskeyid|signaturedoesnotmatch|expiredtoken).*")) {
      return "S3 does not accept the credentials; check them";
    }
    if (text.matches("(?s).*(accessdenied|forbidden|status code: 403).*")) {
      return "no permission for "
          + action
          + " on "
          + bucket
          + "; allow it to the role or user in use";
    }
    if (text.contains("no aws credentials")) {
      return NO_CREDENTIALS;
    }
    Throwable cause = causes.get(causes.size() - 1);
    return "cannot be reached: " + firstLine(String.valueOf(cause.getMessage()));
  }

  private static String explainClient(SdkException failure, String action) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Unable to load credentials")) {
      return NO_CREDENTIALS;
    }
    return action
        + " got no answer: "
        + firstLine(message)
        + "; check region, endpoint and network";
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
