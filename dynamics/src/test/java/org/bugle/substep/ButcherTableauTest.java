package org.bugle.substep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;

/// Butcher's order conditions Σ b_i φ_i(τ) = 1/γ(τ), one for each rooted tree τ.
class ButcherTableauTest {
    static List<ButcherTableau> all() {
        return List.of(
                ButcherTableau.EULER,
                ButcherTableau.MIDPOINT,
                ButcherTableau.HEUN,
                ButcherTableau.RALSTON,
                ButcherTableau.HEUN3,
                ButcherTableau.KUTTA3,
                ButcherTableau.RK4,
                ButcherTableau.MERSON,
                ButcherTableau.DORMAND_PRINCE,
                ButcherTableau.IMPLICIT_EULER,
                ButcherTableau.DIRK2,
                ButcherTableau.DIRK3);
    }

    private static final double ROUNDING = 1e-14;

    /// φ(τ), s×1, of a tree of some order, and γ(τ).
    private record Tree(int order, Matrix phi, double gamma) {}

    /// The trees of up to four nodes.
    private static List<Tree> trees(ButcherTableau tableau) {
        Matrix one = Matrix.generate(tableau.stages(), 1, (i, j) -> 1);
        Matrix a = tableau.a();
        Matrix c = a.times(one);
        Matrix ac = a.times(c);
        Matrix c2 = c.hadamard(c);
        return List.of(
                new Tree(1, one, 1),
                new Tree(2, c, 2),
                new Tree(3, c2, 3),
                new Tree(3, ac, 6),
                new Tree(4, c.hadamard(c2), 4),
                new Tree(4, c.hadamard(ac), 8),
                new Tree(4, a.times(c2), 12),
                new Tree(4, a.times(ac), 24));
    }

    private static double defect(Matrix weights, Tree tree) {
        return weights.adjointTimes(tree.phi).get(0, 0) - 1 / tree.gamma;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyTreeUpToTheOrderIsMet(ButcherTableau tableau) {
        List<Double> next = new ArrayList<>();
        for (Tree tree : trees(tableau)) {
            if (tree.order <= tableau.order()) {
                assertThat(defect(tableau.b(), tree)).isCloseTo(0, within(ROUNDING));
            } else if (tree.order == tableau.order() + 1) {
                next.add(Math.abs(defect(tableau.b(), tree)));
            }
            tableau.embedded()
                    .filter(_ -> tree.order < tableau.order())
                    .ifPresent(weights ->
                            assertThat(defect(weights, tree)).isCloseTo(0, within(ROUNDING)));
        }
        if (tableau.order() < 4) {
            assertThat(next).anySatisfy(defect -> assertThat(defect).isGreaterThan(1e-3));
        }
    }
}
