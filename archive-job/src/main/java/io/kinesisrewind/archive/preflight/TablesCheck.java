package io.kinesisrewind.archive.preflight;

import io.kinesisrewind.archive.streams.StreamPlan;
import io.kinesisrewind.archive.streams.StreamSettings;
import io.kinesisrewind.archive.tables.ArchiveTable;
import io.kinesisrewind.archive.tables.ArchiveTables;
import io.kinesisrewind.archive.tables.Capacity;
import io.kinesisrewind.archive.tables.UnsuitableTableException;
import io.kinesisrewind.runtime.AwsAccess;
import io.kinesisrewind.runtime.AwsFailure;
import io.kinesisrewind.runtime.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Every stream's tables are as they have to be, or are made so. */
final class TablesCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TablesCheck.class);

  private static final String LOOK = "dynamodb:DescribeTable/DescribeTimeToLive";
  private static final String MEND = "dynamodb:DescribeTable/CreateTable/UpdateTimeToLive";

  private final StreamPlan plan;
  private final boolean marksDeleted;
  private final Problems problems;

  /**
   * @param marksDeleted whether the latest tables will have markers, which expire
   */
  TablesCheck(StreamPlan plan, boolean marksDeleted, Problems problems) {
    this.plan = plan;
    this.marksDeleted = marksDeleted;
    this.problems = problems;
  }

  /**
   * @param mends creates what is missing and waits until it can be written to; not done where there
   *     is any problem
   */
  void run(AwsAccess aws, boolean mends) {
    try (ArchiveTables tables = ArchiveTables.in(aws)) {
      forEach((table, stream) -> look(tables, table, stream, mends));
      if (mends && problems.isEmpty()) {
        forEach((table, stream) -> create(tables, table, stream));
      }
    } catch (UnsuitableTableException e) {
      problems.add(e.getMessage());
    } catch (SdkException e) {
      problems.add("DynamoDB: " + AwsFailure.explain(e, mends ? MEND : LOOK));
    }
  }

  private void look(ArchiveTables tables, ArchiveTable table, String stream, boolean mends) {
    (mends
            ? tables.obstacle(table, stream, isExpiring(table, stream))
            : tables.problem(table, stream, plan.of(stream).ttl().isPresent()))
        .ifPresent(problems::add);
  }

  private void create(ArchiveTables tables, ArchiveTable table, String stream) {
    LOG.info(
        "DynamoDB: {}",
        tables.create(table, stream, Capacity.onDemand(), isExpiring(table, stream)));
  }

  /** Markers that stay for ever do no harm: expiry is only asked for where a table is made. */
  private boolean isExpiring(ArchiveTable table, String stream) {
    return plan.of(stream).ttl().isPresent() || (marksDeleted && table == ArchiveTable.LATEST);
  }

  private void forEach(TableVisitor visitor) {
    for (String stream : plan.streams()) {
      StreamSettings settings = plan.of(stream);
      ArchiveTable.of(settings.mode()).forEach(table -> visitor.visit(table, stream));
    }
  }

  @FunctionalInterface
  private interface TableVisitor {
    void visit(ArchiveTable table, String stream);
  }
}
