package io.kinesisrewind.cli;

import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.ledger.ProgressReport;
import io.kinesisrewind.replay.ledger.ReplayStatus;
import io.kinesisrewind.replay.plan.PlanTotals;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a replay is: a bar on a terminal, a line now and then elsewhere. */
abstract class Progress implements AutoCloseable {

  abstract void show(ReplayStatus status);

  @Override
  public abstract void close();

  static Progress of(PlanTotals plan) {
    return Boolean.getBoolean("rewind.terminal") ? new Bar(plan) : new Lines(plan);
  }

  private static String reached(ReplayStatus status) {
    return status.eventTime().map(time -> ", up to arrival " + time).orElse("");
  }

  private static final class Bar extends Progress {

    private final ProgressBar bar;

    Bar(PlanTotals plan) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("replay")
              .setUnit(" records", 1)
              .setInitialMax(plan.rows())
              .setStyle(ProgressBarStyle.ASCII)
              .clearDisplayOnFinish()
              .build();
    }

    @Override
    void show(ReplayStatus status) {
      Counts counts = status.counts();
      bar.stepTo(counts.done());
      bar.setExtraMessage(
          String.format(
              " read %,d, selected %,d, delivered %,d, skipped %,d%s",
              counts.read,
              counts.selected,
              counts.delivered,
              counts.skipped + counts.deadLettered,
              reached(status)));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends Progress {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PlanTotals plan;
    private long told = System.nanoTime();

    Lines(PlanTotals plan) {
      this.plan = plan;
    }

    @Override
    void show(ReplayStatus status) {
      if (System.nanoTime() - told >= PAUSE.toNanos()) {
        told = System.nanoTime();
        System.out.printf(
            "  %s%s%s: %s%n",
            status.progress().map(ProgressReport::toString).orElse("0 %"),
            reached(status),
            plan.isKnown() ? String.format("; of %,d", plan.rows()) : "",
            status.counts());
      }
    }

    @Override
    public void close() {}
  }
}
