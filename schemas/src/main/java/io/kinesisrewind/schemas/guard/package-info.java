/**
 * The consumer's side of replays: which records, of live and replayed ones in any interleaving, to
 * apply, so that every consumer ends in the same state. Plain Java, for a service of any kind; the
 * guarantee and its proof are in {@code docs/consistency.md}.
 */
package io.kinesisrewind.schemas.guard;
