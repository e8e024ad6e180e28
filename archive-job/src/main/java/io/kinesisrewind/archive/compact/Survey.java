package io.kinesisrewind.archive.compact;

import io.kinesisrewind.schemas.ArchiveHour;
import java.io.IOException;
import java.util.List;

/** What is in a group's files, every row of them read and compared with the footers. */
final class Survey {

  private final RowDigest digest = new RowDigest();
  private final ArrivalHistogram histogram;

  private Survey(ArchiveHour hour) {
    this.histogram = new ArrivalHistogram(hour);
  }

  /**
   * @throws io.kinesisrewind.runtime.archive.BrokenFileException naming the file
   */
  static Survey of(List<GroupFile> files, ArchiveHour hour) throws IOException {
    Survey survey = new Survey(hour);
    for (GroupFile file : files) {
      survey.digest.add(
          FileScan.scan(file.path(), file.length(), file.summary(), hour, survey.histogram::add));
    }
    return survey;
  }

  RowDigest digest() {
    return digest;
  }

  List<TimeSpan> spans(long blockBytes) {
    return histogram.spans(blockBytes);
  }
}
