/**
 * Faults of AWS on demand: a proxy in front of an emulator that refuses, delays and cuts requests,
 * or loses the answers to them, by rules that count what they did.
 */
package io.kinesisrewind.sandbox.faults;
