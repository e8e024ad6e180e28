package io.kinesisrewind.archive.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * ZSTD for Parquet's writer, page by page with one context.
 *
 * <p>Parquet's own way leads through Hadoop's codec classes, found by name in whichever class
 * loader the thread happens to have; inside a job's jar on a cluster that is one thing less to go
 * wrong.
 */
final class ZstdCodec implements CompressionCodecFactory {

  private final Compressor compressor = new Compressor();

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("Not a codec of this archive: " + codec);
    }
    return compressor;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("Only for writing");
  }

  @Override
  public void release() {
    compressor.release();
  }

  private static final class Compressor implements BytesInputCompressor {

    private final ZstdCompressCtx context =
        new ZstdCompressCtx().setLevel(Zstd.defaultCompressionLevel());

    /** For one page after the other: Parquet copies what it is given before it comes again. */
    private byte[] compressed = new byte[0];

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      ByteBuffer plain = page.toByteBuffer(HeapByteBufferAllocator.getInstance(), buffer -> {});
      int bound = Math.toIntExact(Zstd.compressBound(plain.remaining()));
      if (compressed.length < bound) {
        compressed = new byte[bound];
      }
      int length =
          context.compressByteArray(
              compressed,
              0,
              compressed.length,
              plain.array(),
              plain.arrayOffset() + plain.position(),
              plain.remaining());
      return BytesInput.from(compressed, 0, length);
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
      context.close();
    }
  }
}
