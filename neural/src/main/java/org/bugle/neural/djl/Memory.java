package org.bugle.neural.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

import org.bugle.neural.array.Array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Native memory that arrays are laid into. DJL would take it from the garbage collector, which
/// does not see how much there is; here it is freed on closing, after the arrays that look at it.
final class Memory implements AutoCloseable {
    /// Vector instructions like whole cache lines.
    private static final long ALIGNMENT = 64;

    private final PtNDManager manager;
    private final Precision precision;
    private final Arena arena = Arena.ofConfined();

    /// @param manager is closed with this
    Memory(PtNDManager manager, Precision precision) {
        this.manager = manager;
        this.precision = precision;
    }

    PtNDManager manager() {
        return manager;
    }

    Precision precision() {
        return precision;
    }

    PtNDArray array(Array array) {
        return switch (precision) {
            case SINGLE -> {
                MemorySegment segment = allocate(array, ValueLayout.JAVA_FLOAT);
                MemorySegment.copy(
                        array.toFloats(), 0, segment, ValueLayout.JAVA_FLOAT, 0, array.size());
                yield over(array, segment, precision.type());
            }
            case DOUBLE -> {
                MemorySegment segment = allocate(array, ValueLayout.JAVA_DOUBLE);
                MemorySegment.copy(
                        array.toDoubles(), 0, segment, ValueLayout.JAVA_DOUBLE, 0, array.size());
                yield over(array, segment, precision.type());
            }
        };
    }

    /// Entries as integers of 64 bits, which is what PyTorch takes for an index.
    PtNDArray integers(Array array) {
        MemorySegment segment = allocate(array, ValueLayout.JAVA_LONG);
        for (int i = 0; i < array.size(); i++) {
            segment.setAtIndex(ValueLayout.JAVA_LONG, i, (long) array.at(i));
        }
        return over(array, segment, DataType.INT64);
    }

    private MemorySegment allocate(Array array, ValueLayout entry) {
        return arena.allocate(entry.byteSize() * array.size(), ALIGNMENT);
    }

    private PtNDArray over(Array array, MemorySegment segment, DataType type) {
        return manager.create(
                segment.asByteBuffer().order(ByteOrder.nativeOrder()),
                DjlEngine.shape(array.shape()),
                type);
    }

    @Override
    public void close() {
        manager.close();
        arena.close();
    }
}
