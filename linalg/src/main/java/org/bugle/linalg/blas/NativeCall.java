package org.bugle.linalg.blas;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The memory of one native call. A short call sees the heap arrays themselves. A call of more than
/// about a millisecond works on native copies, which are written back when it is finished: a
/// critical call blocks safepoints for as long as it runs.
final class NativeCall implements AutoCloseable {
    /// Floating-point operations of about one millisecond on one core.
    static final double LONG = 2e7;

    private final @Nullable Arena arena; // null: a short call, on the heap arrays

    private final List<Runnable> results = new ArrayList<>(2);

    private NativeCall(@Nullable Arena arena) {
        this.arena = arena;
    }

    @SuppressWarnings("MustBeClosed") // closed with this call
    static NativeCall of(double flops) {
        Work.count(flops < Double.POSITIVE_INFINITY ? flops : 0, 0);
        return new NativeCall(flops < LONG ? null : Arena.ofConfined());
    }

    MethodHandle pick(Library.Function function) {
        return arena == null ? function.critical() : function.plain();
    }

    MemorySegment in(double[] array) {
        return copy(MemorySegment.ofArray(array));
    }

    /// As [#in(double[])], of the part of an array that holds `columns` columns of `rows` numbers.
    MemorySegment in(Block block, int width, int rows, int columns) {
        return copy(part(block, width, rows, columns));
    }

    MemorySegment in(int[] array) {
        return copy(MemorySegment.ofArray(array));
    }

    MemorySegment inOut(double[] array) {
        return copyBack(MemorySegment.ofArray(array));
    }

    MemorySegment inOut(Block block, int width, int rows, int columns) {
        return copyBack(part(block, width, rows, columns));
    }

    private static MemorySegment part(Block block, int width, int rows, int columns) {
        long numbers = (columns - 1L) * block.leading() + rows;
        return block.segment(width).asSlice(0, 8L * width * numbers);
    }

    MemorySegment inOut(int[] array) {
        return copyBack(MemorySegment.ofArray(array));
    }

    private MemorySegment copy(MemorySegment heap) {
        return arena == null
                ? heap
                : arena.allocate(Math.max(8, heap.byteSize()), 64).copyFrom(heap);
    }

    private MemorySegment copyBack(MemorySegment heap) {
        MemorySegment segment = copy(heap);
        if (arena != null) {
            results.add(() -> heap.copyFrom(segment.asSlice(0, heap.byteSize())));
        }
        return segment;
    }

    /// Writes the results back to the heap arrays.
    void finish() {
        results.forEach(Runnable::run);
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }

    /// The part of a heap array from an element on.
    static MemorySegment slice(double[] array, int offset) {
        MemorySegment whole = MemorySegment.ofArray(array);
        return offset == 0 ? whole : whole.asSlice(8L * offset);
    }

    static RuntimeException failed(String routine, Throwable cause) {
        return new IllegalStateException(routine + " could not be called", cause);
    }
}
