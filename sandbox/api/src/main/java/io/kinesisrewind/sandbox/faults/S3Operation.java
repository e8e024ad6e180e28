package io.kinesisrewind.sandbox.faults;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which operation of S3 a request is: S3 says it by method, path and query. Only path-style
 * addresses, and the operations that a program that keeps files uses.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">all of
 *     them</a>
 */
final class S3Operation {
  static final String COPY_SOURCE = "x-amz-copy-source";

  private S3Operation() {}

  /**
   * @param target path and query
   * @param copies whether the request names a source to copy from
   * @return the method's name for an operation that is not known here
   */
  static String of(String method, String target, boolean copies) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    Set<String> query = question < 0 ? Set.of() : names(target.substring(question + 1));
    boolean isObject = path.replaceAll("^/|/$", "").contains("/");
    return switch (method) {
      case "PUT" -> put(isObject, query, copies);
      case "POST" -> post(query);
      case "GET" -> get(isObject, query);
      case "HEAD" -> isObject ? "HeadObject" : "HeadBucket";
      case "DELETE" -> delete(isObject, query);
      default -> method;
    };
  }

  private static String put(boolean isObject, Set<String> query, boolean copies) {
    if (!isObject) {
      return "CreateBucket";
    }
    if (query.contains("partNumber")) {
      return copies ? "UploadPartCopy" : "UploadPart";
    }
    return copies ? "CopyObject" : "PutObject";
  }

  private static String post(Set<String> query) {
    if (query.contains("uploads")) {
      return "CreateMultipartUpload";
    }
    if (query.contains("uploadId")) {
      return "CompleteMultipartUpload";
    }
    return query.contains("delete") ? "DeleteObjects" : "POST";
  }

  private static String get(boolean isObject, Set<String> query) {
    if (isObject) {
      return query.contains("uploadId") ? "ListParts" : "GetObject";
    }
    if (query.contains("uploads")) {
      return "ListMultipartUploads";
    }
    return query.contains("list-type") ? "ListObjectsV2" : "ListObjects";
  }

  private static String delete(boolean isObject, Set<String> query) {
    if (query.contains("uploadId")) {
      return "AbortMultipartUpload";
    }
    return isObject ? "DeleteObject" : "DeleteBucket";
  }

  private static Set<String> names(String query) {
    return Arrays.stream(query.split("&"))
        .map(parameter -> parameter.replaceFirst("=.*", ""))
        .collect(Collectors.toSet());
  }
}
