package org.bugle.operator.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.Compression.Rule;
import org.bugle.operator.tree.Compression.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class HssMatrixTest {
    static Stream<Tree> trees() {
        return Stream.concat(
                Pairs.trees(),
                Stream.of(
                        Tree.balanced(37),
                        Tree.linear(40),
                        Tree.mary(3, 50).withLeafOrder(shuffled(50)),
                        Tree.mary(4, 64)));
    }

    private static int[] shuffled(int n) {
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            order[k] = k * 23 % n;
        }
        return order;
    }

    /// Smooth in part, so that compression has something to do, and not translation invariant.
    private static Couplings smooth(int d, boolean complex) {
        Matrix noise = Pairs.random(d, d, complex, new SplitMix64(d));
        return Couplings.ofComplex(
                d,
                (i, j) ->
                        new Complex(1.0 / (j - i) + 0.01 * i, complex ? 1.0 / (1 + i + j) : 0)
                                .plus(noise.at(i, j).times(1e-4)));
    }

    private static Matrix symmetric(Couplings beta) {
        Matrix all =
                Matrix.generateComplex(
                        beta.sites(),
                        beta.sites(),
                        (i, j) -> i == j ? Complex.ZERO : beta.at(i, j));
        return beta.isComplex() ? all : all.real();
    }

    private static HssMatrix compressed(
            Tree tree, Couplings beta, Rule rule, double tolerance, Variant variant) {
        return HssMatrix.compressed(tree, beta, new Compression(rule, tolerance, variant));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void withoutToleranceNothingIsLost(Tree tree) {
        for (boolean complex : new boolean[] {false, true}) {
            Couplings beta = smooth(tree.sites(), complex);
            Matrix wanted = symmetric(beta);
            assertThat(HssMatrix.exact(tree, beta).toMatrix().toComplex())
                    .isEqualTo(wanted.toComplex());
            for (Variant variant : Variant.values()) {
                HssMatrix hss = compressed(tree, beta, Rule.LOCAL_RELATIVE, 1e-14, variant);
                Matrix found = hss.toMatrix();
                assertThat(Pairs.error(found, wanted)).isLessThan(1e-13);
                assertThat(found.transpose()).isEqualTo(found);
                for (int node = 0; node < tree.root(); node++) {
                    int below = tree.sitesBelow(node).size();
                    assertThat(hss.channels(node))
                            .isLessThanOrEqualTo(Math.min(below, tree.sites() - below));
                    Matrix u = hss.basis(node);
                    assertThat(u.adjointTimes(u).minus(Matrix.identity(u.cols())).norm())
                            .isLessThan(1e-13);
                }
            }
        }
    }

    @ParameterizedTest // the dropped parts of all nodes are orthogonal to each other
    @MethodSource("trees")
    void theErrorIsWhatWasDropped(Tree tree) {
        Couplings beta = smooth(tree.sites(), true);
        Matrix wanted = symmetric(beta);
        for (Rule rule : Rule.values()) {
            HssMatrix stack = compressed(tree, beta, rule, 0.02, Variant.STACK);
            double error = stack.toMatrix().minus(wanted).norm();
            assertThat(stack.discarded()).isCloseTo(error, within(1e-9 * error + 1e-13));
            HssMatrix columns = compressed(tree, beta, rule, 0.02, Variant.FULL_COLUMNS);
            assertThat(columns.toMatrix().minus(wanted).norm())
                    .isLessThanOrEqualTo(columns.discarded() * (1 + 1e-9) + 1e-13);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theGlobalRuleKeepsItsPromiseAndSpendsIt(Variant variant) {
        for (Tree tree : List.of(Tree.balanced(37), Tree.linear(40), Tree.mary(4, 64))) {
            Couplings beta = smooth(tree.sites(), true);
            Matrix wanted = symmetric(beta);
            assertThat(beta.norm()).isCloseTo(wanted.norm(), within(1e-12 * wanted.norm()));
            int before = 0;
            for (double tolerance : new double[] {0.3, 1e-2, 1e-3}) {
                HssMatrix hss = compressed(tree, beta, Rule.GLOBAL, tolerance, variant);
                assertThat(Pairs.error(hss.toMatrix(), wanted))
                        .isBetween(tolerance / 1000, tolerance);
                assertThat(hss.maxChannels()).isGreaterThan(before);
                before = hss.maxChannels();
            }
        }
    }

    @ParameterizedTest // spec ttno §3.4; on a linear tree, a balanced one and a ternary one
    @CsvSource({
        "const, 1, 1, 1",
        "nearest, 1, 2, 2",
        "exponential, 1, 2, 2",
        "distance, 2, 2, 2",
        "cubed, 4, 4, 4",
        "cosine, 2, 2, 2"
    })
    void knownKernelsHaveTheirRanks(String kernel, int linear, int balanced, int ternary) {
        Couplings beta =
                Couplings.of(
                        27,
                        (i, j) ->
                                switch (kernel) {
                                    case "const" -> 1;
                                    case "nearest" -> j - i == 1 ? 1 : 0;
                                    case "exponential" -> Math.exp(-0.5 * (j - i));
                                    case "distance" -> j - i;
                                    case "cubed" -> Math.pow(j - i, 3);
                                    default -> Math.cos(0.3 * (j - i));
                                });
        Compression fine = Compression.local(1e-12);
        assertThat(HssMatrix.compressed(Tree.linear(27), beta, fine).maxChannels())
                .isEqualTo(linear);
        assertThat(HssMatrix.compressed(Tree.balanced(27), beta, fine).maxChannels())
                .isEqualTo(balanced);
        assertThat(HssMatrix.compressed(Tree.mary(3, 27), beta, fine).maxChannels())
                .isEqualTo(ternary);
    }

    @Test
    void deepTreesAreNoDifferent() {
        Couplings beta = Couplings.power(2048, 2, 1);
        HssMatrix hss = HssMatrix.compressed(Tree.linear(2048), beta, Compression.local(1e-12));
        assertThat(hss.maxChannels()).isEqualTo(22);
    }

    @Test
    void theDiagonalIsNeverReadAndNothingElseMayBeInfinite() {
        Matrix beta = Matrix.generate(6, 6, (i, j) -> 1.0 / Math.abs(i - j));
        Tree tree = Tree.balanced(6);
        Compression fine = Compression.local(1e-12);
        assertThat(HssMatrix.compressed(tree, Couplings.of(beta), fine).maxChannels()).isPositive();
        Couplings bad = Couplings.of(6, (i, j) -> i == 1 && j == 4 ? Double.NaN : 1);
        for (Variant variant : Variant.values()) {
            assertThatThrownBy(() -> compressed(tree, bad, Rule.GLOBAL, 1e-3, variant))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Couplings: β(1, 4) is NaN; couplings must be finite (the diagonal is"
                                    + " never read)");
        }
        assertThatThrownBy(() -> HssMatrix.compressed(Tree.linear(7), bad, fine))
                .hasMessage("HssMatrix: couplings of 6 sites do not fit a tree of 7 sites");
        assertThatThrownBy(() -> Couplings.of(Matrix.zeros(3, 4)))
                .hasMessage("Couplings: the matrix must be d×d, found 3×4");
        assertThatThrownBy(() -> Compression.local(1))
                .hasMessage("Compression: the tolerance must be in [0, 1), found 1.0");
    }
}
