package io.kinesisrewind.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (and a plain kill) into a question that a loop can ask, and keeps the JVM alive
 * until this is closed: open it first, so that everything opened after it is put in order before.
 */
final class Interrupt implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch arrival = new CountDownLatch(1);
  private final CountDownLatch inOrder = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interrupt");

  private Interrupt() {}

  static Interrupt listen() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  boolean came() {
    return arrival.getCount() == 0;
  }

  void await() throws InterruptedException {
    arrival.await();
  }

  @Override
  public void close() {
    inOrder.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the JVM is on its way out already
    }
  }

  private void hold() {
    arrival.countDown();
    try {
      if (!inOrder.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("rewind: did not come to an end in time; stopping as it is");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
