package io.kinesisrewind.archive.compact;

import io.kinesisrewind.runtime.archive.ArchiveFiles;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import io.kinesisrewind.runtime.archive.BrokenFileException;
import io.kinesisrewind.schemas.ArchiveFileName;
import io.kinesisrewind.schemas.FileSummary;
import io.kinesisrewind.schemas.KeyBucket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** The files of an hour's bucket as they are found, and what is to be done about them. */
final class Group {

  /** Heap that a row takes up beside its data, about: see RowSize. */
  private static final long ROW_BYTES = 330;

  private final List<GroupFile> files;
  private final Compactions compactions;
  private final List<String> broken;

  private Group(List<GroupFile> files, List<String> broken) {
    this.files = files;
    this.compactions = Compactions.of(files);
    this.broken = broken;
  }

  /** Lists the folder and reads the footers. */
  static Group read(Path archive, HourBucket which) throws IOException {
    List<GroupFile> files = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Path folder = new Path(archive, which.hour().path());
    for (FileStatus file : new ArchiveFolders(archive).files(folder)) {
      if (which.contains(file)) {
        try {
          groupFile(file, which.hour().streamName()).ifPresent(files::add);
        } catch (BrokenFileException e) {
          broken.add(file.getPath() + " is broken: " + e.getMessage());
        }
      }
    }
    return new Group(files, broken);
  }

  /** Empty where another compaction has just replaced the file. */
  private static Optional<GroupFile> groupFile(FileStatus file, String streamName)
      throws IOException {
    Path path = file.getPath();
    KeyBucket bucket = ArchiveFileName.bucket(path.getName()).orElseThrow();
    try {
      FileSummary summary = ArchiveFiles.summary(path, file.getLen(), streamName, bucket);
      return Optional.of(new GroupFile(path, file.getLen(), summary));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  List<GroupFile> files() {
    return List.copyOf(files);
  }

  long bytes() {
    return files.stream().mapToLong(GroupFile::length).sum();
  }

  /** What cannot be read, a sentence for each. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  /** Files whose records are all in other files, which a compaction wrote that was cut short. */
  List<GroupFile> leftovers() {
    Set<String> replaced = compactions.replaced();
    return files.stream()
        .filter(file -> replaced.contains(file.name()))
        .collect(Collectors.toList());
  }

  Group without(List<GroupFile> gone) {
    Set<GroupFile> set = new HashSet<>(gone);
    return new Group(
        files.stream().filter(file -> !set.contains(file)).collect(Collectors.toList()), broken);
  }

  /** Whether records are there twice because a compaction was cut short, or two ran at once. */
  boolean isDisturbed() {
    return compactions.complete().size() > 1 || compactions.hasIncomplete();
  }

  /**
   * Whether merging is worth it.
   *
   * @param blockBytes heap of a file's rows
   */
  boolean isDue(int minFiles, long blockBytes) {
    long parts = files.size() - compactions.surplusFiles();
    return files.size() > 1
        && (isDisturbed() || (parts >= minFiles && files.size() > estimatedBlocks(blockBytes)));
  }

  /** How many files it will be, as far as footers can tell. */
  long estimatedBlocks(long blockBytes) {
    long heap =
        files.stream()
            .map(GroupFile::summary)
            .mapToLong(summary -> summary.payloadBytes() + summary.records() * ROW_BYTES)
            .sum();
    return Math.max(1, (heap + blockBytes - 1) / blockBytes);
  }

  /** The one compaction that wrote all of it; empty where there are other files. */
  Optional<String> soleCompaction() {
    return compactions.complete().size() == 1
            && files.stream().allMatch(file -> file.summary().compactedFrom().isPresent())
        ? Optional.of(compactions.complete().iterator().next())
        : Optional.empty();
  }

  /**
   * Names of files that are not needed once all of this is in new ones. What an incomplete
   * compaction says it replaces is not among them: not all of it may be here.
   */
  Set<String> replacedByMerging() {
    Set<String> names = new TreeSet<>(compactions.replaced());
    files.forEach(file -> names.add(file.name()));
    return names;
  }
}
