package io.kinesisrewind.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./rewind demo}: the whole of it, told in some lines. */
@Command(
    name = "demo",
    description = {
      "Show the whole of it on this machine: put real records into a stream, archive them, replay a"
          + " part into another stream, and prove that it is equal."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Option(names = "--keep", description = "Leave everything up at the end, until Ctrl-C")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    Demo.tell("Kinesis Rewind: archive a live stream, then play a part of it back.");
    try (Interrupt interrupt = Interrupt.listen();
        DemoStage stage = DemoStage.build()) {
      Demo demo = new Demo(stage, interrupt);
      demo.introduce();
      demo.put();
      demo.archive();
      demo.replay();
      boolean proven = demo.prove();
      if (keep) {
        Demo.tell("Everything is left up until Ctrl-C.");
        interrupt.await();
      }
      return proven ? Rewind.DONE : Rewind.FAILED;
    }
  }
}
