/**
 * A section of a live stream as a bounded Flink source (FLIP-27): one split per shard, parents
 * before their children.
 */
package io.kinesisrewind.replay.source.stream;
