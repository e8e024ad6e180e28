/** Reads shards: polls those that are due, takes aggregates apart, ends each where it is to end. */
package io.kinesisrewind.replay.source.stream.reader;
