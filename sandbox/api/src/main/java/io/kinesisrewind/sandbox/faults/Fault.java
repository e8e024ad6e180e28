package io.kinesisrewind.sandbox.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.http.ConnectionClosedException;

/** What may happen to a request on its way to a service and back. */
public final class Fault {

  /** Answers a call, or throws, whereupon the client's connection is cut. */
  @FunctionalInterface
  interface Action {
    Reply answer(Call call) throws IOException, InterruptedException;
  }

  private final String name;
  private final Action action;

  private Fault(String name, Action action) {
    this.name = name;
    this.action = action;
  }

  /** The service is not asked; this error is the answer. */
  public static Fault error(AwsError error) {
    return new Fault(error.status() + " " + error.code(), error::replyTo);
  }

  /** The service is not asked; the connection is cut. */
  public static Fault cut() {
    return new Fault("connection cut", call -> cutConnection());
  }

  /** The service is not asked; nothing comes for this long, then the connection is cut. */
  public static Fault silence(Duration duration) {
    return new Fault(
        "no answer for " + duration,
        call -> {
          call.pause(duration);
          return cutConnection();
        });
  }

  /** It takes effect; the answer is lost with the connection. */
  public static Fault loseAnswer() {
    return new Fault(
        "answer lost",
        call -> {
          call.forward();
          return cutConnection();
        });
  }

  /** It takes effect; nothing comes for this long, then the connection is cut. */
  public static Fault loseAnswerIn(Duration duration) {
    return new Fault(
        "answer lost in " + duration,
        call -> {
          call.forward();
          call.pause(duration);
          return cutConnection();
        });
  }

  /** It takes effect; this error is the answer. */
  public static Fault errorAfterEffect(AwsError error) {
    return new Fault(
        error.status() + " " + error.code() + " after it took effect",
        call -> {
          call.forward();
          return error.replyTo(call);
        });
  }

  /** The request comes late. */
  public static Fault delay(Duration duration) {
    return new Fault(
        "late by " + duration,
        call -> {
          call.pause(duration);
          return call.forward();
        });
  }

  /** The request waits at a gate; it goes through when that is open. */
  public static Fault waitFor(CountDownLatch gate) {
    return new Fault(
        "held",
        call -> {
          gate.await();
          return call.forward();
        });
  }

  /**
   * Of the entries of a PutRecords call, some do not get in, with one of these errors; the others
   * do, unless there are none.
   *
   * @param share of entries that fail, from 0 to 1
   */
  public static Fault partialPutRecords(double share, AwsError... errors) {
    return new Fault("entries fail", new PartialPutRecords(share, errors));
  }

  Reply answer(Call call) throws IOException, InterruptedException {
    return action.answer(call);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Reply cutConnection() throws IOException {
    throw new ConnectionClosedException("Injected");
  }
}
