/** The whole pipeline against a bare parquet-avro writer. */
package io.kinesisrewind.benchmarks.pipeline;
