package io.kinesisrewind.archive.compact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says what would be merged, from the footers. */
final class DryRun {

  private final CompactOptions options;
  private final List<String> problems = new ArrayList<>();
  private long groups;
  private long files;
  private long bytes;
  private long blocks;
  private long leftovers;

  private DryRun(CompactOptions options) {
    this.options = options;
  }

  static List<String> of(CompactOptions options, List<HourBucket> groups) throws IOException {
    DryRun run = new DryRun(options);
    for (HourBucket group : groups) {
      run.add(Group.read(options.archive(), group));
    }
    return run.describe();
  }

  private void add(Group found) {
    problems.addAll(found.broken());
    leftovers += found.leftovers().size();
    Group group = found.without(found.leftovers());
    if (group.isDue(options.minFiles(), options.blockBytes())) {
      groups++;
      files += group.files().size();
      bytes += group.bytes();
      blocks += group.estimatedBlocks(options.blockBytes());
    }
  }

  private List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(
        files == 0
            ? "to merge  nothing"
            : String.format(
                "to merge  %,d files (%,d bytes) into about %,d, in %,d hour buckets",
                files, bytes, blocks, groups));
    if (leftovers > 0) {
      lines.add(String.format("leftovers %,d files of a run that was cut short, to go", leftovers));
    }
    problems.forEach(problem -> lines.add("left alone " + problem));
    return lines;
  }
}
