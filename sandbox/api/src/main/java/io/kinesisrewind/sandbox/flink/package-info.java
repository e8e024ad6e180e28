/**
 * A Flink session cluster of real processes, the nearest thing to Managed Flink a test can have:
 * jobs are loaded child-first, S3 is a plugin, and nothing is provided that is not provided there.
 */
package io.kinesisrewind.sandbox.flink;
