package io.kinesisrewind.runtime;

/**
 * A job's options: a class with picocli annotations whose defaults are its fields' initial values.
 *
 * @see JobArguments for how they are filled in
 */
public interface JobOptions {

  /**
   * Checks what one option's converter cannot see: how options go together. Called once all are
   * set; does not reach out to AWS.
   */
  void check(Problems problems);
}
