package io.kinesisrewind.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalJobTest {

  @Test
  void findsTheInnermostCause() {
    String trace =
        """
        java.io.IOException: Could not perform checkpoint 3
        \tat org.example.A.b(A.java:1)
        Caused by: org.example.OtherException: in between
        \tat org.example.A.b(A.java:1)
        Caused by: org.example.TableGoneException: the table orders-archive-latest is gone
        \tat org.example.A.b(A.java:1)
        \t... 3 more
        """;

    assertThat(LocalJob.rootCause(trace)).isEqualTo("the table orders-archive-latest is gone");
    assertThat(LocalJob.rootCause("java.lang.Error: alone\n\tat x")).isEqualTo("alone");
    assertThat(LocalJob.rootCause("")).isEmpty();
  }
}
