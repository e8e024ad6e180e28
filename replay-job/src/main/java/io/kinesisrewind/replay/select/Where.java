package io.kinesisrewind.replay.select;

import io.kinesisrewind.replay.ReplayFailedException;
import io.kinesisrewind.replay.ledger.CountedOperator;
import io.kinesisrewind.runtime.JobEnvironment;
import io.kinesisrewind.schemas.ArchivedRecord;
import io.kinesisrewind.schemas.Position;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.generated.GeneratedClass;

/**
 * Lets those records through, as they are, for which a SQL expression is TRUE. One for which it
 * cannot be evaluated fails the replay: to leave it out, or to take it along, would be a guess.
 */
final class Where extends CountedOperator<ArchivedRecord>
    implements OneInputStreamOperator<ArchivedRecord, ArchivedRecord> {

  private static final long serialVersionUID = 1L;

  private final WhereExpression expression;
  private transient Verdict verdict;
  private transient OneInputStreamOperator<RowData, RowData> calculation;

  Where(WhereExpression expression) {
    this.expression = expression;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  static SelectionStep step(WhereExpression expression) {
    return records ->
        records
            .transform("where", JobEnvironment.recordType(), new Where(expression))
            .uid("where")
            .setParallelism(records.getParallelism());
  }

  @Override
  @SuppressWarnings("unchecked") // what was generated is an operator between rows
  public void open() throws Exception {
    super.open();
    verdict = new Verdict();
    GeneratedClass<?> compiled = expression.compiled();
    // The arguments that Flink's own factory gives to a generated operator.
    calculation =
        (OneInputStreamOperator<RowData, RowData>)
            compiled.newInstance(
                getUserCodeClassloader(),
                compiled.getReferences(),
                getContainingTask(),
                getOperatorConfig(),
                verdict,
                getProcessingTimeService());
    calculation.open();
  }

  @Override
  public void close() throws Exception {
    if (calculation != null) {
      calculation.close();
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<ArchivedRecord> element) {
    if (isTrueOf(element.getValue())) {
      output.collect(element);
    } else {
      counts().reject();
    }
  }

  private boolean isTrueOf(ArchivedRecord record) {
    try {
      calculation.processElement(new StreamRecord<>(WhereColumns.row(record)));
      return verdict.isTrue();
    } catch (Exception e) {
      throw new ReplayFailedException(
          "Record "
              + Position.of(record)
              + " of "
              + record.getShardId()
              + ": --where "
              + expression.text()
              + " cannot be evaluated: "
              + reasonAndRemedy(e),
          e);
    }
  }

  private static String reasonAndRemedy(Exception failure) {
    if (failure instanceof ClassCastException) {
      return "a JSON value is not of the type that RETURNING says; TRY_CAST(JSON_VALUE(...) AS"
          + " type) takes its text, and is NULL where that is not of the type";
    }
    if (failure instanceof ArithmeticException) {
      return failure.getMessage() + "; NULLIF(divisor, 0) makes a quotient NULL";
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
        + "; TRY_CAST is NULL where CAST fails, NULL ON ERROR where a JSON function does";
  }
}
