/** Replays what a file target or a replay with dead letters has written. */
package io.kinesisrewind.replay.source.file;
