package io.kinesisrewind.archive.parquet;

import java.io.IOException;

/** Where full blocks go. */
@FunctionalInterface
interface BlockStore {

  /** Writes the block, to be made visible later. */
  PendingFile write(Block block) throws IOException;
}
