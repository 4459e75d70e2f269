package org.bugle.neural.plain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where the entries of two operands stand for each entry of a result, by NumPy's rule: shapes are
/// aligned at the last axis, and an axis of length 1 (or none) repeats.
///
/// @param axes neighbouring axes along which each operand advances alike are one
record Broadcast(List<Axis> axes) {

    /// @param a how far the first operand advances along this axis, 0 where it repeats
    private record Axis(int length, int a, int b) {}

    /// Some entries in a row: the first of each array, and how far the operands advance (0 or 1).
    @FunctionalInterface
    interface Run {
        void at(int result, int a, int stepA, int b, int stepB, int length);
    }

    static List<Integer> shape(String operation, List<Integer> a, List<Integer> b) {
        int order = Math.max(a.size(), b.size());
        List<Integer> result = new ArrayList<>(Collections.nCopies(order, 0));
        for (int k = 1; k <= order; k++) {
            int left = fromLast(a, k);
            int right = fromLast(b, k);
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException(
                        "%s: the shapes %s and %s do not broadcast".formatted(operation, a, b));
            }
            result.set(order - k, left == 1 ? right : left);
        }
        return result;
    }

    private static int fromLast(List<Integer> shape, int k) {
        return k > shape.size() ? 1 : shape.get(shape.size() - k);
    }

    /// Of operands of these shapes to a result that they broadcast to.
    static Broadcast of(List<Integer> result, List<Integer> a, List<Integer> b) {
        List<Axis> axes = new ArrayList<>();
        int stepA = 1;
        int stepB = 1;
        for (int k = 1; k <= result.size(); k++) {
            int length = fromLast(result, k);
            if (length == 1) {
                continue;
            }
            boolean inA = fromLast(a, k) != 1;
            boolean inB = fromLast(b, k) != 1;
            Axis last = axes.isEmpty() ? new Axis(1, 0, 0) : axes.getLast();
            if (!axes.isEmpty() && inA == (last.a > 0) && inB == (last.b > 0)) {
                axes.set(axes.size() - 1, new Axis(last.length * length, last.a, last.b));
            } else {
                axes.add(new Axis(length, inA ? stepA : 0, inB ? stepB : 0));
            }
            stepA *= inA ? length : 1;
            stepB *= inB ? length : 1;
        }
        return new Broadcast(axes.reversed());
    }

    /// Visits the entries of the result in row-major order.
    void forEach(Run run) {
        if (axes.isEmpty()) {
            run.at(0, 0, 0, 0, 0, 1);
            return;
        }
        if (axes.stream().anyMatch(axis -> axis.length == 0)) {
            return;
        }
        int outer = axes.size() - 1;
        Axis inner = axes.get(outer);
        int[] index = new int[outer];
        int a = 0;
        int b = 0;
        int result = 0;
        while (true) {
            run.at(result, a, inner.a, b, inner.b, inner.length);
            result += inner.length;
            int k = outer - 1;
            while (k >= 0 && index[k] == axes.get(k).length - 1) {
                a -= index[k] * axes.get(k).a;
                b -= index[k] * axes.get(k).b;
                index[k--] = 0;
            }
            if (k < 0) {
                return;
            }
            index[k]++;
            a += axes.get(k).a;
            b += axes.get(k).b;
        }
    }
}
