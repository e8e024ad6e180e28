/** What a replay will ask of its target: time and money, before anything is delivered. */
package io.kinesisrewind.replay.estimate;
