package org.bugle.lowrank.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Cross approximation of a function on a grid: a tree tensor from single entries, never from all
/// of them, with ranks that grow until entries that were not used agree (after Ballani, Grasedyck
/// and Kluge, Linear Algebra Appl. 438, 2013; nested interpolation at pivots).
///
/// The error is measured in the largest modulus over fresh random points, which stand for the
/// others: a feature so narrow that no point meets it stays unseen. Exact up to rounding where the
/// function has the ranks. Takes O(d n r² + d r³) evaluations on a tree with two children a node,
/// and O(r^m) at a node with m. The function must be pure: it is called from several threads inside
/// a driver's pool.
///
/// @param tolerance largest error at fresh points, relative to the largest modulus seen
/// @param maxRank no rank is larger
/// @param maxEvaluations sweeps end before there are more evaluations; the first one is always made
/// @param checks fresh random points of one check
/// @param seed of the random points; the same seed gives the same bits
public record TreeCross(double tolerance, int maxRank, long maxEvaluations, int checks, long seed) {
    /// Directions below this fraction of the tolerance are dropped: interpolation at pivots makes
    /// them larger by their weights on every level.
    private static final double SAFETY = 0.1;

    /// So many of the worst points of a failed check become pivots' columns.
    private static final int WORST = 8;

    /// Rounds after which more would be of no use.
    private static final int ROUNDS = 100;

    /// @throws IllegalArgumentException if a setting is out of range
    public TreeCross {
        if (!(tolerance > 0 && tolerance < 1) || maxRank < 1 || maxEvaluations < 1 || checks < 1) {
            throw new IllegalArgumentException(
                    "TreeCross: tolerance must be in (0, 1), maxRank, maxEvaluations and checks 1"
                            + " or"
                            + " more, found %s, %d, %d and %d"
                                    .formatted(tolerance, maxRank, maxEvaluations, checks));
        }
    }

    /// Ranks up to 500, 10⁷ evaluations, 1000 fresh points a check, seed 1.
    public static TreeCross to(double tolerance) {
        return new TreeCross(tolerance, 500, 10_000_000, 1000, 1);
    }

    public TreeCross withMaxEvaluations(long newMaxEvaluations) {
        return new TreeCross(tolerance, maxRank, newMaxEvaluations, checks, seed);
    }

    /// What came out.
    ///
    /// @param value with orthonormal bases
    /// @param evaluations of the function, all of them
    /// @param checkError the largest error at the last fresh points, relative to the largest
    ///   modulus seen
    /// @param converged whether that is within the tolerance
    public record Result(
            TreeTensor value, long evaluations, double checkError, boolean converged) {}

    /// A real function of d indices, one a site.
    ///
    /// @throws IllegalArgumentException if the shape does not fit the tree, or a value is NaN or
    ///   infinite
    public Result approximate(Tree tree, int[] shape, Tensor.Entry function) {
        return run(tree, shape, index -> Complex.real(function.at(index)), false);
    }

    /// A complex function of d indices, one a site.
    ///
    /// @throws IllegalArgumentException if the shape does not fit the tree, or a value is NaN or
    ///   infinite
    public Result approximateComplex(Tree tree, int[] shape, Tensor.ComplexEntry function) {
        return run(tree, shape, function, true);
    }

    private Result run(Tree tree, int[] shape, Tensor.ComplexEntry function, boolean complex) {
        if (shape.length != tree.sites() || Arrays.stream(shape).anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(
                    "TreeCross: a tree of %d sites needs as many sizes of 1 or more, found %s"
                            .formatted(tree.sites(), Arrays.toString(shape)));
        }
        CrossSampler sampler = new CrossSampler(tree, shape, function, complex);
        RandomGenerator random = new SplitMix64(SplitMix64.derivedSeed(seed, 0));
        CrossSweeps sweeps = new CrossSweeps(tree, sampler, maxRank, seed);
        for (int k = 0; k < checks; k++) { // for a first scale
            sampler.at(sampler.randomPoint(random));
        }
        TreeTensor y = sweeps.up(SAFETY * tolerance * sampler.scale());
        for (int round = 0; ; round++) {
            boolean growing = sweeps.mayGrow();
            List<int[]> hard = List.of();
            if (!growing) {
                CrossCheck check = CrossCheck.of(y, sampler, checks, random);
                if (check.error() <= tolerance) {
                    return result(y, sampler, check);
                }
                hard = check.worst(WORST);
            }
            double cost = sweeps.costOfRound(hard.size()) + 2.0 * checks;
            if (round == ROUNDS || cost > maxEvaluations - sampler.evaluations()) {
                return result(y, sampler, CrossCheck.of(y, sampler, checks, random));
            }
            double cut = SAFETY * tolerance * sampler.scale();
            sweeps.down(cut, hard);
            y = sweeps.up(cut);
        }
    }

    private Result result(TreeTensor y, CrossSampler sampler, CrossCheck check) {
        return new Result(
                y.orthonormalized(),
                sampler.evaluations(),
                check.error(),
                check.error() <= tolerance);
    }
}
