package io.kinesisrewind.replay.delivery.kinesis;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** A record is in; so often it had to be tried again. Flink's idea of a POJO. */
public final class Outcome {

  public static final TypeInformation<Outcome> TYPE =
      Types.POJO(Outcome.class, Map.of("retries", Types.INT));

  private int retries;

  /** For Flink. */
  public Outcome() {}

  public Outcome(int retries) {
    this.retries = retries;
  }

  public int getRetries() {
    return retries;
  }

  public void setRetries(int retries) {
    this.retries = retries;
  }
}
