package org.bugle.linalg.blas;

import java.lang.foreign.MemorySegment;

/// A column-major matrix inside an array. Offset and leading dimension count numbers: a complex
/// number is two doubles (re, im).
@SuppressWarnings("ArrayRecordComponent") // plain memory, never compared
public record Block(double[] array, int offset, int leading) {
    public Block {
        leading = Math.max(1, leading);
    }

    /// The matrix that starts at the given row and column.
    Block from(int row, int column) {
        return new Block(
                array, Math.addExact(offset, row + Math.multiplyExact(column, leading)), leading);
    }

    /// The same for a matrix that is read as op(A).
    Block from(Op op, int row, int column) {
        return op == Op.NONE ? from(row, column) : from(column, row);
    }

    MemorySegment segment(int width) {
        return NativeCall.slice(array, offset * width);
    }
}
