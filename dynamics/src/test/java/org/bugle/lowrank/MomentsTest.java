package org.bugle.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.split.SplitEquation;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.ProductOfMaps;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeMoments;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Conservative truncation (spec rail §4.7) of matrices, Tucker tensors and tensors on trees.
class MomentsTest {
    private static final double DRIFT = 1e-13;

    private static final double TOLERANCE = 1e-4;

    private static final int N = 40;

    private static final double STEP = 0.02;

    private static final double H = 14.0 / N;

    private static final Matrix POINTS = Matrix.generate(N, 1, (i, _) -> -7 + (i + 0.5) * H);

    private static final Matrix WEIGHTS = Matrix.generate(N, 1, (_, _) -> H);

    private static Moments moments(int modes, int level) {
        return new Moments(
                Collections.nCopies(modes, POINTS), Collections.nCopies(modes, WEIGHTS), 1, level);
    }

    /// Gaussians of falling weights, so that every tolerance finds something to cut; orthonormal.
    private static Tucker gaussians(int modes) {
        Tucker sum = gaussian(modes, 0, 1);
        for (int k = 1; k < 8; k++) {
            sum = sum.plus(gaussian(modes, k, Math.pow(0.1, k)));
        }
        return sum.orthonormalized();
    }

    private static Tucker gaussian(int modes, int k, double factor) {
        return Tucker.product(
                factor,
                IntStream.range(0, modes)
                        .mapToObj(mode -> {
                            double centre = Math.sin(1 + 3 * k + 2 * mode);
                            double variance = 0.5 + 0.3 * ((k + mode) % 3);
                            return POINTS.map(
                                    x -> Math.exp(-(x - centre) * (x - centre) / (2 * variance)));
                        })
                        .toList());
    }

