package io.kinesisrewind.sandbox;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One sandbox for all tests of the JVM, started before the first class that asks for it and stopped
 * after the last test. Tests keep out of each other's way by {@link Sandbox#uniqueName names}.
 *
 * <pre>{@code
 * @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();
 * }</pre>
 *
 * or {@code @ExtendWith(SandboxExtension.class)} and a parameter of type {@link Sandbox}.
 */
public final class SandboxExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

  private volatile Sandbox sandbox;

  @Override
  public void beforeAll(ExtensionContext context) {
    sandbox = sharedSandbox(context);
  }

  /** The running sandbox; from the start of the test class on. */
  public Sandbox sandbox() {
    if (sandbox == null) {
      throw new IllegalStateException(
          "The sandbox starts with the test class; register the extension in a static field");
    }
    return sandbox;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return sharedSandbox(context);
  }

  /** The root store closes it when the JVM's tests are done. */
  private static Sandbox sharedSandbox(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Sandbox.class, type -> Sandbox.start(), Sandbox.class);
  }
}
