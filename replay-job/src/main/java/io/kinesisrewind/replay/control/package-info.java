/**
 * What is done to replays from outside: watching, listing, cancelling, resuming. Everything goes
 * through objects beside the status object, since nothing else is shared by all who take part.
 */
package io.kinesisrewind.replay.control;
