/**
 * The replay job: any section of an archive, per key in order and accounted for, into a stream or a
 * file. Source, select, annotate, target; a ledger beside them keeps the account.
 */
package io.kinesisrewind.replay;
