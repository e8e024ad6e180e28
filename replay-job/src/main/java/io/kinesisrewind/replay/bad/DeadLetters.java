package io.kinesisrewind.replay.bad;

import io.kinesisrewind.replay.delivery.file.JsonLine;
import io.kinesisrewind.replay.delivery.file.LinesSink;
import java.io.Serializable;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The folder of {@code --dead-letter}: JSON lines as a file target writes them, each with the
 * member {@value #REASON}, a folder for each shard, exactly once.
 */
public final class DeadLetters implements Serializable {

  /** Member of a line that says why the record could not be delivered. */
  public static final String REASON = "dead_letter_reason";

  private static final long serialVersionUID = 1L;

  private final Path folder;
  private final String replayId;

  public DeadLetters(Path folder, String replayId) {
    this.folder = folder;
    this.replayId = replayId;
  }

  /** What the names of a replay's files of dead letters start with. */
  public static String prefix(String replayId) {
    return replayId + "_dead";
  }

  /** By one writer: what cannot be delivered is the exception. */
  public void keep(DataStream<DeadLetter> letters) {
    JsonLine line = new JsonLine();
    letters
        .sinkTo(
            new LinesSink<DeadLetter>(
                folder,
                prefix(replayId),
                (letter, out) ->
                    line.encode(letter.getRecord(), Map.of(REASON, letter.getReason()), out),
                letter -> letter.getRecord().getShardId()))
        .name("dead letters to " + folder)
        .uid("dead-letters")
        .setParallelism(1);
  }
}
