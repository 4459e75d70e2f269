package org.bugle.substep;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

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
            Buffer stage = x;
            for (int j = 0; j < i; j++) {
                if (tableau.a(i, j) != 0) {
                    stage = (stage == x ? argument.set(x) : stage);
                    stage.add(h * tableau.a(i, j), derivatives[j]);
                }
            }
            ode.evaluate(t + times[i] * h, stage, derivatives[i]);
        }
    }

    /// X ← X + h Σ b_i G_i.
    void advance(double h) {
        for (int i = 0; i < derivatives.length; i++) {
            if (tableau.b(i) != 0) {
                x.add(h * tableau.b(i), derivatives[i]);
            }
        }
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
