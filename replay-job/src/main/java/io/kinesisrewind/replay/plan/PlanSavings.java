package io.kinesisrewind.replay.plan;

import java.util.List;

/** What need not be read, and why. */
final class PlanSavings {

  private final long filesOfOtherBuckets;
  private final long filesOutOfBounds;
  private final List<String> foreignFiles;

  /**
   * @param filesOfOtherBuckets not even their footers
   * @param filesOutOfBounds by what their footers say
   */
  PlanSavings(long filesOfOtherBuckets, long filesOutOfBounds, List<String> foreignFiles) {
    this.filesOfOtherBuckets = filesOfOtherBuckets;
    this.filesOutOfBounds = filesOutOfBounds;
    this.foreignFiles = List.copyOf(foreignFiles);
  }

  List<String> foreignFiles() {
    return foreignFiles;
  }

  @Override
  public String toString() {
    return filesOfOtherBuckets
        + " files by key, "
        + filesOutOfBounds
        + " by their footers, "
        + foreignFiles.size()
        + " foreign";
  }
}
