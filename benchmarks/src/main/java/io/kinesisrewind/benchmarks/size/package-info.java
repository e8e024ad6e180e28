/** Stored bytes per byte of payload, against other ways to keep the same records. */
package io.kinesisrewind.benchmarks.size;
