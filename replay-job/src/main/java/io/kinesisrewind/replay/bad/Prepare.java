package io.kinesisrewind.replay.bad;

import io.kinesisrewind.replay.annotate.Annotate;
import io.kinesisrewind.replay.delivery.ReplayTarget;
import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.Optional;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Gives each record the form in which it is delivered, and finds those that cannot be. */
public final class Prepare extends CountedOperator<ArchivedRecord>
    implements OneInputStreamOperator<ArchivedRecord, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final Annotate annotate;
  private final ReplayTarget target;
  private final BadRecordHandler badRecords;

  public Prepare(Annotate annotate, ReplayTarget target, BadRecordHandler badRecords) {
    this.annotate = annotate;
    this.target = target;
    this.badRecords = badRecords;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void processElement(StreamRecord<ArchivedRecord> element) {
    ArchivedRecord record = element.getValue();
    try {
      output.collect(element.replace(prepared(record)));
    } catch (BadRecordException e) {
      if (badRecords.passes() && target.refuses(record).isEmpty()) {
        counts().passed++;
        output.collect(element.replace(record));
      } else {
        badRecords.handle(record, e.getMessage(), counts(), output);
      }
    }
  }

  private ArchivedRecord prepared(ArchivedRecord record) throws BadRecordException {
    ArchivedRecord annotated = annotate.annotated(record);
    Optional<String> refusal = target.refuses(annotated);
    if (refusal.isEmpty()) {
      return annotated;
    }
    // What is wrong with the record itself has nothing to do with its annotation.
    throw new BadRecordException(
        target.refuses(record).orElse("with its annotation " + refusal.get()));
  }
}
