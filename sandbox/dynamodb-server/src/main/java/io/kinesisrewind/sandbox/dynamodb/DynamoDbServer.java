package io.kinesisrewind.sandbox.dynamodb;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.lang.reflect.Field;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Starts DynamoDB Local on the loopback address and announces its port on standard output.
 *
 * <p>Arguments: the port (0 for a free one), and optionally the directory to keep data in; without
 * it data lives in memory.
 */
public final class DynamoDbServer {
  private static final String LOOPBACK = "127.0.0.1";

  private DynamoDbServer() {}

  public static void main(String[] args) throws Exception {
    DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(options(args));
    ServerConnector connector = connector(server);
    connector.setHost(LOOPBACK);
    connector.setPort(Integer.parseInt(args[0]));
    server.start();
    System.out.println("listening on " + LOOPBACK + ":" + connector.getLocalPort());
  }

  private static String[] options(String[] args) {
    // One database for all regions and credentials, as every client here uses the same ones.
    return args.length > 1
        ? new String[] {"-sharedDb", "-dbPath", args[1], "-disableTelemetry"}
        : new String[] {"-sharedDb", "-inMemory", "-disableTelemetry"};
  }

  /**
   * The listener, not started yet. DynamoDB Local has no option for the address and refuses port 0;
   * its Jetty connector takes both.
   */
  private static ServerConnector connector(DynamoDBProxyServer server)
      throws ReflectiveOperationException {
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    Connector[] connectors = ((Server) field.get(server)).getConnectors();
    if (connectors.length != 1 || !(connectors[0] instanceof ServerConnector connector)) {
      throw new IllegalStateException(
          "DynamoDB Local was expected to have one network connector, and has "
              + connectors.length
              + "; its version must have changed");
    }
    return connector;
  }
}
