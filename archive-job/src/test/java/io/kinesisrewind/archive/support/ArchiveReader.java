package io.kinesisrewind.archive.support;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** Reads an archive in a local folder, with no more than Parquet's own reader. */
public final class ArchiveReader {

  private ArchiveReader() {}

  /** Visible files, whatever else lies about, comes and goes. */
  public static List<Path> files(Path archive) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          archive,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.getFileName().toString().endsWith(".parquet")) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            /** A running job renames its files when it commits them. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(files);
    return files;
  }

  public static List<ArchivedRecord> rows(Path archive) {
    List<ArchivedRecord> rows = new ArrayList<>();
    for (Path file : files(archive)) {
      rows.addAll(rowsOf(new LocalInputFile(file)));
    }
    return rows;
  }

  public static List<PutRecord> puts(Path archive) {
    return rows(archive).stream().map(PutRecord::of).collect(Collectors.toList());
  }

  public static List<ArchivedRecord> rowsOf(InputFile file) {
    List<ArchivedRecord> rows = new ArrayList<>();
    try (ParquetReader<ArchivedRecord> reader =
        AvroParquetReader.<ArchivedRecord>builder(file)
            .withDataModel(new ArchivedRecord().getSpecificData())
            .withConf(new PlainParquetConfiguration())
            .build()) {
      for (ArchivedRecord row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
