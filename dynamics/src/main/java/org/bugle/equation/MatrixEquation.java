package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.ModeOde;

import java.util.function.UnaryOperator;

/// A matrix differential equation Y′ = F(t, Y), Y ∈ 𝕂^{m×n}, seen through projections only: F(t,
/// Y) is known by its two actions on thin blocks and is never formed. [#evaluate] alone makes an
/// equation; one that knows its structure overrides the restrictions.
@FunctionalInterface
public interface MatrixEquation {
    /// F(t, Y) as an m×n map. Y = U S Vᴴ may have bases that are not orthonormal.
    LinearMap evaluate(double t, LowRankMatrix y);

    /// Whether a real Y has a complex F(t, Y).
    default boolean isComplex() {
        return false;
    }

    /// K ↦ F(t, K Vᴴ) V for K m×r.
    ///
    /// @param v n×r with orthonormal columns
    default ModeOde kEquation(Matrix v) {
        Matrix core = Matrix.identity(v.cols());
        return new FunctionOde(
                isComplex() || v.isComplex(),
                (t, k) -> evaluate(t, new LowRankMatrix(k, core, v)).apply(v));
    }

    /// L ↦ F(t, U Lᴴ)ᴴ U for L n×r.
    ///
    /// @param u m×r with orthonormal columns
    default ModeOde lEquation(Matrix u) {
        Matrix core = Matrix.identity(u.cols());
        return new FunctionOde(
                isComplex() || u.isComplex(),
                (t, l) -> evaluate(t, new LowRankMatrix(u, core, l)).applyAdjoint(u));
    }

    /// S ↦ Uᴴ F(t, U S Vᴴ) V for S p×q.
    ///
    /// @param u m×p with orthonormal columns
    /// @param v n×q with orthonormal columns
    default ModeOde sEquation(Matrix u, Matrix v) {
        return new FunctionOde(
                isComplex() || u.isComplex() || v.isComplex(),
                (t, s) -> u.adjointTimes(evaluate(t, new LowRankMatrix(u, s, v)).apply(v)));
    }

    /// The equation with a change made to each of its parts; one that is not made of others is its
    /// only part.
    default MatrixEquation withParts(UnaryOperator<MatrixEquation> change) {
        return change.apply(this);
    }

    /// `∂_t F + D_Y F(t, Y)[Z]`, the derivative of F along Z, as an m×n map. By central differences
    /// of relative error about 1e-9 unless overridden.
    default LinearMap derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        return new DirectionalDifference(this, t, y, z);
    }
}
