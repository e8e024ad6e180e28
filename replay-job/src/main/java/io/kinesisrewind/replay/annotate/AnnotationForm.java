package io.kinesisrewind.replay.annotate;

/** How a replayed record carries its annotation. */
public enum AnnotationForm {
  /** As the member {@code _rewind} of a payload that is a JSON object. */
  json,
  /** Not at all: the payload is byte for byte what it was. */
  none
}
