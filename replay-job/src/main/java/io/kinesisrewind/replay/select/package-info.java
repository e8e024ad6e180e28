/**
 * Which of the records that the source gave go on: the select step applies bounds and keys, further
 * steps compact, ask a condition, and limit.
 */
package io.kinesisrewind.replay.select;