    /// The largest change of a moment, relative to the largest moment.
    private static double drift(List<Double> moments, List<Double> reference) {
        double worst = 0;
        double scale = 0;
        for (int k = 0; k < reference.size(); k++) {
            worst = Math.max(worst, Math.abs(moments.get(k) - reference.get(k)));
            scale = Math.max(scale, Math.abs(reference.get(k)));
        }
        return worst / scale;
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "2, 2", "3, 0", "3, 1", "3, 2"})
    void aFunctionOfGivenMomentsHasThem(int modes, int level) {
        Moments moments = moments(modes, level);
        List<Double> wanted =
                IntStream.range(0, moments.count()).mapToObj(k -> 1.5 - 0.7 * k).toList();
        assertThat(drift(moments.of(moments.correction(wanted)), wanted)).isLessThan(1e-14);
        assertThat(moments.correction(wanted).ranks()).containsOnly(level + 1);
        for (Tree tree : trees(modes)) {
            TreeTensor p = TreeMoments.correction(moments, tree, wanted);
            assertThat(drift(TreeMoments.of(moments, p), wanted)).isLessThan(1e-14);
            assertThat(p.distance(TreeTensor.of(tree, moments.correction(wanted))))
                    .isLessThan(1e-14);
        }
    }

    private static List<Tree> trees(int modes) {
        return modes == 2 ? List.of(Tree.star(2)) : List.of(Tree.star(3), Tree.parse("((0 1) 2)"));
    }

    @Test // sums over the dense tensor, by the definitions
    void momentsAreSumsOverTheGrid() {
        Tucker f = gaussians(3);
        double[] sums = new double[5];
        double[] dense = f.toDense().toArray();
        for (int p = 0; p < dense.length; p++) {
            double[] x = {
                POINTS.get(p % N, 0), POINTS.get(p / N % N, 0), POINTS.get(p / (N * N), 0)
            };
            double value = dense[p] * H * H * H;
            sums[0] += value;
            sums[4] += value * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]) / 2;
            for (int j = 0; j < 3; j++) {
                sums[1 + j] += value * x[j];
            }
        }
        List<Double> moments = moments(3, 2).of(f);
        for (int k = 0; k < 5; k++) {
            assertThat(moments.get(k)).isCloseTo(sums[k], within(1e-13 * sums[0]));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "2, 2", "3, 0", "3, 1", "3, 2"})
    void truncationConservesTheMomentsOfItsLevel(int modes, int level) {
        Tucker f = gaussians(modes);
        Moments moments = moments(modes, level);
        List<Double> reference = moments.of(f);
        var plain = new TuckerTruncation.Sequential(Truncation.relative(TOLERANCE));
        assertThat(drift(moments.of(plain.apply(f).value()), reference)).isGreaterThan(1e-6);
        for (Moments.Remainder remainder : Moments.Remainder.values()) {
            var rule = new TuckerTruncation.Conserving(plain, moments, reference, remainder);
            TuckerTruncation.Truncated cut = rule.apply(f);
            assertThat(drift(moments.of(cut.value()), reference)).isLessThan(DRIFT);
            assertThat(cut.value().orthonormalityDefect()).isLessThan(1e-13);
            assertThat(cut.discarded())
                    .isCloseTo(f.minus(cut.value()).norm(), within(1e-13))
                    .isLessThan(2 * TOLERANCE * f.norm());
            if (remainder == Moments.Remainder.ORTHONORMAL) { // raw bases keep more
                int beside = Collections.max(plain.apply(f).value().ranks()) + moments.rank();
                assertThat(Collections.max(cut.value().ranks()))
                        .isLessThanOrEqualTo(beside + moments.rank());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void treesConserveToo(int level) {
        Moments moments = moments(3, level);
        for (Tree tree : trees(3)) {
            TreeTensor f = TreeTensor.of(tree, gaussians(3)).orthonormalized();
            List<Double> reference = TreeMoments.of(moments, f);
            for (TreeTruncation inner :
                    List.of(
                            TreeTruncation.weighted(Truncation.relative(TOLERANCE)),
                            TreeTruncation.published(Truncation.absolute(TOLERANCE)))) {
                TreeTruncation.Truncated cut =
                        new TreeTruncation.Conserving(inner, moments, reference).apply(f);
                assertThat(drift(TreeMoments.of(moments, cut.value()), reference))
                        .isLessThan(DRIFT);
                assertThat(cut.value().orthonormalityDefect()).isLessThan(1e-13);
                assertThat(cut.discarded()).isLessThan(2 * TOLERANCE * f.norm());
                if (inner instanceof TreeTruncation.Weighted) { // the published rule keeps more
                    assertThat(Collections.max(cut.value().ranks()))
                            .isLessThan(Collections.max(f.ranks()));
                }
            }
        }
    }

    @Test // independent code for the same thing
    void aStarIsATuckerTensor() {
        Tucker f = gaussians(3);
        Moments moments = moments(3, 2);
        List<Double> reference = moments.of(f);
        Truncation rule = Truncation.relative(1e-13);
        Tucker tucker =
                new TuckerTruncation.Conserving(
                                new TuckerTruncation.Sequential(rule), moments, reference)
                        .apply(f)
                        .value();
        TreeTensor tree =
                new TreeTruncation.Conserving(TreeTruncation.weighted(rule), moments, reference)
                        .apply(TreeTensor.of(Tree.star(3), f))
                        .value();
        assertThat(tree.distance(TreeTensor.of(Tree.star(3), tucker))).isLessThan(1e-12);
    }

    @Test // f = P(m) + next to nothing
    void aFunctionOfItsMomentsNeedsNothingBeside() {
        Moments moments = moments(2, 2);
        List<Double> reference = List.of(2.0, 0.3, -0.1, 1.9);
        LowRankMatrix p = moments.correction(reference).toLowRankMatrix().orthonormalized();
        Truncation.Truncated cut =
                new Truncation.Conserving(Truncation.absolute(1e-10), moments, reference).apply(p);
        assertThat(cut.value().rank()).isEqualTo(2);
        assertThat(cut.discarded()).isLessThan(1e-13);
    }

    @Test
    void ranksStayBelowTheLargestOneAndTheCapIsReported() {
        LowRankMatrix f = gaussians(2).toLowRankMatrix();
        Moments moments = moments(2, 1);
        List<Double> reference = moments.of(f);
        var tight = new Truncation.Tail(1e-9, 0, 1, 4);
        Truncation.Truncated capped = new Truncation.Conserving(tight, moments, reference).apply(f);
        assertThat(capped.capped()).isTrue();
        assertThat(capped.value().rank()).isEqualTo(4);
        assertThat(drift(moments.of(capped.value()), reference)).isLessThan(DRIFT);
        var loose = new Truncation.Tail(0.1, 0, 7, 9);
        Truncation.Truncated wide = new Truncation.Conserving(loose, moments, reference).apply(f);
        assertThat(wide.capped()).isFalse();
        assertThat(wide.value().rank()).isEqualTo(7);
    }

    // ---- in integrators: Fokker–Planck, f′ = ∇·(x f) + DΔf, which conserves mass, and energy and
    // momentum in equilibrium with its medium

    private static SplitEquation fokkerPlanck(int modes, double diffusion) {
        Operator second =
                Circulant.ofSymbol(Circulant.derivative(N, 14, 2).symbol().times(diffusion));
        LinearMap drift = ProductOfMaps.of(Circulant.derivative(N, 14, 1), new Diagonal(POINTS));
        List<SplitEquation.Term> terms = new ArrayList<>();
        for (int mode = 0; mode < modes; mode++) {
            List<Optional<LinearMap>> factors =
                    new ArrayList<>(Collections.nCopies(modes, Optional.empty()));
            factors.set(mode, Optional.of(drift));
            terms.add(SplitEquation.Term.linear(Coefficient.ONE, factors));
        }
        return new SplitEquation(
                Collections.nCopies(modes, N),
                Collections.nCopies(modes, Optional.of(second)),
                terms,
                List.of());
    }

    /// Two Maxwellians that move towards each other along the first direction.
    private static Tucker colliding(int modes) {
        Tucker result = maxwellian(modes, 1.2).plus(maxwellian(modes, -1.2)).orthonormalized();
        return result.times(1 / moments(modes, 0).of(result).getFirst());
    }

    private static Tucker maxwellian(int modes, double centre) {
        return Tucker.product(
                1,
                IntStream.range(0, modes)
                        .mapToObj(mode ->
                                POINTS.map(x -> Math.exp(-square(x - (mode == 0 ? centre : 0)))))
                        .toList());
    }

    private static double square(double x) {
        return x * x;
    }

    /// That keeps the energy: ⟨|x|², f⟩ = d D ρ.
    private static double diffusion(Tucker f) {
        return 2 * moments(f.modes(), 2).of(f).getLast() / f.modes();
    }

    enum Method {
        AUGMENTED,
        PARALLEL,
        MIDPOINT;

        MatrixIntegrator with(Truncation truncation) {
            return switch (this) {
                case AUGMENTED -> new AugmentedBug(truncation, Substep.rk4(2));
                case PARALLEL ->
                        new ParallelBug(
                                1, ParallelBug.Block.EULER, true, truncation, Substep.rk4(2));
                case MIDPOINT ->
                        new MidpointBug(MidpointBug.Variant.R3, truncation, Substep.rk4(2));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void integratorsOfMatricesConserve(Method method) {
        Tucker start = colliding(2);
        Moments moments = moments(2, 2);
        List<Double> reference = moments.of(start);
        var equation = fokkerPlanck(2, diffusion(start)).matrix();
        Truncation plain = Truncation.absolute(1e-3);
        LowRankMatrix y = start.toLowRankMatrix();
        LowRankMatrix loose = y;
        for (int k = 0; k < 8; k++) {
            Span span = new Span(k, 0, STEP * k, STEP);
            y =
                    method.with(new Truncation.Conserving(plain, moments, reference))
                            .step(equation, span, y)
                            .value();
            loose = method.with(plain).step(equation, span, loose).value();
            assertThat(drift(moments.of(y), reference)).isLessThan(DRIFT);
        }
        assertThat(drift(moments.of(loose), reference)).isGreaterThan(1e-6);
        assertThat(y.distance(loose)).isLessThan(0.05 * y.norm());
    }

    @Test
    void integratorsOnTreesConserve() {
        Tucker start = colliding(3);
        Moments moments = moments(3, 2);
        List<Double> reference = moments.of(start);
        SplitEquation equation = fokkerPlanck(3, diffusion(start));
        for (Tree tree : trees(3)) {
            TreeTensor y = TreeTensor.of(tree, start).orthonormalized();
            var rule =
                    new TreeTruncation.Conserving(
                            TreeTruncation.weighted(Truncation.absolute(1e-3)), moments, reference);
            var method = new TreeAugmentedBug(rule, Substep.rk4(2));
            for (int k = 0; k < 4; k++) {
                Span span = new Span(k, 0, STEP * k, STEP);
                y = method.step(equation.onTree(tree), span, y).value();
                assertThat(drift(TreeMoments.of(moments, y), reference)).isLessThan(DRIFT);
            }
            assertThat(Collections.max(y.ranks())).isLessThan(10);
        }
    }

    // ---- refusals

    @Test
    void refusesGridsThatAreNotSymmetric() {
        Matrix shifted = POINTS.map(x -> x + 0.1);
        assertThatThrownBy(() ->
                        new Moments(List.of(POINTS, shifted), List.of(WEIGHTS, WEIGHTS), 0.02, 1))
                .hasMessageMatching(
                        "Moments: level 1 wants a grid that is symmetric about 0, but mode 1 has"
                                + " ⟨x\\^1, w⟩ = .*; shift the coordinate or choose level 0");
        assertThat(
                        new Moments(List.of(shifted, shifted), List.of(WEIGHTS, WEIGHTS), 0.02, 0)
                                .count())
                .isEqualTo(1);
    }

    @Test
    void refusesWhatCannotConserve() {
        Moments moments = moments(2, 1);
        List<Double> reference = List.of(1.0, 0.0, 0.0);
        assertThatThrownBy(
                        () -> new Truncation.Conserving(Truncation.toRank(5), moments, reference))
                .hasMessage(
                        "Moments: wants a tolerance with a largest rank above 2, found the fixed"
                                + " rank 5; what conserves mass and momentum has rank 2 and stands"
                                + " beside what is truncated");
        assertThatThrownBy(() ->
                        new Truncation.Conserving(
                                new Truncation.Tail(1e-3, 0, 1, 2), moments, reference))
                .hasMessageContaining("found maxRank 2");
        assertThatThrownBy(() ->
                        new Truncation.Conserving(Truncation.relative(0.1), moments, List.of(1.0)))
                .hasMessage("Moments: level 1 of 2 modes has 3 finite moments, found [1.0]");
        Truncation good = new Truncation.Conserving(Truncation.relative(0.1), moments, reference);
        assertThatThrownBy(() -> TreeTruncation.weighted(good))
                .hasMessage(
                        "TreeTruncation: wants a rule for singular values, found one that conserves"
                                + " moments");
        assertThatThrownBy(() -> new TuckerTruncation.Sequential(good))
                .hasMessageStartingWith("TuckerTruncation: wants a rule");
        assertThatThrownBy(() -> new Conserving(1, good))
                .hasMessageStartingWith("Conserving: wants");
        assertThatThrownBy(() -> good.apply(LowRankMatrix.zero(3, N)))
                .hasMessage("Moments: wants a real tensor 40×40, found a real one 3×40");
        assertThatThrownBy(() -> good.apply(gaussians(2).toLowRankMatrix().toComplex()))
                .hasMessage("Moments: wants a real tensor 40×40, found a complex one 40×40");
    }

    @Test
    void aToleranceOfTheDriverKeepsTheMoments() {
        Moments moments = moments(2, 0);
        Truncation rule =
                new Truncation.Conserving(
                        new Truncation.Threshold(1e-3, 1, 20), moments, List.of(2.0));
        assertThat(rule.within(0.5))
                .isEqualTo(
                        new Truncation.Conserving(
                                new Truncation.Tail(0.5, 0, 1, 20), moments, List.of(2.0)));
        TreeTruncation tree =
                new TreeTruncation.Conserving(
                        TreeTruncation.published(Truncation.relative(0.1)), moments, List.of(2.0));
        assertThat(tree.within(0.5))
                .isEqualTo(
                        new TreeTruncation.Conserving(
                                TreeTruncation.weighted(Truncation.absolute(0.5)),
                                moments,
                                List.of(2.0)));
    }
}
