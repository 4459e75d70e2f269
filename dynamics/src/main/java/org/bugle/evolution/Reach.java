package org.bugle.evolution;

import org.bugle.equation.MatrixEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;

import java.util.stream.IntStream;

/// What of F(t, Y) a step from Y can reach. The bases of a step are those of Y, augmented by F V
/// and Fᴴ U once or twice. The part R of F outside of them is lost at a rate that no smaller step
/// mends; where the bases are blind to F, as at the start of Landau damping, step doubling does not
/// even see it.
///
/// R is sampled: the mean of ‖R Ω‖² / k over Gaussian Ω with k columns is ‖R‖² (Frobenius). The
/// same samples span the directions that are missing.
///
/// @param depth how often a step augments its bases by F
/// @param tangential whether the step reaches only the tangent space in its bases, as parallel BUG
///   does, and not their whole product
record Reach(MatrixEquation equation, int depth, boolean tangential) {
    /// Columns of the first sample; one draw in a hundred is below a third of the truth.
    private static final int SAMPLES = 4;

    /// Of the projections, relative to ‖F‖.
    private static final double ROUNDING = 32 * Math.ulp(1.0);

    /// The same value in bases from which a step reaches F up to a tolerance.
    ///
    /// @param enlargements how often directions were added
    record Start<Y>(Y value, int enlargements) {}

    /// @param tolerance of ‖R‖, absolute
    /// @param maxRank where the bases stop to grow
    Start<LowRankMatrix> from(double t, LowRankMatrix y, double tolerance, int maxRank, long seed) {
        LinearMap f = equation.evaluate(t, y);
        SplitMix64 random = new SplitMix64(seed);
        LowRankMatrix start = y;
        int enlargements = 0;
        for (int k = SAMPLES; start.rank() < maxRank; k *= 2) {
            Matrix right = Matrix.randomGaussian(f.cols(), k, random);
            Matrix left = Matrix.randomGaussian(f.rows(), k, random);
            LinearMap.Sketch sample = f.sketch(right, left);
            LinearMap.Sketch outside = outside(f, start, right, left, sample);
            double allowed = Math.max(tolerance * Math.sqrt(k), ROUNDING * sample.image().norm());
            if (!(outside.image().norm() > allowed)) {
                break;
            }
            start =
                    inBases(
                            start,
                            Basis.augment(start.u(), outside.image()),
                            Basis.augment(start.v(), outside.adjointImage()));
            enlargements++;
        }
        return new Start<>(start, enlargements);
    }

    /// R Ω and Rᴴ Ω′ from F Ω and Fᴴ Ω′.
    private LinearMap.Sketch outside(
            LinearMap f, LowRankMatrix y, Matrix right, Matrix left, LinearMap.Sketch sample) {
        Matrix u = y.u();
        Matrix v = y.v();
        for (int i = 0; i < depth; i++) {
            LinearMap.Sketch next = f.sketch(v, u);
            u = Basis.augment(u, seen(next.image(), sample.image().norm()));
            v = Basis.augment(v, seen(next.adjointImage(), sample.adjointImage().norm()));
        }
        LinearMap.Sketch within = f.sketch(v, u); // F V and Fᴴ U
        if (tangential) { // (I − U Uᴴ) F (I − V Vᴴ)
            Matrix image = sample.image().minus(within.image().times(v.adjointTimes(right)));
            Matrix adjoint =
                    sample.adjointImage().minus(within.adjointImage().times(u.adjointTimes(left)));
            return new LinearMap.Sketch(Basis.outside(u, image), Basis.outside(v, adjoint));
        }
        Matrix core = u.adjointTimes(within.image()); // F − U Uᴴ F V Vᴴ
        return new LinearMap.Sketch(
                sample.image().minus(u.times(core.times(v.adjointTimes(right)))),
                sample.adjointImage().minus(v.times(core.adjointTimes(u.adjointTimes(left)))));
    }

    /// The columns that are more than rounding: an integrator adds them times h to larger ones.
    private static Matrix seen(Matrix image, double norm) {
        return image.columns(
                IntStream.range(0, image.cols())
                        .filter(j -> image.columns(j, j + 1).norm() > ROUNDING * norm)
                        .toArray());
    }

    /// The same value in bases that begin with those of y.
    private static LowRankMatrix inBases(LowRankMatrix y, Matrix u, Matrix v) {
        Matrix below = Matrix.zeros(u.cols() - y.u().cols(), y.s().cols());
        Matrix beside = Matrix.zeros(u.cols(), v.cols() - y.v().cols());
        return new LowRankMatrix(u, Matrix.hcat(Matrix.vcat(y.s(), below), beside), v);
    }
}
