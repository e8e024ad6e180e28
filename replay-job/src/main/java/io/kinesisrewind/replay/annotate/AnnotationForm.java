package io.kinesisrewind.replay.annotate;

import io.kinesisrewind.schemas.CloudEventEnvelope;
import io.kinesisrewind.schemas.JsonMember;
import io.kinesisrewind.schemas.NotAnnotatableException;
import io.kinesisrewind.schemas.ReplayAnnotation;

/** How a replayed record carries its annotation. */
public enum AnnotationForm {
  /** As the member {@code _rewind} of a payload that is a JSON object. */
  json {
    @Override
    byte[] write(byte[] payload, ReplayAnnotation annotation) throws NotAnnotatableException {
      return JsonMember.write(payload, annotation);
    }
  },
  /** As a CloudEvent around the payload, which may be anything. */
  envelope {
    @Override
    byte[] write(byte[] payload, ReplayAnnotation annotation) {
      return CloudEventEnvelope.write(payload, annotation);
    }
  },
  /** Not at all: the payload is byte for byte what it was. */
  none {
    @Override
    byte[] write(byte[] payload, ReplayAnnotation annotation) {
      return payload;
    }
  };

  abstract byte[] write(byte[] payload, ReplayAnnotation annotation) throws NotAnnotatableException;
}
