package io.kinesisrewind.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SandboxOptionsTest {
  @Test
  void runsEverythingOnFreePortsUnlessTold() {
    SandboxOptions options = SandboxOptions.defaults();

    assertThat(options.services()).containsExactly(Service.values());
    assertThat(options.directory()).isEmpty();
    assertThat(options.port(Service.S3)).isZero();
  }

  @Test
  void keepsWhatWasSaidBefore() {
    SandboxOptions options =
        SandboxOptions.defaults()
            .withPort(Service.S3, 9000)
            .withPort(Service.KINESIS, 4567)
            .withServices(Service.KINESIS, Service.S3);

    assertThat(options.services()).containsExactlyInAnyOrder(Service.S3, Service.KINESIS);
    assertThat(options.port(Service.S3)).isEqualTo(9000);
    assertThat(options.port(Service.KINESIS)).isEqualTo(4567);
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThatThrownBy(() -> SandboxOptions.defaults().withPort(Service.DYNAMODB, 65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The port of dynamodb is from 0 (any free port) to 65535, not 65536");
  }
}
