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
 * Compression for Parquet's writer, page by page: ZSTD with one context, or none.
 *
 * <p>Parquet's own way leads through Hadoop's codec classes, found by name in whichever class
 * loader the thread happens to have; inside a job's jar on a cluster that is one thing less to go
 * wrong.
 */
final class PageCodec implements CompressionCodecFactory {

  private final BytesInputCompressor compressor;

  PageCodec(Compression compression) {
    this.compressor =
        compression.level().isPresent()
            ? new Zstandard(compression.level().getAsInt())
            : new Uncompressed();
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != compressor.getCodecName()) {
      throw new IllegalArgumentException(
          "The file is written with " + compressor.getCodecName() + ", not with " + codec);
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

  private static final class Uncompressed implements BytesInputCompressor {

    @Override
    public BytesInput compress(BytesInput page) {
      return page;
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.UNCOMPRESSED;
    }

    @Override
    public void release() {}
  }

  private static final class Zstandard implements BytesInputCompressor {

    private final ZstdCompressCtx context;

    /** For one page after the other: Parquet copies what it is given before it comes again. */
    private byte[] compressed = new byte[0];

    Zstandard(int level) {
      context = new ZstdCompressCtx().setLevel(level);
    }

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
