/**
 * Child processes that cannot outlive their parent, and where the sandbox finds the programs they
 * run: the build's output, Node.js, the npm packages.
 */
package io.kinesisrewind.sandbox.process;
