/** A consumer, to copy from: what a job looks like that replays cannot harm. */
package io.kinesisrewind.consumer.example;
