package org.bugle.equation.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.equation.InterpolatedEquation;
import org.bugle.equation.InterpolationLog;
import org.bugle.equation.MappedEquation;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.tree.SourceTreeEquation;
import org.bugle.equation.tree.SumTreeEquation;
import org.bugle.equation.tree.TreeEquation;
import org.bugle.integrator.tree.TreeBug;
import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// All views of a split equation are the same equation: that of the dense tensor.
class SplitEquationTest {
    private static final double T = 0.7;
    private static final List<Integer> PLANE = List.of(6, 5);
    private static final List<Integer> SPACE = List.of(5, 4, 3);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePartsAddUpToTheWhole(boolean complex) {
        for (List<Integer> sizes : List.of(PLANE, SPACE)) {
            SplitEquation split = equation(sizes, complex);
            Tucker y = tucker(sizes, 2, complex, 5);
            Tensor stiff = Tensor.zeros(shape(sizes));
            for (int mode = 0; mode < sizes.size(); mode++) {
                if (split.stiff().get(mode).isPresent()) {
                    stiff = stiff.plus(y.toDense().timesMode(mode, split.stiff().get(mode).get()));
                }
            }
            Tensor parts =
                    stiff.plus(dense(split.nonstiff(T, y), sizes))
                            .plus(dense(split.source(T), sizes));
            assertClose(parts, split.evaluate(T, y.toDense()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theMatrixEquationIsTheSame(boolean complex) {
        SplitEquation split = equation(PLANE, complex);
        LowRankMatrix y = tucker(PLANE, 2, complex, 5).toLowRankMatrix();
        Tensor exact = split.evaluate(T, Tensor.of(y.toDense()));
        StagedMatrix equation = split.matrix();
        Matrix all = Matrix.identity(5);
        assertClose(Tensor.of(equation.evaluate(T, y).apply(all)), exact);
        assertClose(
                Tensor.of(equation.evaluate(T, y).applyAdjoint(Matrix.identity(6)).adjoint()),
                exact);
        assertClose(Tensor.of(equation.kEquation(all).evaluate(T, y.toDense())), exact);
        assertThat(equation.isComplex()).isEqualTo(complex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(0 1 2)", "((0 1) 2)", "(2 (1 0))"})
    void theEquationOnATreeIsTheSame(String text) {
        for (boolean complex : new boolean[] {false, true}) {
            SplitEquation split = equation(SPACE, complex);
            Tree tree = Tree.parse(text);
            Tucker y = tucker(SPACE, 2, complex, 5);
            TreeTensor onTree = TreeTensor.of(tree, y);
            assertClose(onTree.toDense(), y.toDense());
            assertClose(
                    split.onTree(tree).evaluate(T, onTree).toDense(),
                    split.evaluate(T, y.toDense()));
        }
    }

    /// Full bases make the integrator its substep.
    @Test
    void anIntegratorOnATreeSeesAllPartsOfTheEquation() {
        SplitEquation split = equation(SPACE, false);
        Tree tree = Tree.star(3);
        Tensor y0 = tucker(SPACE, 2, false, 5).toDense().times(0.1);
        double h = 1e-3;
        List<Matrix> bases = SPACE.stream().map(Matrix::identity).toList();
        TreeTensor y1 =
                new TreeBug(Substep.rk4())
                        .step(
                                split.onTree(tree),
                                new Span(0, 0, T, h),
                                TreeTensor.tucker(y0, bases))
                        .value();
        Tensor k1 = split.evaluate(T, y0);
        Tensor k2 = split.evaluate(T + h / 2, y0.plus(k1.times(h / 2)));
        Tensor k3 = split.evaluate(T + h / 2, y0.plus(k2.times(h / 2)));
        Tensor k4 = split.evaluate(T + h, y0.plus(k3.times(h)));
        Tensor exact = y0.plus(k1.plus(k2.times(2)).plus(k3.times(2)).plus(k4).times(h / 6));
        assertThat(y1.toDense().minus(exact).norm()).isLessThan(1e-12 * exact.norm());
        assertThat(exact.minus(y0).norm()).isGreaterThan(1e-4 * y0.norm());
    }

    @Test
    void termsOfOneTreeOperatorAreSeenTogether() {
        TreeEquation whole = equation(SPACE, false).onTree(Tree.star(3)).whole();
        assertThat(whole).isInstanceOf(SumTreeEquation.class);
        List<TreeEquation> parts = ((SumTreeEquation) whole).parts();
        assertThat(parts).hasSize(4); // linear, squares, cubes with their own time, the source
        assertThat(parts.getLast()).isInstanceOf(SourceTreeEquation.class);
    }

    @Test
    void pointwiseTermsInsideDerivativesAreInterpolated() {
        MatrixEquation exact = equation(PLANE, false).matrix();
        MatrixEquation interpolated = InterpolatedEquation.in(exact, 1e-12, new InterpolationLog());
        LowRankMatrix y = tucker(PLANE, 2, false, 5).toLowRankMatrix();
        Matrix all = Matrix.identity(5);
        assertThat(interpolated).isInstanceOf(StagedMatrix.class).isNotEqualTo(exact);
        assertThat(interpolated.toString()).contains("InterpolatedEquation");
        Matrix wanted = exact.evaluate(T, y).apply(all);
        assertThat(interpolated.evaluate(T, y).apply(all).minus(wanted).norm())
                .isLessThan(1e-9 * wanted.norm());
    }

    @Test
    void theDerivativeOfAMappedEquationIsThatOfTheDifferenceQuotient() {
        SplitEquation.Term square =
                new SplitEquation.Term(
                        Coefficient.of(-0.5), List.of(map(6, false, 1), Optional.empty()), 2);
        MatrixEquation equation =
                new SplitEquation(
                                PLANE,
                                Collections.nCopies(2, Optional.empty()),
                                List.of(square),
                                List.of())
                        .matrix();
        assertThat(equation.toString()).contains(MappedEquation.class.getSimpleName());
        LowRankMatrix y = tucker(PLANE, 2, false, 5).toLowRankMatrix();
        LowRankMatrix z = tucker(PLANE, 1, false, 6).toLowRankMatrix();
        Matrix all = Matrix.identity(5);
        Matrix a = ((Dense) square.factors().getFirst().orElseThrow()).matrix();
        Matrix exact = a.times(y.toDense().hadamard(z.toDense())).times(-1);
        assertThat(equation.derivative(T, y, z).apply(all).minus(exact).norm())
                .isLessThan(1e-7 * exact.norm());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        List<Optional<Operator>> none = Collections.nCopies(3, Optional.empty());
        SplitEquation.Term wrong =
                SplitEquation.Term.linear(
                        Coefficient.ONE,
                        List.of(Optional.empty(), Optional.empty(), map(4, false, 1)));
        assertThatThrownBy(() -> new SplitEquation(SPACE, none, List.of(wrong), List.of()))
                .hasMessage(
                        "SplitEquation: a term must have square maps of sizes [5, 4, 3], found"
                                + " [5, 4, 4]");
        SplitEquation zero = new SplitEquation(SPACE, none, List.of(), List.of());
        assertThatThrownBy(zero::matrix)
                .hasMessage("SplitEquation: a matrix equation has 2 modes, found 3");
        assertThatThrownBy(() -> zero.onTree(Tree.star(2)))
                .hasMessage("SplitEquation: 3 modes want a tree of as many sites, found 2");
        TreeTensor y = TreeTensor.of(Tree.star(3), tucker(SPACE, 2, false, 5));
        assertThat(zero.onTree(Tree.star(3)).evaluate(T, y).norm()).isZero();
    }

    private static void assertClose(Tensor found, Tensor wanted) {
        assertThat(found.minus(wanted).norm()).isLessThan(1e-12 * wanted.norm());
    }

    /// The sum in identities as bases is the dense tensor.
    private static Tensor dense(FactoredSum sum, List<Integer> sizes) {
        return sum.onto(sizes.stream().map(Matrix::identity).toList()).closed();
    }

    /// Stiff parts, linear terms constant and in time, squares, cubes and sources.
    private static SplitEquation equation(List<Integer> sizes, boolean complex) {
        List<Optional<Operator>> stiff = new ArrayList<>();
        List<Optional<LinearMap>> all = new ArrayList<>();
        List<Optional<LinearMap>> first = new ArrayList<>();
        List<Optional<LinearMap>> last = new ArrayList<>();
        for (int mode = 0; mode < sizes.size(); mode++) {
            int n = sizes.get(mode);
            stiff.add(
                    mode == 1
                            ? Optional.empty()
                            : Optional.of(Dense.of(random(n, n, complex, 10 + mode))));
            all.add(map(n, complex, 20 + mode));
            first.add(mode == 0 ? map(n, complex, 30) : Optional.empty());
            last.add(mode == sizes.size() - 1 ? map(n, complex, 40) : Optional.empty());
        }
        List<Optional<LinearMap>> none = Collections.nCopies(sizes.size(), Optional.empty());
        Complex c = complex ? new Complex(0.3, 0.4) : Complex.real(0.3);
        return new SplitEquation(
                sizes,
                stiff,
                List.of(
                        SplitEquation.Term.linear(Coefficient.of(c), all),
                        SplitEquation.Term.linear(Coefficient.of(t -> 1 + t), last),
                        SplitEquation.Term.linear(Coefficient.of(-2), none),
                        new SplitEquation.Term(Coefficient.of(-0.5), first, 2),
                        new SplitEquation.Term(Coefficient.of(c), none, 2),
                        new SplitEquation.Term(Coefficient.of(t -> t), last, 3)),
                List.of(
                        new SplitEquation.Source(
                                Coefficient.of(Math::exp), tucker(sizes, 2, complex, 50))));
    }

    private static Optional<LinearMap> map(int n, boolean complex, long seed) {
        return Optional.of(Dense.of(random(n, n, complex, seed)));
    }

    private static Tucker tucker(List<Integer> sizes, int rank, boolean complex, long seed) {
        List<Matrix> bases = new ArrayList<>();
        for (int mode = 0; mode < sizes.size(); mode++) {
            bases.add(random(sizes.get(mode), rank, complex, seed + mode));
        }
        int[] ranks = sizes.stream().mapToInt(_ -> rank).toArray();
        int entries = (int) Math.pow(rank, sizes.size());
        Tensor core = Tensor.of(random(entries, 1, complex, seed + 9)).reshape(ranks);
        return new Tucker(core, bases);
    }

    private static Matrix random(int rows, int columns, boolean complex, long seed) {
        RandomGenerator random = new SplitMix64(seed);
        Matrix re = Matrix.randomGaussian(rows, columns, random);
        return complex ? re.plus(Complex.I, Matrix.randomGaussian(rows, columns, random)) : re;
    }

    private static int[] shape(List<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
