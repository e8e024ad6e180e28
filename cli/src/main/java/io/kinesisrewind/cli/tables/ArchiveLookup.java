package io.kinesisrewind.cli.tables;

import io.kinesisrewind.schemas.ArchivedRecord;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** Finds a record in an archive by its identity. */
@FunctionalInterface
public interface ArchiveLookup {

  /**
   * @param wanted the record without its data
   * @return empty where the archive does not have it
   */
  Optional<ArchivedRecord> find(Path archive, ArchivedRecord wanted) throws IOException;
}
