/**
 * What a replay will read, found before it starts: folders by time, files by key bucket, and what
 * the files' footers say about arrival, shards and positions.
 */
package io.kinesisrewind.replay.plan;
