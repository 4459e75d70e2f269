package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.ModeOde;

/// Y′ = c Y G Y for a fixed G: the quadratic part of a Riccati equation. It stays in the tangent
/// space of Y.
///
/// @param g n×m, seen through the bases only
public record QuadraticEquation(double coefficient, LinearMap g) implements MatrixEquation {
    @Override
    public boolean isComplex() {
        return g.isComplex();
    }

    @Override
    public LowRankMatrix evaluate(double t, LowRankMatrix y) {
        return product(y, y);
    }

    /// c (Z G Y + Y G Z).
    @Override
    public LowRankMatrix derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        return product(z, y).plus(product(y, z));
    }

    private LowRankMatrix product(LowRankMatrix a, LowRankMatrix b) {
        Matrix middle = a.v().adjointTimes(g.apply(b.u()));
        return new LowRankMatrix(a.u(), a.s().times(middle).times(b.s()).times(coefficient), b.v());
    }

    @Override
    public ModeOde kEquation(Matrix v) {
        Matrix image = g.applyAdjoint(v); // Vᴴ G K = (Gᴴ V)ᴴ K
        return new FunctionOde(
                isComplex() || v.isComplex(),
                (t, k) -> k.times(image.adjointTimes(k).times(coefficient)));
    }

    @Override
    public ModeOde lEquation(Matrix u) {
        Matrix image = g.apply(u); // (U Lᴴ G U Lᴴ)ᴴ U = L (G U)ᴴ L
        return new FunctionOde(
                isComplex() || u.isComplex(),
                (t, l) -> l.times(image.adjointTimes(l).times(coefficient)));
    }

    @Override
    public ModeOde sEquation(Matrix u, Matrix v) {
        Matrix small = v.adjointTimes(g.apply(u)).times(coefficient);
        return new FunctionOde(small.isComplex(), (t, s) -> s.times(small).times(s));
    }
}
