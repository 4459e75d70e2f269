package org.bugle.neural.training;

import org.bugle.linalg.Matrix;
import org.bugle.neural.array.Array;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Factored;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.Weight;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Tells whether a state is still that which was written: the CRC-32C of the names and of all
/// numbers, as doubles, in their order.
final class Checksum {
    /// Numbers that are summed at a time.
    private static final int BLOCK = 8192;

    private final CRC32C sum = new CRC32C();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK * Double.BYTES);

    private Checksum() {}

    /// Eight hexadecimal digits.
    static String of(TrainingState state) {
        var checksum = new Checksum();
        for (String name : state.weights().names()) {
            checksum.add(name);
            checksum.add(state.weights().get(name));
        }
        state.memory()
                .arrays()
                .forEach((name, value) -> {
                    checksum.add(name);
                    checksum.add(value);
                });
        return "%08x".formatted(checksum.sum.getValue());
    }

    private void add(String name) {
        sum.update(name.getBytes(StandardCharsets.UTF_8));
    }

    private void add(Weight weight) {
        switch (weight) {
            case DenseWeight(Array value, _) -> add(value);
            case Factored factored -> {
                if (factored instanceof LowRankAdapter(Array base, _)) {
                    add(base);
                }
                add(Array.of(factored.factors().core()));
                for (Matrix basis : factored.factors().bases()) {
                    add(Array.of(basis));
                }
            }
        }
    }

    private void add(Array value) {
        for (int i = 0; i < value.size(); i++) {
            if (!block.hasRemaining()) {
                sum.update(block.flip());
                block.clear();
            }
            block.putDouble(value.at(i));
        }
        sum.update(block.flip());
        block.clear();
    }
}
