package org.bugle.neural.plain;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;

import java.util.List;

/// Derivatives by reverse accumulation over a tape, all in double precision. Results are the same
/// bits on any number of threads.
public final class PlainEngine implements Engine {

    /// Entries that need no copy to enter a graph.
    static final class PlainKept implements Kept {
        private final List<Integer> shape;
        private final double[] entries;

        PlainKept(Array array) {
            shape = array.shape();
            entries = array.toDoubles();
        }

        @Override
        public List<Integer> shape() {
            return shape;
        }

        double[] entries() {
            return entries;
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
        return new PlainKept(array);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
