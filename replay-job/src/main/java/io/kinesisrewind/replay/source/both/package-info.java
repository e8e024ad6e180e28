/**
 * The archive, then what of the live stream is not archived yet: a cut in each shard, and the gate
 * between the two.
 */
package io.kinesisrewind.replay.source.both;
