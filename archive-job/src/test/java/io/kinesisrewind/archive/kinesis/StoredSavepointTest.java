package io.kinesisrewind.archive.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesisrewind.archive.ArchiveJob;
import io.kinesisrewind.archive.ArchiveOptions;
import io.kinesisrewind.archive.parquet.BufferLimits;
import io.kinesisrewind.archive.parquet.Compression;
import io.kinesisrewind.archive.parquet.ParquetArchive;
import io.kinesisrewind.archive.parquet.PendingFile;
import io.kinesisrewind.archive.support.ArchiveReader;
import io.kinesisrewind.runtime.JobArguments;
import io.kinesisrewind.runtime.JobEnvironment;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of every version so far are restored by this one. How they are made says {@code
 * src/test/resources/savepoints/README.md}.
 */
class StoredSavepointTest {

  private static final Path SAVEPOINTS =
      Path.of(System.getProperty("rewind.root"), "archive-job/src/test/resources/savepoints");

  @TempDir Path temp;

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(SAVEPOINTS)) {
      return folders.filter(Files::isDirectory).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyStateFindsItsOperator(Path version) throws Exception {
    Set<OperatorID> saved =
        StoredSavepoint.load(version.resolve("_metadata")).operators().stream()
            .filter(StoredSavepointTest::hasState)
            .map(OperatorState::getOperatorID)
            .collect(Collectors.toSet());

    assertThat(saved).isNotEmpty();
    assertThat(operatorsOfTheJob()).containsAll(saved);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theReaderGoesOnWhereItWasAlsoInsideAnAggregate(Path version) throws Exception {
    Properties expected = expected(version);
    OperatorSubtaskState state =
        StoredSavepoint.load(version.resolve("_metadata")).stateWith(SavedPositions.STATE);

    SavedPositions positions = SavedPositions.restore(options(), state);

    assertThat(positions.shards()).isEqualTo(shards(expected));
    assertThat(positions.shards().values()).anyMatch(position -> position.matches("\\d+-\\d+"));
    assertThat(Instant.ofEpochMilli(positions.startTime()))
        .hasToString(expected.getProperty("start"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void pendingFilesBecomeVisible(Path version) throws Exception {
    Properties expected = expected(version);
    Path root = StoredSavepoint.root(temp);
    StoredSavepoint savepoint =
        StoredSavepoint.restore(version, expected.getProperty("root"), root);
    assertThat(ArchiveReader.files(root)).isEmpty();

    var committer = committer(root);
    try {
      committer.initializeState(savepoint.stateWith("streaming_committer_raw_states"));
      committer.open();
      // A job commits when it is restored; the harness does not tell from which checkpoint that is.
      committer.notifyOfCompletedCheckpoint(savepoint.checkpointId());
    } finally {
      committer.close();
    }

    assertThat(ArchiveReader.rows(root))
        .hasSize(Integer.parseInt(expected.getProperty("pending-rows")));
  }

  private static OneInputStreamOperatorTestHarness<
          CommittableMessage<PendingFile>, CommittableMessage<PendingFile>>
      committer(Path root) throws Exception {
    ParquetArchive sink =
        ParquetArchive.sink(
            new org.apache.flink.core.fs.Path(root.toUri()),
            4,
            BufferLimits.of(1 << 20, 1 << 20),
            Compression.DEFAULT);
    return new OneInputStreamOperatorTestHarness<>(
        new CommitterOperatorFactory<>(sink, false, true));
  }

  private static Set<OperatorID> operatorsOfTheJob() {
    StreamExecutionEnvironment env =
        JobEnvironment.configure(new StreamExecutionEnvironment(new Configuration()));
    ArchiveJob.define(env, options());
    return env.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources().stream()
        .flatMap(vertex -> vertex.getOperatorIDs().stream())
        .map(id -> id.getGeneratedOperatorID())
        .collect(Collectors.toSet());
  }

  private static ArchiveOptions options() {
    ArchiveOptions options = new ArchiveOptions();
    JobArguments.parse(
        options,
        "--stream=stored",
        "--archive=/archive",
        "--region=us-east-1",
        "--mode=parquet+latest+all",
        "--ttl=1d");
    return options;
  }

  private static boolean hasState(OperatorState operator) {
    return operator.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
  }

  private static Map<String, String> shards(Properties expected) {
    return expected.stringPropertyNames().stream()
        .filter(name -> name.startsWith("stored/"))
        .collect(Collectors.toMap(name -> name, expected::getProperty));
  }

  private static Properties expected(Path version) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(version.resolve("expected.properties"))) {
      properties.load(reader);
    }
    return properties;
  }
}
