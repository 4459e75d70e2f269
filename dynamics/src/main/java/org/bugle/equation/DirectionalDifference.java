package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;

/// (F(t + ε, Y + εZ) − F(t − ε, Y − εZ)) / 2ε by the actions of the two maps.
record DirectionalDifference(LinearMap after, LinearMap before, double epsilon)
        implements LinearMap {
    /// The cube root of the unit roundoff balances truncation and rounding of a central difference.
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    DirectionalDifference(MatrixEquation f, double t, LowRankMatrix y, LowRankMatrix z) {
        this(f, t, y, z, step(y, z));
    }

    /// ε for a direction Z at Y.
    static double step(LowRankMatrix y, LowRankMatrix z) {
        return STEP * Math.max(1e-3, y.norm()) / Math.max(z.norm(), Double.MIN_NORMAL);
    }

    private DirectionalDifference(
            MatrixEquation f, double t, LowRankMatrix y, LowRankMatrix z, double step) {
        double epsilon = Math.min(step, STEP); // time moves along with Y
        this(
                f.evaluate(t + epsilon, y.plus(z.times(epsilon))),
                f.evaluate(t - epsilon, y.plus(z.times(-epsilon))),
                epsilon);
    }

    @Override
    public int rows() {
        return after.rows();
    }

    @Override
    public int cols() {
        return after.cols();
    }

    @Override
    public boolean isComplex() {
        return after.isComplex() || before.isComplex();
    }

    @Override
    public Matrix apply(Matrix x) {
        return after.apply(x).minus(before.apply(x)).times(0.5 / epsilon);
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        return after.applyAdjoint(w).minus(before.applyAdjoint(w)).times(0.5 / epsilon);
    }
}
