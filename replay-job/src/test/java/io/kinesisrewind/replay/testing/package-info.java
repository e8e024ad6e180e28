/** Archives, streams and random records for the tests of the replay job. */
package io.kinesisrewind.replay.testing;
