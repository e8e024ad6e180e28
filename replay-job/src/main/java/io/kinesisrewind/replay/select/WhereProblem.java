package io.kinesisrewind.replay.select;

import io.kinesisrewind.runtime.UsageException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What is wrong with an expression, in one message with carets under the place. */
final class WhereProblem {

  /** For what parses, and needs more than one record. */
  static final String NOT_SCALAR = "not scalar";

  /** How the planner says that; partly in words that mean something in its own code only. */
  private static final Pattern SAYS_NOT_SCALAR =
      Pattern.compile(
          NOT_SCALAR
              + "|Unsupported call|namespace for|Type mismatch:|implicit ORDER BY"
              + "|SqlDynamicParam");

  private static final int MOST_SHOWN = 100;

  private WhereProblem() {}

  static UsageException of(String expression, String wrongAndRemedy) {
    return new UsageException("--where " + expression + ": " + wrongAndRemedy);
  }

  /** Nothing else of a replay needs the planner, so a cluster may be without. */
  static UsageException noPlanner(String expression, Throwable missing) {
    return of(
        expression,
        "Flink's SQL planner is not here; put flink-cep, flink-table-api-java-uber,"
            + " flink-table-runtime and flink-table-planner-loader, which Flink's distribution has"
            + " in its lib folder, into the cluster's, or leave --where out ("
            + missing
            + ")");
  }

  static UsageException notBoolean(String expression, String type) {
    return of(
        expression,
        "gives "
            + type
            + ", not BOOLEAN; write a condition, such as partition_key LIKE 'a%'"
            + Place.all(expression));
  }

  /**
   * @param refusal the planner's; its innermost cause says what, another one often where
   * @param refusalOf the planner's refusal of a part, or null where it takes it
   */
  static UsageException refused(
      String expression, Throwable refusal, Function<String, Throwable> refusalOf) {
    if (reason(refusal).contains(StackOverflowError.class.getName())) {
      return of(
          expression.substring(0, Math.min(MOST_SHOWN, expression.length())) + "...",
          "is too long, or nested too deeply; write it shorter, or with IN");
    }
    Optional<Place> said = said(expression, refusal);
    if (said.isPresent()) {
      return of(expression, problem(reason(refusal)) + said.get());
    }
    // Parts that are no conditions, or were cut in the middle, are refused for that.
    Place place = Place.firstPart(expression, part -> isWrongByItself(part, refusalOf.apply(part)));
    Throwable ofPart = refusalOf.apply(place.text());
    boolean bySelf = isWrongByItself(place.text(), ofPart);
    return of(expression, problem(reason(bySelf ? ofPart : refusal)) + place);
  }

  private static boolean isWrongByItself(String part, Throwable refusal) {
    return refusal != null && !(refusal instanceof UsageException) && said(part, refusal).isEmpty();
  }

  /** The innermost cause that says where. */
  private static Optional<Place> said(String expression, Throwable refusal) {
    Optional<Place> place = Optional.empty();
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      Optional<Place> said = Place.said(expression, String.valueOf(cause.getMessage()));
      place = said.isPresent() ? said : place;
    }
    return place;
  }

  private static String problem(String reason) {
    return SAYS_NOT_SCALAR.matcher(reason).find()
        ? "is not a condition on one record; subqueries, aggregates, windows and parameters have"
            + " no place here"
        : "is not an expression over the columns: " + reason + remedy(reason);
  }

  private static String remedy(String reason) {
    if (reason.startsWith("Unknown identifier")) {
      return "; there are " + String.join(", ", WhereColumns.NAMES);
    }
    if (reason.startsWith("implicit type conversion")) {
      return "; CAST one of the two";
    }
    if (reason.startsWith("Bang equal")) {
      return "; write <>";
    }
    return reason.contains("\\\"") ? "; texts stand in single quotes" : "";
  }

  private static String reason(Throwable refusal) {
    Throwable cause = refusal;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String first = message.lines().findFirst().orElse("").strip();
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }
}
