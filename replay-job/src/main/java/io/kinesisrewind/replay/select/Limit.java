package io.kinesisrewind.replay.select;

import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets the first records through, by effective arrival and then position, so that neither the
 * parallelism nor the race of the lanes decides which; it runs once. A record waits until the
 * watermark says that no earlier one can follow; those that wait are in each checkpoint, and are at
 * most
 *
 * <pre>limit x (payload + about 300 bytes)</pre>
 */
public final class Limit extends CountedOperator<ArchivedRecord>
    implements OneInputStreamOperator<ArchivedRecord, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final long limit;
  private transient ListState<Tuple2<Long, ArchivedRecord>> waitingState;
  private transient ListState<Long> givenState;
  private transient FirstRecords waiting;
  private transient long given;

  Limit(long limit) {
    this.limit = limit;
  }

  /**
   * @param limit number of records, at least one
   */
  public static SelectionStep step(long limit) {
    return records ->
        records
            .transform("limit", JobEnvironment.recordType(), new Limit(limit))
            .uid("limit")
            .setParallelism(1);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    waitingState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "waiting", new TupleTypeInfo<>(Types.LONG, JobEnvironment.recordType())));
    givenState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("given", Types.LONG));
    given = 0;
    for (Long before : givenState.get()) {
      given += before;
    }
    waiting = new FirstRecords();
    for (Tuple2<Long, ArchivedRecord> record : waitingState.get()) {
      waiting.add(record.f0, record.f1);
    }
  }

  @Override
  public void processElement(StreamRecord<ArchivedRecord> element) {
    waiting.add(element.getTimestamp(), element.getValue());
    if (given + waiting.size() > limit) {
      waiting.removeLast();
      counts().reject();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    while (waiting.isFirstUpTo(mark.getTimestamp())) {
      Tuple2<Long, ArchivedRecord> first = waiting.removeFirst();
      given++;
      output.collect(new StreamRecord<>(first.f1, first.f0));
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<Tuple2<Long, ArchivedRecord>> records = new ArrayList<>(waiting.size());
    waiting.forEach(records::add);
    waitingState.update(records);
    givenState.update(List.of(given));
  }
}
