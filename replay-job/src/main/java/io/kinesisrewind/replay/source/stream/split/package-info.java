/** A shard's section as a split: from where to where, how far, and how that is kept. */
package io.kinesisrewind.replay.source.stream.split;
