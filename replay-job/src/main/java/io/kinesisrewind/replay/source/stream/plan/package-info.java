/** Plans what is read of a stream: which shards, in which order, from where to where. */
package io.kinesisrewind.replay.source.stream.plan;
