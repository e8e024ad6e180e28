package io.kinesisrewind.cli;

import io.kinesisrewind.replay.control.KnownReplay;
import io.kinesisrewind.replay.control.Replays;
import io.kinesisrewind.replay.control.SignOfLife;
import io.kinesisrewind.replay.delivery.Locations;
import io.kinesisrewind.replay.ledger.ReplayState;
import io.kinesisrewind.replay.ledger.StatusFile;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsOptions;
import io.kinesisrewind.runtime.Problems;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./rewind replays}: lists the replays of an archive, shows one, cancels one. */
@Command(
    name = "replays",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Lists the replays of an archive, wherever they run or ran; shows all about one; or cancels"
          + " one that runs.",
      ""
    },
    footer = {
      "",
      "Examples",
      "  replays --archive s3://bucket/archive",
      "  replays show ID --archive s3://bucket/archive",
      "  replays cancel ID --archive s3://bucket/archive"
    })
final class ReplaysCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** What is done about them. */
  enum Action {
    list,
    show,
    cancel
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "list (the default), show or cancel")
  private Action action = Action.list;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "The replay to show or to cancel")
  private String id;

  @Option(
      names = "--archive",
      paramLabel = "PATH",
      description = "Folder of the archive that was replayed, here or s3://bucket/path")
  private String archive;

  @Option(
      names = "--replays",
      paramLabel = "PATH",
      description =
          "Folder of the replays' accounts, where they are not in the archive (default: _replays in"
              + " the archive)")
  private String replays;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "How long cancel waits for the replay to end (default: 2min)")
  private Duration wait = Duration.ofMinutes(2);

  @ArgGroup(validate = false, order = 10, heading = "%nAWS:%n")
  private AwsOptions aws = new AwsOptions();

  @Override
  public Integer call() throws Exception {
    Problems problems = new Problems();
    AwsAccess access = check(problems);
    problems.throwIfAny();
    LocalFlink.initializeFileSystems(access);
    Path root =
        replays == null ? StatusFile.folderIn(Locations.parse(archive)) : Locations.parse(replays);
    return switch (action) {
      case list -> list(root);
      case show -> show(Replays.get(root, id));
      case cancel -> cancel(Replays.get(root, id), root);
    };
  }

  private AwsAccess check(Problems problems) {
    if (archive == null && replays == null) {
      problems.add("--archive is missing; name the archive that was replayed, or say --replays");
    }
    checkPath("--archive", archive, problems);
    checkPath("--replays", replays, problems);
    if (action == Action.list) {
      problems.require(id == null, "ID", id, "list takes none; write show " + id);
    } else if (id == null) {
      problems.add("ID: is missing; ./rewind replays lists them");
    } else {
      problems.require(
          id.matches(StatusFile.ID),
          "ID",
          id,
          "is not an id; 1 to 64 letters, digits, '-' and '_' make one");
    }
    return aws.resolve(problems);
  }

  private static void checkPath(String option, String path, Problems problems) {
    problems.require(
        path == null || Locations.isPath(path),
        option,
        path,
        "is not a path; write /a/folder or s3://bucket/path");
  }

  private static int list(Path root) throws IOException {
    int exitCode = Rewind.DONE;
    ReplayTable table = new ReplayTable();
    for (StatusFile file : StatusFile.all(root)) {
      try {
        KnownReplay.find(file).ifPresent(table::add);
      } catch (IOException e) {
        System.err.println("rewind: " + Causes.root(e));
        exitCode = Rewind.FAILED;
      }
    }
    table.print(System.out);
    return exitCode;
  }

  private static int show(KnownReplay replay) {
    PrintStream out = System.out;
    ReplayDetails.of(replay).forEach(out::println);
    return Rewind.DONE;
  }

  private int cancel(KnownReplay replay, Path root) throws Exception {
    Replays.requestCancel(replay);
    KnownReplay now = replay;
    long deadline = System.nanoTime() + wait.toNanos();
    while (now.state() == ReplayState.RUNNING && System.nanoTime() < deadline) {
      Thread.sleep(LOOK.toMillis());
      now = Replays.get(root, id);
    }
    System.out.println("replay " + id + ": " + now.state());
    System.out.println(now.status().counts());
    return answer(now);
  }

  private int answer(KnownReplay now) {
    if (now.state() == ReplayState.CANCELLED) {
      return Rewind.DONE;
    }
    System.err.println(
        "rewind: "
            + id
            + (now.state() == ReplayState.RUNNING
                ? ": was asked to end and has not yet, though it looks every "
                    + SignOfLife.PERIOD.toSeconds()
                    + " s; ./rewind replays show "
                    + id
                    + " tells how it goes on"
                : ": ended before it could be cancelled"));
    return Rewind.FAILED;
  }
}
