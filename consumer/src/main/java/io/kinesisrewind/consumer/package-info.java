/**
 * What a consumer's own Flink job takes so that replays are safe for it: the replay guard as an
 * operator.
 */
package io.kinesisrewind.consumer;
