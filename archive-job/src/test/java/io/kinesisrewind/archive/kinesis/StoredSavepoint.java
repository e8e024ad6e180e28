package io.kinesisrewind.archive.kinesis;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * A savepoint that a job of some version left behind, and the archive's files that were pending in
 * it, brought to this machine: the archive's folder, whose path is in the savepoint, is given
 * another one of the same length.
 */
public final class StoredSavepoint {

  /** Of the path of every archive that is stored. */
  private static final int ROOT_LENGTH = 200;

  private final CheckpointMetadata metadata;

  private StoredSavepoint(CheckpointMetadata metadata) {
    this.metadata = metadata;
  }

  /** A folder for an archive that is to be stored, or restored. */
  public static Path root(Path parent) throws IOException {
    String name = "x".repeat(ROOT_LENGTH - parent.toString().length() - 1);
    return Files.createDirectory(parent.resolve(name));
  }

  public static StoredSavepoint load(Path metadataFile) throws IOException {
    return load(Files.readAllBytes(metadataFile));
  }

  /**
   * @param folder what {@code StoredSavepointMakerIT} made
   * @param oldRoot where the archive was
   * @param root where its pending files are copied to, from {@link #root}
   */
  public static StoredSavepoint restore(Path folder, String oldRoot, Path root) throws IOException {
    copy(folder.resolve("archive"), root);
    byte[] bytes = Files.readAllBytes(folder.resolve("_metadata"));
    return load(replace(bytes, oldRoot, root.toString()));
  }

  public static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  public long checkpointId() {
    return metadata.getCheckpointId();
  }

  public List<OperatorState> operators() {
    return List.copyOf(metadata.getOperatorStates());
  }

  /** State of the operator that has a state of this name, all subtasks' together. */
  public OperatorSubtaskState stateWith(String name) throws Exception {
    for (OperatorState operator : operators()) {
      OperatorSubtaskState[] subtasks = operator.getStates().toArray(OperatorSubtaskState[]::new);
      if (Arrays.stream(subtasks).anyMatch(subtask -> has(subtask, name))) {
        return AbstractStreamOperatorTestHarness.repackageState(subtasks);
      }
    }
    throw new IllegalStateException("No operator has a state called " + name);
  }

  private static boolean has(OperatorSubtaskState subtask, String name) {
    return subtask.getManagedOperatorState().stream()
        .anyMatch(handle -> handle.getStateNameToPartitionOffsets().containsKey(name));
  }

  private static StoredSavepoint load(byte[] bytes) throws IOException {
    return new StoredSavepoint(
        Checkpoints.loadCheckpointMetadata(
            new DataInputStream(new ByteArrayInputStream(bytes)),
            StoredSavepoint.class.getClassLoader(),
            "stored savepoint"));
  }

  /** In the same number of bytes, so that all lengths stay right. */
  private static byte[] replace(byte[] bytes, String old, String replacement) {
    if (old.length() != replacement.length()) {
      throw new IllegalArgumentException(old + " and " + replacement + " differ in length");
    }
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    return latin.replace(old, replacement).getBytes(StandardCharsets.ISO_8859_1);
  }
}
