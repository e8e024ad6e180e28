/** Reads lanes: opens blocks as they are due, merges their rows, closes them once used up. */
package io.kinesisrewind.replay.source.archive.reader;
