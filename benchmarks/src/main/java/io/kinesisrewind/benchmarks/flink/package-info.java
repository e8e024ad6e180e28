/** The archive job, as it is, on a cluster in this process and fed with generated records. */
package io.kinesisrewind.benchmarks.flink;
