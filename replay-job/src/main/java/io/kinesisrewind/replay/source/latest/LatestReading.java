package io.kinesisrewind.replay.source.latest;

import io.kinesisrewind.replay.plan.Selection;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.schemas.LatestTable;
import java.io.Serializable;
import org.apache.flink.core.fs.Path;

/** How a stream's latest table is read. Immutable; travels with the job. */
public final class LatestReading implements Serializable {

  private static final long serialVersionUID = 1L;

  private final AwsAccess aws;
  private final Selection selection;
  private final String archive;
  private final boolean consistent;
  private final double readUnits;

  /**
   * @param archive where data is that was too large for its item; null for nowhere
   * @param consistent whether every write is seen that was done before its part is read
   * @param readUnits of capacity to consume in a second at most; 0 for as much as there is
   */
  public LatestReading(
      AwsAccess aws, Selection selection, Path archive, boolean consistent, double readUnits) {
    this.aws = aws;
    this.selection = selection;
    this.archive = archive == null ? null : archive.toString();
    this.consistent = consistent;
    this.readUnits = readUnits;
  }

  AwsAccess aws() {
    return aws;
  }

  Selection selection() {
    return selection;
  }

  /** Null for none. */
  Path archive() {
    return archive == null ? null : new Path(archive);
  }

  boolean consistent() {
    return consistent;
  }

  double readUnits() {
    return readUnits;
  }

  String table() {
    return LatestTable.tableName(selection.streamName());
  }
}
