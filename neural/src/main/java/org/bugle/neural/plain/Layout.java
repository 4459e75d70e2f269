package org.bugle.neural.plain;

import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Operations that move entries and compute nothing.
final class Layout {
    private Layout() {}

    static PlainValue permuted(PlainValue x, int... axes) {
        int order = x.shape().size();
        int[] from = Arrays.stream(axes).map(axis -> axis < 0 ? axis + order : axis).toArray();
        int[] sorted = from.clone();
        Arrays.sort(sorted);
        for (int k = 0; k < Math.max(order, sorted.length); k++) {
            if (sorted.length != order || sorted[k] != k) {
                throw new IllegalArgumentException(
                        "permute: %s is no order of the axes of the shape %s"
                                .formatted(Arrays.toString(axes), x.shape()));
            }
        }
        int[] strides = new int[order];
        int stride = 1;
        for (int k = order - 1; k >= 0; k--) {
            strides[k] = stride;
            stride *= x.size(k);
        }
        List<Integer> shape = Arrays.stream(from).mapToObj(x::size).toList();
        int[] positions = positions(shape, Arrays.stream(from).map(k -> strides[k]).toArray());
        return chosen(x, shape, positions);
    }

    /// Where the entries of this shape stand, if its axes advance by these strides.
    private static int[] positions(List<Integer> shape, int... strides) {
        int[] positions = new int[Array.count(shape)];
        int filled = positions.length == 0 ? 0 : 1;
        for (int k = 0; k < strides.length && filled > 0; k++) {
            // each position so far begins a line along axis k; from the back, none is overwritten
            int length = shape.get(k);
            for (int i = filled - 1; i >= 0; i--) {
                int start = positions[i];
                for (int j = length - 1; j >= 0; j--) {
                    positions[i * length + j] = start + j * strides[k];
                }
            }
            filled *= length;
        }
        return positions;
    }

    /// The entries at these positions.
    static PlainValue chosen(PlainValue x, List<Integer> shape, int... positions) {
        double[] from = x.entries();
        double[] to = new double[positions.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[positions[i]];
        }
        return x.graph()
                .record(
                        shape,
                        to,
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            for (int i = 0; i < positions.length; i++) {
                                sum[positions[i]] += gradient[i];
                            }
                        });
    }

    static PlainValue reshaped(PlainValue x, int... sizes) {
        int known = 1;
        int open = -1;
        for (int k = 0; k < sizes.length; k++) {
            if (sizes[k] == -1 && open < 0) {
                open = k;
            } else {
                known = sizes[k] < 0 ? -1 : known * sizes[k];
            }
        }
        int count = x.entries().length;
        int[] full = sizes.clone();
        if (open >= 0 && known > 0) {
            full[open] = count / known;
        }
        List<Integer> shape = Arrays.stream(full).boxed().toList();
        if (shape.stream().anyMatch(size -> size < 0) || Array.count(shape) != count) {
            throw new IllegalArgumentException(
                    "reshape: the shape %s cannot become %s"
                            .formatted(x.shape(), Arrays.toString(sizes)));
        }
        return x.graph()
                .record(
                        shape,
                        x.entries(),
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            for (int i = 0; i < sum.length; i++) {
                                sum[i] += gradient[i];
                            }
                        });
    }

    static PlainValue sliced(PlainValue x, int axis, int from, int to) {
        int at = x.axis("slice", axis);
        if (from < 0 || to < from || to > x.size(at)) {
            throw new IllegalArgumentException(
                    "slice: %d … %d of axis %d do not exist in the shape %s"
                            .formatted(from, to, axis, x.shape()));
        }
        List<Integer> shape = new ArrayList<>(x.shape());
        shape.set(at, to - from);
        int run = Array.count(x.shape().subList(at + 1, x.shape().size()));
        int lines = Array.count(x.shape().subList(0, at));
        int length = (to - from) * run;
        int whole = x.size(at) * run;
        double[] entries = new double[lines * length];
        for (int i = 0; i < lines; i++) {
            System.arraycopy(x.entries(), i * whole + from * run, entries, i * length, length);
        }
        return x.graph()
                .record(
                        shape,
                        entries,
                        List.of(x),
                        gradient -> {
                            double[] sum = x.gradient();
                            for (int i = 0; i < lines; i++) {
                                add(gradient, i * length, sum, i * whole + from * run, length);
                            }
                        });
    }

    static PlainValue concatenated(int axis, List<PlainValue> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concatenated: wants a part or more");
        }
        PlainValue first = parts.getFirst();
        int at = first.axis("concatenated", axis);
        List<Integer> shape = new ArrayList<>(first.shape());
        shape.set(at, parts.stream().mapToInt(p -> alike(p, first, at)).sum());
        int run = Array.count(shape.subList(at + 1, shape.size()));
        int lines = Array.count(shape.subList(0, at));
        int whole = shape.get(at) * run;
        double[] entries = new double[lines * whole];
        int start = 0;
        for (PlainValue part : parts) {
            int length = part.size(at) * run;
            for (int i = 0; i < lines; i++) {
                System.arraycopy(part.entries(), i * length, entries, i * whole + start, length);
            }
            start += length;
        }
        return first.graph()
                .record(
                        shape,
                        entries,
                        parts,
                        gradient -> {
                            int from = 0;
                            for (PlainValue part : parts) {
                                int length = part.size(at) * run;
                                for (int i = 0; i < lines && part.isDerived(); i++) {
                                    add(
                                            gradient,
                                            i * whole + from,
                                            part.gradient(),
                                            i * length,
                                            length);
                                }
                                from += length;
                            }
                        });
    }

    /// The length of the part along the axis.
    private static int alike(PlainValue part, PlainValue first, int axis) {
        List<Integer> wanted = new ArrayList<>(first.shape());
        if (part.shape().size() == wanted.size()) {
            wanted.set(axis, part.size(axis));
        }
        if (!part.shape().equals(wanted)) {
            throw new IllegalArgumentException(
                    "concatenated: shapes must agree but along axis %d, found %s and %s"
                            .formatted(axis, first.shape(), part.shape()));
        }
        return part.size(axis);
    }

    private static void add(double[] from, int at, double[] to, int start, int length) {
        for (int i = 0; i < length; i++) {
            to[start + i] += from[at + i];
        }
    }
}
