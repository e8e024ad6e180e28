package io.kinesisrewind.archive;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;

/** Passes records on so slowly that a checkpoint may come between any two. */
final class SlowDown implements MapFunction<ArchivedRecord, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private static final Duration PER_RECORD = Duration.ofNanos(200_000);

  @Override
  public ArchivedRecord map(ArchivedRecord record) {
    pause();
    return record;
  }

  static void pause() {
    LockSupport.parkNanos(PER_RECORD.toNanos());
  }
}
