package org.bugle.neural.plain;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Pooling;

import java.util.Arrays;
import java.util.List;

/// Maxima and means of windows.
final class Pools {
    private final Pooling pooling;
    private final int rows;
    private final int columns;
    private final List<Integer> shape;

    private Pools(String operation, PlainValue x, Pooling pooling) {
        if (x.shape().size() != 4
                || x.size(2) + 2 * pooling.padding() < pooling.window()
                || x.size(3) + 2 * pooling.padding() < pooling.window()) {
            throw new IllegalArgumentException(
                    "%s: images (b, c, rows, columns) must hold a window of %d with padding %d,"
                                    .formatted(operation, pooling.window(), pooling.padding())
                            + " found "
                            + x.shape());
        }
        this.pooling = pooling;
        this.rows = x.size(2);
        this.columns = x.size(3);
        this.shape = List.of(x.size(0), x.size(1), pooling.size(rows), pooling.size(columns));
    }

    /// Sees the entries of a window inside the image, in row-major order.
    @FunctionalInterface
    private interface Visit {
        void at(int result, int position);
    }

    private void forEach(Visit visit) {
        int count = Array.count(shape);
        int perImage = shape.get(2) * shape.get(3);
        for (int at = 0; at < count; at++) {
            int image = at / perImage * rows * columns;
            int top = at % perImage / shape.get(3) * pooling.stride() - pooling.padding();
            int left = at % shape.get(3) * pooling.stride() - pooling.padding();
            int bottom = Math.min(rows, top + pooling.window());
            int right = Math.min(columns, left + pooling.window());
            for (int i = Math.max(0, top); i < bottom; i++) {
                for (int j = Math.max(0, left); j < right; j++) {
                    visit.at(at, image + i * columns + j);
                }
            }
        }
    }

    static PlainValue maximum(PlainValue x, Pooling pooling) {
        Pools pools = new Pools("maxPool", x, pooling);
        double[] from = x.entries();
        int[] first = new int[Array.count(pools.shape)];
        Arrays.fill(first, -1);
        pools.forEach((at, position) -> {
            // the first NaN stays: no comparison with it holds
            if (first[at] < 0
                    || from[position] > from[first[at]]
                    || isFirstNaN(from, position, first[at])) {
                first[at] = position;
            }
        });
        return Layout.chosen(x, pools.shape, first);
    }

    private static boolean isFirstNaN(double[] x, int position, int before) {
        return Double.isNaN(x[position]) && !Double.isNaN(x[before]);
    }

    static PlainValue mean(PlainValue x, Pooling pooling) {
        Pools pools = new Pools("meanPool", x, pooling);
        double share = 1.0 / (pooling.window() * pooling.window());
        double[] from = x.entries();
        double[] mean = new double[Array.count(pools.shape)];
        pools.forEach((at, position) -> mean[at] += share * from[position]);
        return x.graph()
                .record(
                        pools.shape,
                        mean,
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            pools.forEach((at, position) -> sum[position] += share * gradient[at]);
                        });
    }
}
