package org.bugle.lowrank.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class SchmidtFormTest {
    static Stream<TreeTensor> samples() {
        return Networks.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void singularValuesAreThoseOfTheDenseUnfoldings(TreeTensor y) {
        SchmidtForm form = y.schmidt();
        Tree tree = y.tree();
        for (int node = 0; node < tree.nodes(); node++) {
            Matrix unfolded = unfolded(y.toDense(), tree.sitesBelow(node));
            List<Double> expected = Svd.of(unfolded).singularValues();
            List<Double> found = form.singularValues(node);
            for (int j = 0; j < expected.size(); j++) {
                assertThat(j < found.size() ? found.get(j) : 0)
                        .isCloseTo(expected.get(j), within(1e-13 * expected.getFirst()));
            }
            double entropy = 0;
            for (double sigma : expected) {
                double p = Math.pow(sigma / unfolded.norm(), 2);
                entropy -= p > 0 ? p * Math.log(p) : 0;
            }
            assertThat(form.entropy(node)).isCloseTo(entropy, within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void densitiesOfOneSiteAreThoseOfTheDenseTensor(TreeTensor y) {
        SchmidtForm form = y.schmidt();
        for (int site = 0; site < y.tree().sites(); site++) {
            Matrix rows = unfolded(y.toDense(), List.of(site));
            Matrix expected = rows.timesAdjoint(rows);
            assertThat(form.density(site).minus(expected).norm())
                    .isLessThan(1e-13 * expected.norm());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void densitiesOfTwoSitesAreThoseOfTheDenseTensor(TreeTensor y) {
        SchmidtForm form = y.schmidt();
        for (int a = 0; a < y.tree().sites(); a++) {
            for (int b = 0; b < y.tree().sites(); b++) {
                if (a != b) {
                    Matrix rows = unfolded(y.toDense(), List.of(a, b));
                    Matrix expected = rows.timesAdjoint(rows);
                    assertThat(form.density(a, b).minus(expected).norm())
                            .isLessThan(1e-13 * expected.norm());
                }
            }
        }
    }

    @Test
    void densitiesGiveExpectationValues() {
        TreeTensor y = Networks.random(Tree.parse("((3 (0 5)) (4 1) 2)"), 3, true, 21);
        Matrix a = y.schmidt().density(1).plus(0.3, Matrix.identity(4)); // any complex 4×4
        Matrix b = Matrix.of(new double[][] {{1, 2}, {-3, 0.5}});
        assertThat(
                        a.times(y.schmidt().density(1))
                                .trace()
                                .minus(y.expectation(Map.of(1, of(a))))
                                .abs())
                .isLessThan(1e-12 * y.norm() * y.norm() * a.norm());
        Matrix both = kronecker(b, a);
        Matrix density = y.schmidt().density(1, 2);
        assertThat(
                        both.times(density)
                                .trace()
                                .minus(y.expectation(Map.of(1, of(a), 2, of(b))))
                                .abs())
                .isLessThan(1e-12 * y.norm() * y.norm() * both.norm());
    }

    private static Dense of(Matrix a) {
        return Dense.of(a);
    }

    private static Matrix kronecker(Matrix b, Matrix a) {
        return Matrix.generateComplex(
                b.rows() * a.rows(),
                b.cols() * a.cols(),
                (i, j) -> b.at(i / a.rows(), j / a.cols()).times(a.at(i % a.rows(), j % a.cols())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"balanced", "linear", "star", "mary:3", "((3 1) 2 ((0 5) 4))"})
    void aCatStateHasEntropyLogTwoEverywhere(String tree) {
        TreeTensor up = product(tree, 6, 1, 0);
        TreeTensor down = product(tree, 6, 0, 1);
        assertThat(up.schmidt().entropies()).containsOnly(0.0);
        SchmidtForm cat = up.plus(down).times(Math.sqrt(0.5)).schmidt();
        assertThat(cat.entropies())
                .hasSize(up.tree().edges())
                .allSatisfy(s -> assertThat(s).isCloseTo(Math.log(2), within(1e-14)));
        assertThat(cat.entropy(up.tree().root())).isZero();
        Matrix pair = cat.density(4, 1);
        assertThat(pair.minus(Matrix.diagonal(0.5, 0, 0, 0.5)).norm()).isLessThan(1e-14);
    }

    @Test
    void badQuestionsAreNamed() {
        SchmidtForm form = product("linear", 3, 1, 0).schmidt();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form.density(1, 1))
                .withMessage(
                        "SchmidtForm: the density of two sites needs two sites, found 1 twice");
        SchmidtForm large =
                TreeTensor.product(Tree.star(2), Collections.nCopies(2, Matrix.zeros(10_000, 1)))
                        .schmidt();
        String sentence =
                "SchmidtForm: a density of %d×%d has more than 50000000 entries; use expectation";
        assertThatThrownBy(() -> large.density(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(sentence.formatted(10_000, 10_000));
        assertThatThrownBy(() -> large.density(0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(sentence.formatted(100_000_000, 100_000_000));
    }

    private static TreeTensor product(String tree, int sites, double... column) {
        return TreeTensor.product(
                Tree.of(tree, sites), Collections.nCopies(sites, Matrix.columnVector(column)));
    }

    /// The given sites as rows, the first of them running fastest.
    private static Matrix unfolded(Tensor dense, List<Integer> sites) {
        int[] others = IntStream.range(0, dense.order()).filter(l -> !sites.contains(l)).toArray();
        int[] modes =
                IntStream.concat(sites.stream().mapToInt(Integer::intValue), IntStream.of(others))
                        .toArray();
        int rows = sites.stream().mapToInt(dense::size).reduce(1, (a, b) -> a * b);
        int columns = IntStream.of(others).map(dense::size).reduce(1, (a, b) -> a * b);
        return dense.permute(modes).reshape(rows, columns).unfold(0);
    }
}
