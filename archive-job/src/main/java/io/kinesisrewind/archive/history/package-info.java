/**
 * Every record of a stream, in its history table: puts that may be repeated as often as they like.
 */
package io.kinesisrewind.archive.history;
