import java.lang.reflect.Field;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * DynamoDB Local on 127.0.0.1 alone: by itself it listens on every address and has no option against it. It ends with
 * its standard input, so that it does not outlive whoever started it, on any system.
 */
class Loopback {
  public static void main(String[] arguments) throws Exception {
    DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(arguments);
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    for (Connector connector : ((Server) field.get(proxy)).getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
    }
    Thread parent = new Thread(() -> {
      try {
        while (System.in.read() != -1) {}
      } catch (java.io.IOException closed) {
        // as good as the end
      }
      System.exit(0);
    });
    parent.setDaemon(true);
    parent.start();
    proxy.start();
    proxy.join();
  }
}
