package org.bugle.integrator.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.PointwiseEquation;
import org.bugle.equation.Polynomial;
import org.bugle.equation.SeparableEquation;
import org.bugle.equation.SumEquation;
import org.bugle.equation.split.MatrixSplit;
import org.bugle.equation.split.SplitEquation;
import org.bugle.equation.split.StagedEquation;
import org.bugle.evolution.StabilityEstimate;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;
import org.bugle.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

class RailAdaptersTest {
    private static final Span FIRST = new Span(0, 0, 0.2, 0.01);
    private static final TuckerTruncation RULE =
            new TuckerTruncation.Sequential(Truncation.relative(1e-8));
    private static final Rail RAIL = new Rail(ImexTableau.IMEX222, RULE, RailOptions.ROBUST);

    /// Operators on both sides, several on one, in time, products, sources and a power.
    private static MatrixEquation separable(boolean complex) {
        SplitMix64 random = new SplitMix64(4);
        Dense a = Dense.of(Cases.gaussian(7, 7, complex, random));
        Dense b = Dense.of(Cases.gaussian(6, 6, complex, random));
        SeparableOperator operator =
                SeparableOperator.zero(7, 6)
                        .left(Coefficient.ONE, a)
                        .left(Coefficient.of(-2), a.adjoint())
                        .left(Coefficient.of((double t) -> t), a)
                        .right(Coefficient.of(0.5), b)
                        .identity(Coefficient.of(-1))
                        .both(Coefficient.of(0.1), a, b);
        LowRankSource source =
                new LowRankSource(
                        Coefficient.of(Math::cos), Cases.lowRank(7, 6, 1, complex, random));
        return SumEquation.of(
                SeparableEquation.of(operator, source),
                new PointwiseEquation(Polynomial.Monomial.real(-0.3, 2)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSplitOfAMatrixEquationIsTheEquation(boolean complex) {
        MatrixEquation equation = separable(complex);
        SplitEquation split = (SplitEquation) MatrixSplit.of(equation).orElseThrow();
        LowRankMatrix y = Cases.lowRank(7, 6, 3, complex, new SplitMix64(5));
        Matrix wanted = equation.evaluate(0.7, y).apply(Matrix.identity(6));
        Matrix found = split.evaluate(0.7, Tensor.of(y.toDense())).unfold(0);
        assertThat(found.minus(wanted).norm()).isLessThan(1e-13 * wanted.norm());
        assertThat(split.stiff()).allSatisfy(a -> assertThat(a).isPresent());
        assertThat(split.terms()).hasSize(3); // in time, the product, the square
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMatrixIsATensorOfTwoModes(boolean complex) {
        MatrixEquation equation = separable(complex);
        LowRankMatrix y = Cases.lowRank(7, 6, 2, complex, new SplitMix64(6));
        StagedEquation parts = MatrixSplit.of(equation).orElseThrow();
        Step<Tucker> tucker = RAIL.step(parts, FIRST, Tucker.of(y));
        Step<LowRankMatrix> step = new MatrixRail(RAIL).step(equation, FIRST, y);
        assertThat(Tensor.of(step.value().toDense()).minus(tucker.value().toDense()).norm())
                .isLessThan(1e-13 * y.norm());
        assertThat(step.report().ranksBefore()).containsExactly(2);
        assertThat(step.report().ranksAugmented()).containsExactly(7);
        assertThat(step.report().ranksAfter()).isEqualTo(step.value().ranks());
        assertThat(step.report().discarded()).isEqualTo(tucker.report().discarded());
    }

    @Test
    void aStarIsATuckerTensor() {
        List<Integer> sizes = List.of(6, 5, 4);
        SplitEquation equation = RailCases.random(sizes, true, 3);
        Tucker y = RailCases.tucker(sizes, 2, true, 4);
        Tree star = Tree.star(3);
        Step<TreeTensor> step =
                new TreeRail(RAIL).step(equation.onTree(star), FIRST, TreeTensor.of(star, y));
        Step<Tucker> tucker = RAIL.step(equation, FIRST, y);
        assertThat(step.value().toTucker()).isEqualTo(tucker.value());
        assertThat(step.report()).isEqualTo(tucker.report());
    }

    @Test
    void otherTruncationsKeepTheWay() {
        Truncation other = Truncation.toRank(2);
        MatrixRail matrix = new MatrixRail(RAIL).withTruncation(other);
        assertThat(matrix.truncationRule()).contains(other);
        assertThat(matrix.rail().truncation()).isEqualTo(RULE.withRule(other));
        TreeRail tree = new TreeRail(RAIL).withTruncation(TreeTruncation.published(other));
        assertThat(tree.truncationRule()).contains(TreeTruncation.weighted(other));
        assertThat(Stream.of(matrix.name(), tree.name())).containsOnly("rail");
        assertThat(Stream.of(matrix.order(), tree.order())).containsOnly(2);
    }

    @Test
    void noStepIsTooLargeForTheImplicitPart() {
        for (ImexTableau table : RailTest.tables()) {
            MatrixRail rail = new MatrixRail(new Rail(table, RULE, RailOptions.ROBUST));
            assertThat(rail.substep().name()).isEqualTo(table.name());
            assertThat(rail.substep().order()).isEqualTo(table.order());
            LowRankMatrix y = RailCases.diffusionStart().toLowRankMatrix();
            StabilityEstimate estimate =
                    StabilityEstimate.of(RailCases.diffusion().matrix(), rail, 0, y, 1);
            assertThat(estimate.warning(10, 100)).isEmpty();
            assertThat(new TreeRail(rail.rail()).substep()).isEqualTo(rail.substep());
        }
    }

    @Test
    void equationsWithoutASplitAreRefused() {
        MatrixEquation given = new PointwiseEquation(Polynomial.Monomial.real(1, 2));
        LowRankMatrix y = Cases.lowRank(7, 6, 2, false, new SplitMix64(6));
        assertThatThrownBy(() -> new MatrixRail(RAIL).step(given, FIRST, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Rail: wants an equation whose parts are linear and separable, sources of"
                                + " low rank or powers of the entries, found PointwiseEquation");
        MatrixEquation modulus =
                SumEquation.of(
                        separable(false),
                        new PointwiseEquation(new Polynomial.Monomial(1, 0, 1, 1)));
        assertThat(MatrixSplit.of(modulus)).isEmpty();
    }

    @Test
    void treesThatAreNoStarsAreRefused() {
        List<Integer> sizes = List.of(6, 5, 4);
        SplitEquation equation = RailCases.random(sizes, false, 3);
        Tree tree = Tree.parse("((0 1) 2)");
        TreeTensor y = TreeTensor.of(tree, RailCases.tucker(sizes, 2, false, 4));
        TreeRail rail = new TreeRail(RAIL);
        assertThatThrownBy(() -> rail.step(equation.onTree(tree), FIRST, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Rail: wants a tensor on a star, all sites under one node, found the tree"
                                + " ((0 1) 2)");
        assertThatThrownBy(() -> rail.step(equation.onTree(tree).whole(), FIRST, y))
                .hasMessageStartingWith(
                        "Rail: wants an equation on a tree that is split into a stiff part and the"
                                + " rest, found ");
    }
}
