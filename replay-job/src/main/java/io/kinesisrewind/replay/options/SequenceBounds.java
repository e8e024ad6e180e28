package io.kinesisrewind.replay.options;

import io.kinesisrewind.runtime.Problems;
import io.kinesisrewind.schemas.Position;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bounds on sequence numbers, two ways to say each. */
final class SequenceBounds {

  private final String at;
  private final String after;
  private final String before;
  private final String to;

  /** Each is null unless given. */
  SequenceBounds(String at, String after, String before, String to) {
    this.at = at;
    this.after = after;
    this.before = before;
    this.to = to;
  }

  /** The exclusive lower bound; null for none. Sequence numbers are integers. */
  static String after(String at, String after) {
    return at == null
        ? after
        : new BigInteger(at).subtract(BigInteger.ONE).max(BigInteger.ZERO).toString();
  }

  /** The inclusive upper bound; null for none. */
  static String upTo(String before, String to) {
    return before == null
        ? to
        : new BigInteger(before).subtract(BigInteger.ONE).max(BigInteger.ZERO).toString();
  }

  void check(List<String> shards, Problems problems) {
    Map<String, String> given = given();
    boolean valid = true;
    for (Map.Entry<String, String> bound : given.entrySet()) {
      valid &= checkNumber(bound.getKey(), bound.getValue(), problems);
    }
    if (!given.isEmpty() && shards.size() != 1) {
      Map.Entry<String, String> first = given.entrySet().iterator().next();
      problems.add(
          first.getKey(),
          first.getValue(),
          "sequence numbers count within one shard; name it with --shard, once");
    }
    checkOne("--at-sequence", at, "--after-sequence", after, problems);
    checkOne("--before-sequence", before, "--to-sequence", to, problems);
    if (valid) {
      checkOrder(problems);
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    put("--at-sequence", at, given);
    put("--after-sequence", after, given);
    put("--before-sequence", before, given);
    put("--to-sequence", to, given);
    return given;
  }

  private static void put(String option, String value, Map<String, String> given) {
    if (value != null) {
      given.put(option, value);
    }
  }

  private static boolean checkNumber(String option, String text, Problems problems) {
    boolean valid = Position.isSequenceNumber(text);
    problems.require(valid, option, text, "is not a sequence number; it has digits only");
    return valid;
  }

  private static void checkOne(
      String option, String value, String other, String otherValue, Problems problems) {
    problems.require(
        value == null || otherValue == null,
        option,
        value,
        "says the same as " + other + " " + otherValue + "; leave one of them out");
  }

  private void checkOrder(Problems problems) {
    String lower = after(at, after);
    String upper = upTo(before, to);
    if (lower != null && upper != null) {
      problems.require(
          Position.compareSequenceNumbers(lower, upper) < 0,
          before == null ? "--to-sequence" : "--before-sequence",
          before == null ? to : before,
          "is not above "
              + (at == null ? "--after-sequence " + after : "--at-sequence " + at)
              + "; the range would be empty");
    }
  }
}
