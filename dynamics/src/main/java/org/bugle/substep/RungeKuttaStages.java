package org.bugle.substep;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The workspace of explicit Runge–Kutta stages: X, the argument of a stage and the derivatives.
final class RungeKuttaStages {
    private final ButcherTableau tableau;
    private final ModeOde ode;
    private final Buffer x;
    private final Buffer argument;
    private final Buffer[] derivatives;
    private final double[] times;

    RungeKuttaStages(ButcherTableau tableau, ModeOde ode, Matrix x0) {
        this.tableau = tableau;
        this.ode = ode;
        boolean complex = ode.isComplex() || x0.isComplex();
        x = new Buffer(x0.rows(), x0.cols(), complex).set(x0.buffer());
        argument = new Buffer(x0.rows(), x0.cols(), complex);
        derivatives = new Buffer[tableau.stages()];
        times = new double[tableau.stages()];
        for (int i = 0; i < derivatives.length; i++) {
            times[i] = tableau.c(i);
            derivatives[i] = new Buffer(x0.rows(), x0.cols(), complex);
        }
    }

    Matrix value() {
        return Matrix.over(x);
    }

    double norm() {
        return x.norm();
    }

    /// Fills the derivatives of all stages of a step from X.
    void evaluate(double t, double h) {
        for (int i = 0; i < derivatives.length; i++) {
            Buffer stage = i == 0 ? x : argument.setSum(x, weights(h, i), before(i));
            ode.evaluate(t + times[i] * h, stage, derivatives[i]);
        }
    }

    /// X ← X + h Σ b_i G_i.
    void advance(double h) {
        x.setSum(x, tableau.b().times(h).toArray(), derivatives);
    }

    /// h a_ij for j < i.
    private double[] weights(double h, int i) {
        return IntStream.range(0, i).mapToDouble(j -> h * tableau.a(i, j)).toArray();
    }

    private Buffer[] before(int i) {
        return Arrays.copyOf(derivatives, i);
    }

    /// ‖h Σ (b_i − b̂_i) G_i‖ in the Frobenius norm.
    double errorEstimate(double h) {
        argument.fill(0);
        Matrix weights = tableau.b().minus(tableau.embedded().orElseThrow());
        for (int i = 0; i < derivatives.length; i++) {
            argument.add(h * weights.get(i, 0), derivatives[i]);
        }
        return argument.norm();
    }
}
