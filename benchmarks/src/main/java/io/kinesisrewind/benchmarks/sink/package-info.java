/** The delivery that keeps each key's order, against Flink's own sink that does not. */
package io.kinesisrewind.benchmarks.sink;
