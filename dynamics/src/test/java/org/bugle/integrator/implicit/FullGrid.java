package org.bugle.integrator.implicit;

import org.bugle.equation.split.FactoredSum;
import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.substep.ImexTableau;

import java.util.ArrayList;
import java.util.List;

/// The Runge–Kutta method itself on the full grid, by dense linear algebra; complex.
record FullGrid(ImexTableau table, SplitEquation equation) {
    Tensor step(double t, double h, Tensor u) {
        int size = u.size();
        Matrix identity = Matrix.identity(size);
        Matrix stiff = stiff();
        List<Matrix> stages = new ArrayList<>(List.of(vector(u)));
        List<Matrix> implicit = new ArrayList<>(List.of(Matrix.zeros(size, 1)));
        List<Matrix> explicit = new ArrayList<>(List.of(nonstiff(t, stages.getFirst())));
        for (int k = 1; k <= table.stages(); k++) {
            double time = t + table.c(k) * h;
            Matrix source = vector(whole(equation.source(time)));
            Matrix w = stages.getFirst().plus(h * table.a(k, k), source);
            for (int l = 0; l < k; l++) {
                w = w.plus(h * table.a(k, l), implicit.get(l));
                w = w.plus(h * table.e(k, l), explicit.get(l));
            }
            Matrix next = Lu.of(identity.plus(-h * table.a(k, k), stiff)).solve(w);
            stages.add(next);
            implicit.add(stiff.times(next).plus(source));
            explicit.add(nonstiff(time, next));
        }
        return Tensor.fold(stages.getLast(), 0, size).reshape(u.shape());
    }

    private Matrix nonstiff(double t, Matrix u) {
        Tensor dense = Tensor.fold(u, 0, u.rows()).reshape(shape());
        return vector(whole(equation.nonstiff(t, new Tucker(dense, identities()))));
    }

    private Tensor whole(FactoredSum sum) {
        return sum.onto(identities()).closed();
    }

    private List<Matrix> identities() {
        return equation.sizes().stream().map(Matrix::identity).toList();
    }

    private int[] shape() {
        return equation.sizes().stream().mapToInt(Integer::intValue).toArray();
    }

    private static Matrix vector(Tensor u) {
        return u.toComplex().reshape(u.size()).unfold(0);
    }

    /// Σ_i A_i in mode i, the identity elsewhere.
    private Matrix stiff() {
        int size = equation.sizes().stream().reduce(1, (a, b) -> a * b);
        Matrix sum = Matrix.zerosComplex(size, size);
        int before = 1;
        for (int mode = 0; mode < equation.modes(); mode++) {
            int n = equation.sizes().get(mode);
            if (equation.stiff().get(mode).isPresent()) {
                Operator a = equation.stiff().get(mode).get();
                Matrix dense = a.apply(Matrix.identity(n));
                int inner = before;
                sum =
                        sum.plus(
                                Matrix.generateComplex(
                                        size,
                                        size,
                                        (i, j) -> {
                                            int p = i / inner % n;
                                            int q = j / inner % n;
                                            boolean same = i - p * inner == j - q * inner;
                                            return same ? dense.at(p, q) : Complex.ZERO;
                                        }));
            }
            before *= n;
        }
        return sum;
    }
}
