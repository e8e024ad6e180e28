/** Writes to DynamoDB per record, with and without waiting for later records. */
package io.kinesisrewind.benchmarks.latest;
