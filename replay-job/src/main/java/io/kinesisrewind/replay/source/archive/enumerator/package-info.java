/** Hands the lanes out to the readers, all at the start, so that they advance together. */
package io.kinesisrewind.replay.source.archive.enumerator;
