/**
 * The job under fire: processes killed, services that fail, resources that vanish, hostile records.
 * Always on a cluster of separate processes with real emulators, and always with the same questions
 * at the end: is every record archived exactly once and nothing else, and has the latest table
 * never gone back?
 */
package io.kinesisrewind.archive.chaos;
