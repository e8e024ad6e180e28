/**
 * The account of a replay: steps count what they do, one ledger sums it up, checks that it adds up,
 * and keeps the status object current. Kept inside the job, for on Managed Flink no client watches.
 */
package io.kinesisrewind.replay.ledger;
