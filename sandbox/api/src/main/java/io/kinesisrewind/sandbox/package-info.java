/**
 * Kinesis, S3 and DynamoDB on this machine, for the demo and for every integration test. Each runs
 * in a process of its own, on the loopback address only, and ends when this JVM does.
 */
package io.kinesisrewind.sandbox;
