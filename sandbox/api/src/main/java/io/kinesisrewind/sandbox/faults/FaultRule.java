package io.kinesisrewind.sandbox.faults;

import java.util.Set;

/**
 * To which requests a fault happens. Immutable; each {@code with} method returns a changed copy.
 *
 * @param operations by their names in the service's API, for instance {@code GetRecords}; none: all
 * @param pathPart what the path contains; for S3, where it has bucket and key
 * @param probability of each such request to be hit, from 0 to 1
 * @param skipped how many of them are left alone first
 * @param limit how many are hit at most
 */
public record FaultRule(
    Fault fault,
    Set<String> operations,
    String pathPart,
    double probability,
    long skipped,
    long limit) {

  public FaultRule {
    operations = Set.copyOf(operations);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("A probability is from 0 to 1, not " + probability);
    }
  }

  /** Each request of one of these operations, or each request at all if none is named. */
  public static FaultRule of(Fault fault, String... operations) {
    return new FaultRule(fault, Set.of(operations), "", 1, 0, Long.MAX_VALUE);
  }

  /** Only a share of them, at random. */
  public FaultRule withProbability(double share) {
    return new FaultRule(fault, operations, pathPart, share, skipped, limit);
  }

  /** Only where the path has this in it. */
  public FaultRule withPath(String part) {
    return new FaultRule(fault, operations, part, probability, skipped, limit);
  }

  /** Not the first ones. */
  public FaultRule withSkipped(long count) {
    return new FaultRule(fault, operations, pathPart, probability, count, limit);
  }

  /** Not more than this many. */
  public FaultRule withLimit(long count) {
    return new FaultRule(fault, operations, pathPart, probability, skipped, count);
  }

  boolean isAbout(Call call) {
    return (operations.isEmpty() || operations.contains(call.operation()))
        && call.target().contains(pathPart);
  }
}
