package io.kinesisrewind.replay.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesisrewind.runtime.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * Reads messages from a file, or from all files of a folder and of those in it, as an S3
 * destination makes them. Every one has to be understood.
 */
public final class FailureFiles {

  /** An S3 destination's message holds the function's whole event, 6 MB at most. */
  private static final long MOST_BYTES = 256L << 20;

  private final List<FailedBatch> batches = new ArrayList<>();

  private FailureFiles() {}

  /**
   * @param stream the one that is wanted; null for the one that all messages are of
   * @param problems takes what is wrong with the files
   */
  public static Optional<Failures> read(Path path, String stream, Problems problems) {
    int before = problems.messages().size();
    FailureFiles files = new FailureFiles();
    try {
      files.readAll(path.getFileSystem().getFileStatus(path), problems);
    } catch (FileNotFoundException e) {
      problems.add(Failures.OPTION, path, "is not there; name a file, here or s3://bucket/path");
    } catch (UnsupportedFileSystemSchemeException e) {
      problems.add(Failures.OPTION, path, "Flink has no file system for it here");
    } catch (IOException e) {
      problems.add(
          Failures.OPTION, path, "cannot be read: " + e.getMessage() + "; check name and rights");
    }
    return problems.messages().size() > before
        ? Optional.empty()
        : Failures.choose(path.toString(), stream, files.batches, List.of(), problems);
  }

  private void readAll(FileStatus file, Problems problems) throws IOException {
    FileSystem files = file.getPath().getFileSystem();
    if (!file.isDir()) {
      readFile(files, file, problems);
      return;
    }
    FileStatus[] inside = files.listStatus(file.getPath());
    Arrays.sort(inside, Comparator.comparing(each -> each.getPath().toString()));
    for (FileStatus each : inside) {
      readAll(each, problems);
    }
  }

  private void readFile(FileSystem files, FileStatus file, Problems problems) throws IOException {
    if (file.getLen() > MOST_BYTES) {
      problems.add(
          Failures.OPTION,
          file.getPath(),
          "has " + file.getLen() + " bytes, more than messages have; name a file of messages");
      return;
    }
    try {
      int number = 1;
      for (JsonNode node : Invocations.inFile(text(files, file.getPath()))) {
        add(file.getPath(), number++, node, problems);
      }
    } catch (NotUnderstoodException e) {
      problems.add(Failures.OPTION, file.getPath(), e.getMessage());
    } catch (CharacterCodingException e) {
      problems.add(Failures.OPTION, file.getPath(), "is not UTF-8 text; name a file of messages");
    }
  }

  private void add(Path file, int number, JsonNode node, Problems problems) {
    String message = "message " + number;
    try {
      batches.add(FailedBatch.in(node, message + " of " + file.getName()));
    } catch (NotUnderstoodException e) {
      problems.add(
          Failures.OPTION,
          file,
          message
              + " is not about a failed batch of Kinesis: "
              + e.getMessage()
              + "; leave it out");
    }
  }

  private static String text(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(in.readAllBytes()))
          .toString();
    }
  }
}
