package io.kinesisrewind.replay.plan;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.BrokenFileException;
import io.kinesisrewind.runtime.archive.ReplacedFiles;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.FileStatus;

/** Reads what an archive file says about itself. */
final class Footers {

  private Footers() {}

  /**
   * @param bucket what the file's name says
   * @throws ReplayFailedException where the file, named like one of the archive, is not one: the
   *     user must know before a part of the archive is left out in silence
   */
  static FileSummary read(FileStatus file, String streamName, KeyBucket bucket) throws IOException {
    try {
      return ReplacedFiles.read(
          file.getPath(), path -> ArchiveFiles.summary(path, file.getLen(), streamName, bucket));
    } catch (FileNotFoundException e) {
      throw new ReplayFailedException(
          file.getPath() + " vanished while the replay was planned; start the replay again", e);
    } catch (IOException e) {
      throw new IOException("Cannot read " + file.getPath() + ": " + e.getMessage(), e);
    } catch (BrokenFileException e) {
      throw new ReplayFailedException(
          file.getPath()
              + " is named like a file of the archive but cannot be read as one: "
              + e.getMessage()
              + "; restore it, or move it out of the archive",
          e);
    }
  }
}
