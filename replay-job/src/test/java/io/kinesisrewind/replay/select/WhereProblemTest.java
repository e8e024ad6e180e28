package io.kinesisrewind.replay.select;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesisrewind.runtime.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything starts, in which words, and with carets under which place. */
class WhereProblemTest {

  /** The carets stand under the columns from the first to the last number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // It does not parse
        "partition_key = = 'a' | 15 | 15 | Encountered",
        "JSON_VALUE(data, '$.n' = 'a' | 28 | 28 | Encountered",
        "partition_key = 'a | 15 | 15 | Encountered",
        "partition_key && 'a' | 15 | 15 | Lexical error",
        "partition_key != 'a' | 1 | 20 | Bang equal '!=' is not allowed under the current SQL conformance level; write <>",
        // Nothing but an expression
        "partition_key = 'a'; DROP TABLE x | 20 | 20 | Encountered",
        "TRUE; | 5 | 5 | Encountered",
        "TRUE) OR (TRUE | 5 | 5 | Encountered",
        "TRUE FROM records | 6 | 6 | Encountered",
        "TRUE UNION SELECT FALSE | 6 | 6 | Encountered",
        "TRUE AS x | 6 | 6 | Encountered",
        "TRUE, TRUE | 5 | 5 | Encountered",
        "* | 1 | 1 | Encountered",
        "SELECT TRUE | 1 | 1 | Incorrect syntax near the keyword 'SELECT'",
        "DROP TABLE x | 1 | 1 | Incorrect syntax near the keyword 'DROP'",
        "SET 'a' = 'b' | 1 | 1 | Incorrect syntax near the keyword 'SET'",
        // Unknown
        "partition_key = 'a' AND colour = 'red' | 25 | 30 | Unknown identifier 'colour'; there are stream_name, shard_id",
        "PARTITION_KEY = 'a' | 1 | 13 | Unknown identifier 'PARTITION_KEY'; there are stream_name, ",
        "no_such_function(data) | 1 | 22 | No match found for function signature no_such_function",
        // Of the wrong type
        "data | 1 | 4 | gives STRING, not BOOLEAN; write a condition",
        "sub_sequence_number + 1 | 1 | 23 | gives BIGINT, not BOOLEAN",
        "sub_sequence_number AND TRUE | 1 | 28 | Cannot apply 'AND'",
        "data = x'ff' | 1 | 12 | Cannot apply '='",
        "partition_key = 5 | 1 | 17 | implicit type conversion between VARCHAR and INTEGER",
        "NOT ((shard_id = 'a AND b' OR partition_key = 'it''s') AND (partition_key = 5)) | 60 | 78 | ; CAST one of the two",
        "approximate_arrival_timestamp > TIMESTAMP '2026-03-01T09:59:04Z' | 1 | 64 | Illegal TIMESTAMP literal",
        // More than one record
        "TRUE AND COUNT(*) > 1 | 10 | 21 | is not a condition on one record",
        "SUM(sub_sequence_number) OVER () > 1 | 1 | 36 | is not a condition on one record",
        "ROW_NUMBER() OVER (ORDER BY shard_id) = 1 | 1 | 41 | is not a condition on one record",
        "TRUE OR EXISTS (SELECT 1) | 9 | 25 | is not a condition on one record; subqueries,",
        "partition_key IN (SELECT 'a') | 1 | 29 | is not a condition on one record",
        "(SELECT TRUE) | 1 | 13 | is not a condition on one record",
        "partition_key = ? | 1 | 17 | is not a condition on one record",
      })
  void theCaretsShowThePlace(String expression, int first, int last, String problem) {
    assertThatThrownBy(() -> WhereStep.of(expression))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--where " + expression + ": ")
        .hasMessageContaining(problem)
        .hasMessageEndingWith(
            String.format(
                "%n  %s%n  %s%s", expression, " ".repeat(first - 1), "^".repeat(last - first + 1)));
  }

  @Test
  void ofSeveralLinesTheRightOneIsShown() {
    assertThatThrownBy(() -> WhereStep.of("TRUE\n\tAND colour = 'red'\n AND TRUE"))
        .hasMessageEndingWith(String.format("%n   AND colour = 'red'%n       ^^^^^^"));
    assertThatThrownBy(() -> WhereStep.of("data LIKE 'x'\n AND partition_key = 5"))
        .hasMessageEndingWith(
            String.format("%n   AND partition_key = 5%n       ^^^^^^^^^^^^^^^^^"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n\t"})
  void aBlankOneIsNone(String expression) {
    assertThatThrownBy(() -> WhereStep.of(expression))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--where '%s': is blank; write a condition, such as partition_key LIKE 'a%%', or leave"
                + " --where out",
            expression);
  }

  @Test
  void oneThatIsTooDeepIsToldSo() {
    WhereStep.of("((TRUE))"); // so that no class is initialized at the end of the stack

    assertThatThrownBy(() -> WhereStep.of("(".repeat(50_000) + "TRUE" + ")".repeat(50_000)))
        .isInstanceOf(UsageException.class)
        .hasMessageMatching(
            "--where \\({100}\\.\\.\\.: is too long, or nested too deeply; write it .*");
  }

  @Test
  void withoutFlinksPlannerItSaysWhatIsMissing() throws Exception {
    Class<?> step = new WithoutTables().loadClass(WhereStep.class.getName());

    assertThatThrownBy(
            () -> {
              try {
                step.getMethod("of", String.class).invoke(null, "TRUE");
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            })
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--where TRUE: Flink's SQL planner is not here; put flink-cep, ")
        .hasMessageContaining("or leave --where out");
  }

  /** A cluster without the jars of Flink's SQL. */
  private static final class WithoutTables extends ClassLoader {

    WithoutTables() {
      super(WhereProblemTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.apache.flink.table.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(WhereStep.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file =
          getParent().getResourceAsStream(name.replace('.', '/').concat(".class"))) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
