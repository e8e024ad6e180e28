/**
 * What the Kinesis Producer Library packs into one record, taken apart the same way by both jobs.
 */
package io.kinesisrewind.runtime.kpl;
