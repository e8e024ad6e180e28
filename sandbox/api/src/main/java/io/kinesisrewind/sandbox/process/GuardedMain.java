package io.kinesisrewind.sandbox.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What every Java child of the sandbox starts with: runs the main class named by the first argument
 * and ends the JVM when standard input does. The parent holds the other end of that pipe, so the
 * child ends with it however it dies, SIGKILL included.
 *
 * <p>One class, the JDK only: it is put on the child's class path alone, as a single class file
 * (see {@link JavaCommand}), and drags nothing along.
 */
public final class GuardedMain implements Runnable {
  private GuardedMain() {}

  public static void main(String[] args) {
    Thread guard = new Thread(new GuardedMain(), "parent-guard");
    guard.setDaemon(true);
    guard.start();
    try {
      Method main = Class.forName(args[0]).getMethod("main", String[].class);
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      fail(e.getCause());
    } catch (ReflectiveOperationException e) {
      fail(e);
    }
  }

  /** A half-started server must not linger: its threads may keep the JVM alive. */
  private static void fail(Throwable cause) {
    cause.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  @Override
  public void run() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end matters.
      }
    } catch (IOException e) {
      // The pipe is broken: as good as its end.
      System.err.println("standard input: " + e);
    }
    // Not exit: a shutdown hook that hangs would leave the process behind.
    Runtime.getRuntime().halt(0);
  }
}
