package org.bugle.files;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader.ObjectHeaderV2;
import io.jhdf.WritableDatasetImpl;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.Message;
import io.jhdf.storage.HdfFileChannel;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/// A tensor in an HDF5 file, fetched only when it is written, so that many of them need not be in
/// memory at once.
///
/// The library's own dataset makes a call to the system for each row, does not know sizes of zero,
/// and does not look whether all bytes went out; this one writes the same layout.
final class ArrayDataset extends WritableDatasetImpl {
    static final String COMPLEX = "complex";
    static final String CHECKSUM = "crc32";

    /// Doubles that are written at a time.
    private static final int BLOCK = 1 << 16;

    /// HDF5 knows no more dimensions.
    private static final int MOST_DIMENSIONS = 32;

    private final Supplier<Tensor> values;

    private ArrayDataset(WritableGroup parent, String name, Supplier<Tensor> values) {
        super(new double[1], name, parent); // what the library sees: a dataset of doubles
        this.values = values;
    }

    static ArrayDataset put(WritableGroup parent, String name, Supplier<Tensor> values) {
        ArrayDataset dataset = new ArrayDataset(parent, name, values);
        parent.putDataset(name, dataset);
        return dataset;
    }

    static ArrayDataset putMatrix(WritableGroup parent, String name, Matrix values) {
        return put(parent, name, () -> Tensor.of(values));
    }

    /// @param values n×1, of one dimension in the file
    static ArrayDataset putVector(WritableGroup parent, String name, Matrix values) {
        return put(parent, name, () -> Tensor.of(values).reshape(values.rows()));
    }

    @Override
    public long write(HdfFileChannel channel, long position) {
        Tensor a = values.get();
        putAttribute(COMPLEX, a.isComplex() ? 1 : 0);
        putAttribute(CHECKSUM, 0L); // as long as the true one
        long start = position + header(position, a, 0, 0).limit();
        CRC32 checksum = new CRC32();
        long end = writeEntries(channel, start, a, checksum);
        putAttribute(CHECKSUM, checksum.getValue());
        long address = end == start ? Constants.UNDEFINED_ADDRESS : start;
        writeAll(channel, header(position, a, address, end - start), position);
        channel.position(end); // where the library goes on
        return end;
    }

    private ByteBuffer header(long position, Tensor a, long address, long size) {
        List<Message> messages = new ArrayList<>();
        messages.add(DataTypeMessage.create(getDataType()));
        messages.add(DataSpaceMessage.create(space(a)));
        messages.add(FillValueMessage.NO_FILL);
        messages.add(ContiguousDataLayoutMessage.create(address, size));
        messages.add(AttributeInfoMessage.create());
        getAttributes()
                .forEach((name, attribute) ->
                        messages.add(AttributeMessage.create(name, attribute)));
        return new ObjectHeaderV2(position, messages).toBuffer();
    }

    private static DataSpace space(Tensor a) {
        IntStream parts = a.isComplex() ? IntStream.of(2) : IntStream.empty();
        int[] sizes = IntStream.concat(IntStream.of(a.shape()), parts).toArray();
        if (sizes.length > MOST_DIMENSIONS) {
            throw new HdfException(
                    "HDF5 has at most %d dimensions, found %d"
                            .formatted(MOST_DIMENSIONS, sizes.length));
        }
        int[] ones = new int[sizes.length];
        Arrays.fill(ones, 1);
        return DataSpace.modifyDimensions(
                DataSpace.fromObject(Array.newInstance(double.class, ones)),
                IntStream.of(sizes).asLongStream().toArray());
    }

    /// The last index running first, as HDF5 has it.
    private static long writeEntries(HdfFileChannel channel, long start, Tensor a, CRC32 checksum) {
        double[] entries = reversed(a).toArray();
        byte[] bytes = new byte[BLOCK * Double.BYTES];
        ByteBuffer block = LittleEndian.over(bytes);
        long end = start;
        for (double entry : entries) {
            block.putDouble(entry);
            if (!block.hasRemaining()) {
                end = flush(channel, block, end, checksum);
            }
        }
        return flush(channel, block, end, checksum);
    }

    /// The tensor with its modes in reverse order.
    static Tensor reversed(Tensor a) {
        int last = a.order() - 1;
        return a.permute(IntStream.rangeClosed(0, last).map(k -> last - k).toArray());
    }

    private static long flush(
            HdfFileChannel channel, ByteBuffer block, long position, CRC32 checksum) {
        block.flip();
        checksum.update(block.duplicate());
        int length = block.limit();
        writeAll(channel, block, position);
        block.clear();
        return position + length;
    }

    private static void writeAll(HdfFileChannel channel, ByteBuffer bytes, long position) {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }
}
