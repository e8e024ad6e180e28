/** What is asked of Kinesis: the only package here that makes calls. */
package io.kinesisrewind.replay.source.stream.kinesis;
