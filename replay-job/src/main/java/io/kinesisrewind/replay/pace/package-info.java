/**
 * How fast a replay goes: limits that hold over all subtasks together, and time as it went. {@code
 * GlobalPace} decides, in the job manager; {@code PaceOperator} holds records back.
 */
package io.kinesisrewind.replay.pace;
