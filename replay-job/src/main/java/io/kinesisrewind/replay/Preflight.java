package io.kinesisrewind.replay;

import io.kinesisrewind.replay.delivery.TargetSpec;
import io.kinesisrewind.replay.delivery.file.FileTarget;
import io.kinesisrewind.replay.delivery.kinesis.TargetStream;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.replay.options.ReplayOptions;
import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.replay.source.SourceSpec;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.runtime.archive.ArchiveFolders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** Finds out, before anything runs, whether archive and target are there and may be used. */
public final class Preflight {

  private static final int NAMES_SHOWN = 10;

  private final ReplayOptions options;
  private final Problems problems = new Problems();

  private Preflight(ReplayOptions options) {
    this.options = options;
  }

  /**
   * @return what is selected, with the keys that are in files
   * @throws io.kinesisrewind.runtime.UsageException with everything that is not as it has to be
   */
  public static Selection check(ReplayOptions options) {
    Preflight preflight = new Preflight(options);
    Selection selection = options.readSelection(preflight.problems);
    if (options.source().kind() != SourceSpec.Kind.LATEST) { // that is looked at when planned
      preflight.checkArchive();
    }
    if (!options.dryRun()) {
      preflight.checkTarget(options.target().orElseThrow());
      preflight.checkReplayId();
    }
    preflight.problems.throwIfAny();
    return selection;
  }

  private void checkArchive() {
    try {
      List<String> streams = new ArchiveFolders(options.archive()).streams();
      if (streams.isEmpty()) {
        problems.add(
            "--archive",
            options.archive(),
            "there is no archive here; name the folder that an archive job writes to");
      } else if (!streams.contains(options.stream())) {
        problems.add(
            "--stream", options.stream(), "is not in the archive, which holds " + some(streams));
      }
    } catch (UnsupportedFileSystemSchemeException e) {
      problems.add(
          "--archive",
          options.archive(),
          "Flink has no file system for it here; s3:// needs its plugin, see the README");
    } catch (IOException e) {
      problems.add("--archive", options.archive(), cannotBeRead(options.archive(), e));
    }
  }

  private void checkTarget(TargetSpec target) {
    if (target.kind() == TargetSpec.Kind.FILE) {
      checkFolder(target);
      return;
    }
    int before = problems.messages().size();
    AwsAccess aws = options.aws().resolve(problems);
    if (problems.messages().size() == before) {
      TargetStream.problem(aws, target.streamName())
          .ifPresent(problem -> problems.add("--target", target, problem));
    }
  }

  private void checkFolder(TargetSpec target) {
    Path folder = target.folder();
    String ours = FileTarget.prefix(options.replayId());
    try {
      FileStatus[] found = folder.getFileSystem().listStatus(folder);
      Optional<String> foreign =
          found == null
              ? Optional.empty()
              : Arrays.stream(found)
                  .map(file -> file.getPath().getName())
                  .filter(name -> !name.startsWith(ours) && !name.startsWith("." + ours))
                  .findFirst();
      foreign.ifPresent(
          name ->
              problems.add(
                  "--target", target, "already holds " + name + "; choose a folder that is empty"));
    } catch (FileNotFoundException e) {
      return; // it will be made
    } catch (UnsupportedFileSystemSchemeException e) {
      problems.add("--target", target, "Flink has no file system for it here");
    } catch (IOException e) {
      problems.add("--target", target, cannotBeRead(folder, e));
    }
  }

  private void checkReplayId() {
    StatusFile file = StatusFile.of(options.archive(), options.replayId());
    try {
      if (file.read().filter(status -> status.state() == ReplayState.COMPLETED).isPresent()) {
        problems.add(
            "--replay-id",
            options.replayId(),
            "is taken: " + file.path() + " is its account; choose another");
      }
    } catch (IOException e) {
      problems.add("--archive", options.archive(), cannotBeRead(options.archive(), e));
    }
  }

  private static String cannotBeRead(Path folder, IOException e) {
    String bucket = folder.toUri().getAuthority();
    if (bucket != null) {
      return AwsFailure.explainS3(e, bucket, "s3:ListBucket");
    }
    return "cannot be read: "
        + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
        + "; check the name and the permissions";
  }

  private static String some(List<String> names) {
    return names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
        + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
  }
}
