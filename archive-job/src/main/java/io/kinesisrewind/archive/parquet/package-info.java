/**
 * The archive's files: records become sorted blocks in memory, a block becomes a Parquet file, and
 * a file becomes visible with the checkpoint that covers it.
 */
package io.kinesisrewind.archive.parquet;
