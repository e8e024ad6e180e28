package io.kinesisrewind.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class S3OperationTest {

  @Test
  void objectsAreToldFromBuckets() {
    assertThat(of("PUT", "/bucket")).isEqualTo("CreateBucket");
    assertThat(of("PUT", "/bucket/")).isEqualTo("CreateBucket");
    assertThat(of("PUT", "/bucket/a/b%2Fc")).isEqualTo("PutObject");
    assertThat(of("GET", "/bucket/key")).isEqualTo("GetObject");
    assertThat(of("HEAD", "/bucket/key")).isEqualTo("HeadObject");
    assertThat(of("HEAD", "/bucket/")).isEqualTo("HeadBucket");
    assertThat(of("DELETE", "/bucket/key")).isEqualTo("DeleteObject");
    assertThat(of("DELETE", "/bucket")).isEqualTo("DeleteBucket");
    assertThat(of("GET", "/bucket?prefix=a/b&delimiter=/")).isEqualTo("ListObjects");
    assertThat(of("GET", "/bucket/?list-type=2&prefix=a")).isEqualTo("ListObjectsV2");
    assertThat(of("POST", "/bucket?delete")).isEqualTo("DeleteObjects");
  }

  @Test
  void theStepsOfAMultipartUploadAreToldApart() {
    assertThat(of("POST", "/bucket/key?uploads")).isEqualTo("CreateMultipartUpload");
    assertThat(of("POST", "/bucket/key?uploads=")).isEqualTo("CreateMultipartUpload");
    assertThat(of("PUT", "/bucket/key?partNumber=1&uploadId=x")).isEqualTo("UploadPart");
    assertThat(of("POST", "/bucket/key?uploadId=x")).isEqualTo("CompleteMultipartUpload");
    assertThat(of("DELETE", "/bucket/key?uploadId=x")).isEqualTo("AbortMultipartUpload");
    assertThat(of("GET", "/bucket/key?uploadId=x")).isEqualTo("ListParts");
    assertThat(of("GET", "/bucket?uploads&prefix=a")).isEqualTo("ListMultipartUploads");
  }

  @Test
  void copiesAreToldByTheirSource() {
    assertThat(S3Operation.of("PUT", "/bucket/key", true)).isEqualTo("CopyObject");
    assertThat(S3Operation.of("PUT", "/bucket/key?partNumber=1&uploadId=x", true))
        .isEqualTo("UploadPartCopy");
  }

  @Test
  void whatIsNotKnownGoesByItsMethod() {
    assertThat(of("OPTIONS", "/bucket/key")).isEqualTo("OPTIONS");
  }

  private static String of(String method, String target) {
    return S3Operation.of(method, target, false);
  }
}
