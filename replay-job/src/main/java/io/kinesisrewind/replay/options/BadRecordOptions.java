package io.kinesisrewind.replay.options;

import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.runtime.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What becomes of records that cannot be delivered as asked. */
final class BadRecordOptions {

  @Option(
      names = "--on-bad-record",
      paramLabel = "ACTION",
      converter = ActionConverter.class,
      description =
          "What to do with a record that cannot be annotated as asked, or that the target does not"
              + " take: ${COMPLETION-CANDIDATES}. fail ends the replay; dead-letter keeps the"
              + " record and the reason in --dead-letter; pass delivers it as it is, without"
              + " annotation, and fails where the target does not take that either, for instance"
              + " as it is too large by itself (default: ${DEFAULT-VALUE})")
  private BadRecords action = BadRecords.fail;

  @Option(
      names = "--dead-letter",
      paramLabel = "PATH",
      description =
          "Folder, here or on S3, for what cannot be delivered: JSON lines as a file target"
              + " writes them, and the reason; they can be a --source. Goes with --on-bad-record"
              + " dead-letter")
  private String folder;

  BadRecords action() {
    return action;
  }

  Optional<Path> folder() {
    return Optional.ofNullable(folder).map(Locations::parse);
  }

  /**
   * @param target folder of a file target; empty for another one
   */
  void check(Optional<Path> target, Problems problems) {
    if (action == BadRecords.deadLetter && folder == null) {
      problems.add(
          "--on-bad-record",
          action,
          "has nowhere to keep the records; name a folder with --dead-letter");
    }
    if (folder == null) {
      return;
    }
    problems.require(
        action == BadRecords.deadLetter,
        "--dead-letter",
        folder,
        "nothing would go there; add --on-bad-record dead-letter, or leave it out");
    if (!Locations.isPath(folder)) {
      problems.add(
          "--dead-letter",
          "'" + folder + "'",
          "is not a path; write /a/folder or s3://bucket/path");
    } else if (target.isPresent() && overlap(target.get(), Locations.parse(folder))) {
      problems.add(
          "--dead-letter",
          folder,
          "and --target file:" + target.get() + " are one within the other; choose two places");
    }
  }

  void describe(Map<String, String> options) {
    options.put("on-bad-record", action.toString());
    folder().ifPresent(path -> options.put("dead-letter", path.toString()));
  }

  private static boolean overlap(Path left, Path right) {
    String one = left + "/";
    String other = right + "/";
    return one.startsWith(other) || other.startsWith(one);
  }

  /** For picocli. */
  static final class ActionConverter implements ITypeConverter<BadRecords> {
    @Override
    public BadRecords convert(String text) {
      return Arrays.stream(BadRecords.values())
          .filter(action -> action.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of "
                          + List.of(BadRecords.values())
                          + " but was '"
                          + text
                          + "'"));
    }
  }
}
