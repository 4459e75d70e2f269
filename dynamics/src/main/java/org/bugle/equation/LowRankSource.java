package org.bugle.equation;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;

/// A term c(t) C of low rank that does not depend on the solution.
public record LowRankSource(Coefficient coefficient, LowRankMatrix value) {
    /// C that does not depend on time.
    public static LowRankSource constant(LowRankMatrix value) {
        return new LowRankSource(Coefficient.ONE, value);
    }

    /// C = L Rᴴ for L m×k and R n×k.
    public static LowRankSource constant(Matrix left, Matrix right) {
        return constant(LowRankMatrix.ofFactors(left, right));
    }
}
