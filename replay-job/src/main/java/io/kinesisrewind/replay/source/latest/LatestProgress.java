package io.kinesisrewind.replay.source.latest;

/** How far a split has been emitted, which is behind how far it has been read. */
final class LatestProgress {

  private LatestSplit split;

  LatestProgress(LatestSplit split) {
    this.split = split;
  }

  void gave(String key) {
    split = split.after(key);
  }

  LatestSplit split() {
    return split;
  }
}
