package io.kinesisrewind.sandbox.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * Starts S3Proxy on the loopback address, its buckets in a directory, and announces its port on
 * standard output.
 *
 * <p>Arguments: the port (0 for a free one), the directory, the access key and the secret key that
 * requests have to be signed with.
 */
public final class S3Server {
  private static final String LOOPBACK = "127.0.0.1";

  private S3Server() {}

  public static void main(String[] args) throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .endpoint(URI.create("http://" + LOOPBACK + ":" + args[0]))
            .blobStore(new FilesystemNio2BlobStore(args[1]))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, args[2], args[3])
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    System.out.println("listening on " + LOOPBACK + ":" + proxy.getPort());
  }
}
