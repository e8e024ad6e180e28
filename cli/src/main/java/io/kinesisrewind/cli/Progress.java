package io.kinesisrewind.cli;

import io.kinesisrewind.replay.ledger.Counts;
import io.kinesisrewind.replay.plan.PlanTotals;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a replay is: a bar on a terminal, a line now and then elsewhere. */
abstract class Progress implements AutoCloseable {

  /** Reading is what a plan foretells; how much of it is selected shows on the way. */
  abstract void show(Counts counts);

  @Override
  public abstract void close();

  static Progress of(PlanTotals plan) {
    return Boolean.getBoolean("rewind.terminal") ? new Bar(plan) : new Lines(plan);
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
    void show(Counts counts) {
      bar.stepTo(counts.read);
      bar.setExtraMessage(counts.delivered + " delivered");
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
    void show(Counts counts) {
      if (System.nanoTime() - told >= PAUSE.toNanos()) {
        told = System.nanoTime();
        String all = plan.isKnown() ? String.format(" of %,d", plan.rows()) : "";
        System.out.printf("  read %,d%s: %s%n", counts.read, all, counts);
      }
    }

    @Override
    public void close() {}
  }
}
