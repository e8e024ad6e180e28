package io.kinesisrewind.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

class AwsFailureTest {

  private static final String ACTION = "kinesis:DescribeStreamSummary";

  @Test
  void missingPermissionNamesTheAction() {
    assertThat(AwsFailure.explain(service("AccessDeniedException", "User is not ..."), ACTION))
        .isEqualTo(
            "no permission for kinesis:DescribeStreamSummary; allow it to the role or user in use"
                + " (AccessDeniedException)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UnrecognizedClientException",
        "InvalidSignatureException",
        "ExpiredTokenException",
        "InvalidAccessKeyId"
      })
  void wrongCredentialsAreToldAsSuch(String code) {
    assertThat(AwsFailure.explain(service(code, "The security token ..."), ACTION))
        .isEqualTo("AWS does not accept the credentials (" + code + "); check them and the region");
  }

  @Test
  void otherRefusalsAreToldInAwsWords() {
    assertThat(AwsFailure.explain(service("LimitExceededException", "Too fast."), ACTION))
        .isEqualTo("kinesis:DescribeStreamSummary failed: LimitExceededException, Too fast.");
  }

  @Test
  void absentCredentialsAreToldWithWhatToSet() {
    SdkException failure =
        SdkClientException.create(
            "Unable to load credentials from any of the providers in the chain");

    assertThat(AwsFailure.explain(failure, ACTION))
        .startsWith("no credentials are found; set AWS_ACCESS_KEY_ID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NoSuchBucket: The specified bucket ...|the bucket b does not exist; create it first",
        "AccessDenied, Status Code: 403|no permission for s3:ListBucket on b; allow it to the role"
            + " or user in use",
        "SignatureDoesNotMatch, Status Code: 403|S3 does not accept the credentials; check them",
        "NoSuchUpload, Status Code: 404|S3 no longer has the parts uploaded for it (NoSuchUpload);"
            + " has a rule of the bucket removed them? Let it keep incomplete uploads for longer"
            + " than the job may be down",
        "Connection refused|cannot be reached: Connection refused"
      })
  void aBucketThatCannotBeListedIsTold(String message, String told) {
    assertThat(AwsFailure.explainS3(new IOException(message), "b", "s3:ListBucket"))
        .isEqualTo(told);
  }

  @Test
  void whatS3SaidIsFoundAmongTheCauses() {
    IOException denied =
        new IOException("upload part", new IOException("Error Code: AccessDenied"));
    IOException reset = new IOException("upload part", new IOException("Connection reset"));

    assertThat(AwsFailure.explainS3(new IOException("failed", denied), "b", "s3:PutObject"))
        .startsWith("no permission for s3:PutObject on b");
    assertThat(AwsFailure.explainS3(new IOException("failed", reset), "b", "s3:PutObject"))
        .isEqualTo("cannot be reached: Connection reset");
  }

  private static SdkException service(String code, String message) {
    return (SdkException)
        KinesisException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }
}
