/**
 * Delivery to a Kinesis stream that keeps each key's order. {@code OrderedDispatcher} knows the
 * order and nothing of AWS; {@code KinesisPutRecords} knows AWS and nothing of the order.
 */
package io.kinesisrewind.replay.delivery.kinesis;
