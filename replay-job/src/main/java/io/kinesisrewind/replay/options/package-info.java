/** What a user can ask of a replay: options, their defaults, and what is wrong with them. */
package io.kinesisrewind.replay.options;
