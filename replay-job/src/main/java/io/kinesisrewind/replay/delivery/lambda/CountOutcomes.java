package io.kinesisrewind.replay.delivery.lambda;

import io.kinesisrewind.replay.bad.BadRecordHandler;
import io.kinesisrewind.replay.bad.BadRecords;
import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.ReplayAnnotation;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Counts what is delivered, and hands on what is refused, without this replay's annotation. */
public final class CountOutcomes extends CountedOperator<Void>
    implements OneInputStreamOperator<Outcome, Void> {

  private static final long serialVersionUID = 1L;

  private final BadRecordHandler badRecords;
  private final String replayId;

  CountOutcomes(BadRecords action, String replayId) {
    this.badRecords = new BadRecordHandler(action);
    this.replayId = replayId;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void processElement(StreamRecord<Outcome> element) {
    Outcome outcome = element.getValue();
    counts().retried += outcome.getRetries();
    Optional<String> reason = outcome.reason();
    if (reason.isEmpty()) {
      counts().delivered++;
    } else {
      badRecords.handle(
          asSelected(outcome.getRecord()),
          "is refused by the function: " + reason.get(),
          counts(),
          output);
    }
  }

  private ArchivedRecord asSelected(ArchivedRecord record) {
    ByteBuffer buffer = record.getData().duplicate();
    byte[] data = new byte[buffer.remaining()];
    buffer.get(data);
    boolean annotated =
        ReplayAnnotation.read(data)
            .filter(annotation -> annotation.replayId().equals(replayId))
            .isPresent();
    return annotated
        ? ArchivedRecord.newBuilder(record)
            .setData(ByteBuffer.wrap(ReplayAnnotation.strip(data)))
            .build()
        : record;
  }
}
