/** Reading Kinesis: all that knows of the connector in use, so that another can take its place. */
package io.kinesisrewind.archive.kinesis;
