/** The benchmarks' commands, and how their figures are printed. */
package io.kinesisrewind.benchmarks;
