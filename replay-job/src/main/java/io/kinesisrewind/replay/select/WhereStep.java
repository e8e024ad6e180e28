package io.kinesisrewind.replay.select;

import io.kinesisrewind.runtime.UsageException;

/** The step that leaves out records for which a condition of the user's is not TRUE. */
public final class WhereStep {

  private WhereStep() {}

  /**
   * Compiles the condition, which takes a second or two.
   *
   * @param expression a boolean expression of Flink SQL over the columns of an archived record
   * @throws UsageException saying what is wrong with it, and where
   */
  public static SelectionStep of(String expression) {
    if (expression.isBlank()) {
      throw WhereProblem.of(
          "'" + expression + "'",
          "is blank; write a condition, such as partition_key LIKE 'a%', or leave --where out");
    }
    try {
      return Where.step(WhereExpression.compile(expression));
    } catch (NoClassDefFoundError e) {
      throw WhereProblem.noPlanner(expression, e);
    }
  }
}
