/**
 * Selected records that cannot be delivered as asked: one rule for all reasons there are, and the
 * files that take what is to be kept.
 */
package io.kinesisrewind.replay.bad;
