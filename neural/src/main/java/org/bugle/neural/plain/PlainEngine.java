package org.bugle.neural.plain;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;

import java.util.List;

/// Derivatives by reverse accumulation over a tape, all in double precision. Results are the same
/// bits on any number of threads.
public final class PlainEngine implements Engine {

    /// An array of doubles is as good as one in the engine.
    record PlainKept(Array array) implements Kept {
        @Override
        public List<Integer> shape() {
            return array.shape();
        }

        @Override
        public void close() {
            // its memory is the garbage collector's
        }
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public String description() {
        return "plain Java, double precision";
    }

    @Override
    public Graph open(boolean recording) {
        return new PlainGraph(recording);
    }

    @Override
    public Kept keep(Array array) {
        return new PlainKept(array.toDouble());
    }

    @Override
    public void close() {
        // holds nothing
    }
}
