/**
 * The archive as a bounded Flink source (FLIP-27): one split per lane, that is per share of the
 * partition keys; each lane gives its keys' records strictly by position and all of them as nearly
 * by arrival time as its blocks allow.
 */
package io.kinesisrewind.replay.source.archive;
