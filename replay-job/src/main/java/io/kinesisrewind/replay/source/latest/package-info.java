/**
 * The latest table in DynamoDB as a bounded Flink source (FLIP-27): one split per segment of a
 * parallel scan, or per share of the keys that are named; each resumes behind the item that it gave
 * last.
 */
package io.kinesisrewind.replay.source.latest;
