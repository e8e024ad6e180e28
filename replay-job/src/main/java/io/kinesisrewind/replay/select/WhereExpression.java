package io.kinesisrewind.replay.select;

import static org.apache.flink.table.api.Expressions.callSql;

import io.kinesisrewind.runtime.UsageException;
import java.io.Serializable;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.runtime.generated.GeneratedClass;
import org.apache.flink.table.runtime.operators.CodeGenOperatorFactory;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;

/**
 * A boolean expression of Flink SQL over the {@link WhereColumns}, compiled by Flink's planner to
 * the operator that it would run for {@code SELECT expression FROM records}. The text is parsed as
 * an expression and never put into a statement.
 *
 * <p>Of the planner's work only that operator is used, and not the table pipeline around it: there,
 * records would be turned into rows and back, and one that an expression cannot be evaluated for
 * would end in restarts without its position.
 *
 * <p>Planned as a batch: {@code NOW()} is the time of planning for every record, also after a
 * restart.
 */
final class WhereExpression implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final GeneratedClass<?> compiled;

  private WhereExpression(String text, GeneratedClass<?> compiled) {
    this.text = text;
    this.compiled = compiled;
  }

  /**
   * @throws UsageException saying what is wrong, and where, if it is not such an expression; or
   *     that Flink's planner is not there
   * @throws NoClassDefFoundError where nothing of Flink's SQL is there
   */
  static WhereExpression compile(String text) {
    try {
      return planned(text);
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      // Of many classes, some of them the planner's own, which nobody outside it can name.
      throw WhereProblem.refused(text, e, WhereExpression::refusal);
    }
  }

  private static Throwable refusal(String text) {
    try {
      planned(text);
      return null;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return e;
    }
  }

  private static WhereExpression planned(String text) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
    StreamTableEnvironment tables = tables(env, text);
    Table verdicts = tables.fromDataStream(rows(env)).select(callSql(text).as("verdict"));
    requireBoolean(text, verdicts);
    GeneratedClass<?> operator = calculation(tables.toDataStream(verdicts));
    operator.compile(WhereExpression.class.getClassLoader());
    return new WhereExpression(text, operator);
  }

  String text() {
    return text;
  }

  /** An operator from rows of {@link WhereColumns} to rows of the one verdict. */
  GeneratedClass<?> compiled() {
    return compiled;
  }

  private static StreamTableEnvironment tables(StreamExecutionEnvironment env, String text) {
    try {
      StreamTableEnvironment tables =
          StreamTableEnvironment.create(env, EnvironmentSettings.inBatchMode());
      tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
      return tables;
    } catch (TableException e) {
      throw WhereProblem.noPlanner(text, e);
    }
  }

  /** Never executed. */
  private static DataStream<Row> rows(StreamExecutionEnvironment env) {
    return env.fromSequence(0, 0)
        .map(number -> new Row(WhereColumns.NAMES.length))
        .returns(WhereColumns.TYPE);
  }

  private static void requireBoolean(String text, Table verdicts) {
    LogicalType type = verdicts.getResolvedSchema().getColumnDataTypes().get(0).getLogicalType();
    if (!type.is(LogicalTypeRoot.BOOLEAN)) {
      throw WhereProblem.notBoolean(text, type.asSummaryString());
    }
  }

  private static GeneratedClass<?> calculation(DataStream<?> verdicts) {
    List<Transformation<?>> steps = verdicts.getTransformation().getTransitivePredecessors();
    List<CodeGenOperatorFactory<?>> operators =
        steps.stream()
            .filter(OneInputTransformation.class::isInstance)
            .map(step -> ((OneInputTransformation<?, ?>) step).getOperatorFactory())
            .filter(CodeGenOperatorFactory.class::isInstance)
            .map(factory -> (CodeGenOperatorFactory<?>) factory)
            .collect(Collectors.toList());
    if (operators.size() != 1 || steps.stream().anyMatch(step -> step.getInputs().size() > 1)) {
      throw new UnsupportedOperationException(WhereProblem.NOT_SCALAR);
    }
    return operators.get(0).getGeneratedClass();
  }
}
