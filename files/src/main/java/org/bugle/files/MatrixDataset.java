package org.bugle.files;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader.ObjectHeaderV2;
import io.jhdf.WritableDatasetImpl;
import io.jhdf.api.WritableGroup;
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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/// A matrix in an HDF5 file, fetched only when it is written, so that many of them need not be in
/// memory at once.
///
/// The library's own dataset makes a call to the system for each row, does not know sizes of zero,
/// and does not look whether all bytes went out; this one writes the same layout.
final class MatrixDataset extends WritableDatasetImpl {
    /// Whether a matrix of one column has one dimension or two.
    enum Form {
        VECTOR,
        MATRIX
    }

    static final String COMPLEX = "complex";
    static final String CHECKSUM = "crc32";

    /// Doubles that are written at a time.
    private static final int BLOCK = 1 << 16;

    private final Form form;
    private final Supplier<Matrix> values;

    private MatrixDataset(WritableGroup parent, String name, Form form, Supplier<Matrix> values) {
        super(new double[1], name, parent); // what the library sees: a dataset of doubles
        this.form = form;
        this.values = values;
    }

    static MatrixDataset put(
            WritableGroup parent, String name, Form form, Supplier<Matrix> values) {
        MatrixDataset dataset = new MatrixDataset(parent, name, form, values);
        parent.putDataset(name, dataset);
        return dataset;
    }

    @Override
    public long write(HdfFileChannel channel, long position) {
        Matrix a = values.get();
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

    private ByteBuffer header(long position, Matrix a, long address, long size) {
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

    private DataSpace space(Matrix a) {
        List<Long> sizes = new ArrayList<>(List.of((long) a.rows()));
        if (form == Form.MATRIX) {
            sizes.add((long) a.cols());
        }
        if (a.isComplex()) {
            sizes.add(2L);
        }
        Object sameOrder =
                switch (sizes.size()) {
                    case 1 -> new double[1];
                    case 2 -> new double[1][1];
                    default -> new double[1][1][1];
                };
        return DataSpace.modifyDimensions(
                DataSpace.fromObject(sameOrder),
                sizes.stream().mapToLong(Long::longValue).toArray());
    }

    /// Row by row, as HDF5 has it.
    private static long writeEntries(HdfFileChannel channel, long start, Matrix a, CRC32 checksum) {
        int parts = a.isComplex() ? 2 : 1;
        double[] entries = a.toArray();
        byte[] bytes = new byte[BLOCK * Double.BYTES];
        ByteBuffer block = LittleEndian.over(bytes);
        long end = start;
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.cols(); j++) {
                int at = (i + j * a.rows()) * parts;
                for (int part = 0; part < parts; part++) {
                    block.putDouble(entries[at + part]);
                }
                if (block.remaining() < parts * Double.BYTES) {
                    end = flush(channel, block, end, checksum);
                }
            }
        }
        return flush(channel, block, end, checksum);
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
