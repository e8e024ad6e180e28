package io.kinesisrewind.benchmarks.data;

/**
 * What the generated records are like.
 *
 * @param payloadBytes of each record's data, at least 64
 * @param keys partition keys that there are
 * @param skew exponent of Zipf's law, by which the keys come
 * @param streams over which the records are spread in turn
 * @param random whether the data is random bytes, which nothing compresses, instead of JSON text
 */
public record Workload(int payloadBytes, int keys, double skew, int streams, boolean random)
    implements java.io.Serializable {

  private static final int KEYS = 10_000;

  /** JSON text of one stream, with 10,000 keys that come by Zipf's law with exponent 1. */
  public static Workload of(int payloadBytes) {
    return new Workload(payloadBytes, KEYS, 1.0, 1, false);
  }

  public Workload withStreams(int count) {
    return new Workload(payloadBytes, keys, skew, count, random);
  }

  public Workload withRandomBytes() {
    return new Workload(payloadBytes, keys, skew, streams, true);
  }

  /** Name of a stream, counted from 0. */
  public String stream(int index) {
    return "events-" + index;
  }
}
