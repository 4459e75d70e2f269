package org.bugle.operator.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Identity;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.PairHamiltonian.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

class PairHamiltonianTest {
    private static final double ROUNDING = 1e-13;
    private static final Dense N = Dense.of(Matrix.diagonal(1, 0));
    private static final Dense X = Dense.of(Matrix.of(new double[][] {{0, 1}, {1, 0}}));

    static Stream<Tree> trees() {
        return Pairs.trees();
    }

    /// The Rydberg-like chain of the paper.
    static PairHamiltonian chain(int sites) {
        Dense local = Dense.of(X.matrix().times(3).plus(-2, N.matrix()));
        return PairHamiltonian.of(sites, 2)
                .withLocal(local)
                .plus(PairFamily.of(Couplings.power(sites, 2, 1), N));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void withoutToleranceTheNetworkIsTheSumOfAllTerms(Tree tree) {
        for (boolean complex : new boolean[] {false, true}) {
            PairHamiltonian h = Pairs.random(tree.sites(), complex, tree.hashCode());
            Matrix wanted = Pairs.dense(h);
            assertThat(Pairs.error(h.uncompressed(tree).toOperator(Form.MERGED).toMatrix(), wanted))
                    .isLessThan(ROUNDING);
            for (Compression.Variant variant : Compression.Variant.values()) {
                var exact = new Compression(Compression.Rule.LOCAL_RELATIVE, 1e-14, variant);
                CompressedPairs compressed = h.compressed(tree, exact);
                TreeOperator merged = compressed.toOperator(Form.MERGED);
                assertThat(Pairs.error(merged.toMatrix(), wanted)).isLessThan(ROUNDING);
                assertThat(compressed.relativeError()).isLessThan(ROUNDING);
                for (int node = 0; node < tree.root(); node++) {
                    assertThat(merged.slots(node)).isEqualTo(2 + compressed.channels(node));
                    assertThat(merged.isIdentity(node, 0)).isTrue();
                    assertThat(merged.isIdentityOutside(node, 1)).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void normAndErrorAreThoseOfTheMatrix(Tree tree) {
        PairHamiltonian h = Pairs.random(tree.sites(), true, 3 + tree.hashCode());
        Matrix wanted = Pairs.dense(h);
        double states = Math.sqrt(wanted.rows());
        assertThat(h.norm() * states).isCloseTo(wanted.norm(), within(1e-12 * wanted.norm()));
        var coarse =
                new Compression(Compression.Rule.LOCAL_FROBENIUS, 0.6, Compression.Variant.STACK);
        CompressedPairs compressed = h.compressed(tree, coarse);
        Matrix found = compressed.toOperator(Form.MERGED).toMatrix();
        Matrix difference = found.minus(wanted);
        assertThat(Pairs.dense(compressed.difference()).minus(difference).norm())
                .isLessThan(ROUNDING * wanted.norm());
        assertThat(compressed.relativeError())
                .isCloseTo(difference.norm() / wanted.norm(), within(ROUNDING));
        assertThat(compressed.relativeError()).isBetween(tree.sites() > 6 ? 1e-2 : 0.0, 1.0);
    }

    @Test
    void realCouplingsOfHermitianOperatorsStayHermitian() {
        Matrix h =
                chain(8).toOperator(Tree.balanced(8), Compression.local(1e-2), Form.MERGED)
                        .toMatrix();
        assertThat(h.minus(h.adjoint()).norm()).isLessThan(1e-14 * h.norm());
        assertThat(Pairs.error(h, Pairs.dense(chain(8)))).isBetween(1e-5, 1e-2);
    }

    @Test
    void aSiteThatCouplesToNothingHasNoChannel() {
        Matrix beta = Matrix.generate(5, 5, (i, j) -> i == 2 || j == 2 ? 0 : 1.0 + i + j * j);
        PairHamiltonian h = chain(5).plus(PairFamily.of(Couplings.of(beta), X));
        PairHamiltonian alone = PairHamiltonian.of(5, 2).plus(PairFamily.of(Couplings.of(beta), X));
        Tree tree = Tree.linear(5);
        assertThat(alone.compressed(tree, Compression.local(1e-12)).channels(tree.leaf(2)))
                .isZero();
        for (PairHamiltonian some : List.of(h, alone)) {
            Matrix found = some.toOperator(tree, Compression.local(1e-14), Form.MERGED).toMatrix();
            assertThat(Pairs.error(found, Pairs.dense(some))).isLessThan(ROUNDING);
        }
    }

    @Test
    void mistakesAreOneSentence() {
        Couplings beta = Couplings.power(4, 1, 1);
        assertThatThrownBy(() -> PairFamily.of(beta, List.of(N, N, N)))
                .hasMessage(
                        "PairHamiltonian: couplings of 4 sites need as many operators, found 3 and"
                                + " 3");
        assertThatThrownBy(() -> PairHamiltonian.of(5, 2).plus(PairFamily.of(beta, N)))
                .hasMessage(
                        "PairHamiltonian: couplings for 4 sites do not fit the 5 sites of the"
                                + " operator");
        assertThatThrownBy(() -> PairHamiltonian.of(4, 2).withLocal(new Identity(3)))
                .hasMessage("PairHamiltonian: an operator of site 0 must be 2×2, found 3×3");
        assertThatThrownBy(() -> chain(4).uncompressed(Tree.balanced(5)))
                .hasMessage("PairHamiltonian: 4 sites do not fit a tree of 5 sites");
    }

    @Test
    void normsOfThousandsOfSitesDoNotOverflow() {
        PairHamiltonian open =
                PairHamiltonian.of(2048, 4)
                        .plus(
                                PairFamily.of(
                                        Couplings.power(2048, 1, 1).times(Complex.I),
                                        Dense.of(Matrix.diagonal(1, 1, 0, 0))));
        assertThat(open.norm()).isBetween(1e3, 1e4);
    }
}
