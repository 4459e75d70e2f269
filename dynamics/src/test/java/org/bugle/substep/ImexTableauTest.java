package org.bugle.substep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;

/// The order conditions of partitioned Runge–Kutta methods: one for each rooted tree whose nodes
/// are coloured implicit or explicit, Σ b_i φ_i = 1/γ.
class ImexTableauTest {
    private static final double ROUNDING = 1e-14;

    static List<ImexTableau> all() {
        return List.of(
                ImexTableau.BE,
                ImexTableau.DIRK2,
                ImexTableau.DIRK3,
                ImexTableau.IMEX111,
                ImexTableau.IMEX222,
                ImexTableau.IMEX443);
    }

    private static List<Matrix> parts(ImexTableau table) {
        return table.hasExplicitPart()
                ? List.of(table.implicit(), table.explicit())
                : List.of(table.implicit());
    }

    @ParameterizedTest
    @MethodSource("all")
    void bothPartsSeeTheSameTimes(ImexTableau table) {
        for (Matrix a : parts(table)) {
            for (int k = 0; k <= table.stages(); k++) {
                assertThat(a.rows(k, k + 1).times(one(table)).get(0, 0))
                        .isCloseTo(table.c(k), within(ROUNDING));
            }
        }
        assertThat(table.c(table.stages())).isCloseTo(1, within(ROUNDING));
    }

    /// What the integrator relies on: its first stage and its predictions are steps of order one.
    @ParameterizedTest
    @MethodSource("all")
    void stagesAreDiagonallyImplicitAndTheFirstIsAStepOfOrderOne(ImexTableau table) {
        for (int k = 0; k <= table.stages(); k++) {
            assertThat(table.a(k, 0)).isZero();
            for (int l = k; l <= table.stages(); l++) {
                assertThat(table.e(k, l)).isZero();
                assertThat(l > k ? table.a(k, l) : 0).isZero();
            }
        }
        assertThat(table.a(1, 1)).isCloseTo(table.c(1), within(ROUNDING));
        assertThat(table.e(1, 0))
                .isCloseTo(table.hasExplicitPart() ? table.c(1) : 0, within(ROUNDING));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyColouredTreeUpToTheOrderIsMet(ImexTableau table) {
        List<Double> next = new ArrayList<>();
        for (Matrix top : parts(table)) {
            Matrix b = top.rows(table.stages(), table.stages() + 1);
            Matrix c = table.implicit().times(one(table));
            check(table, 1, b.times(one(table)).get(0, 0) - 1, next);
            check(table, 2, b.times(c).get(0, 0) - 1.0 / 2, next);
            check(table, 3, b.times(c.hadamard(c)).get(0, 0) - 1.0 / 3, next);
            for (Matrix inner : parts(table)) {
                check(table, 3, b.times(inner).times(c).get(0, 0) - 1.0 / 6, next);
            }
        }
        if (table.order() < 3) {
            assertThat(next).anySatisfy(defect -> assertThat(defect).isGreaterThan(1e-3));
        }
    }

    private static void check(ImexTableau table, int order, double defect, List<Double> next) {
        if (order <= table.order()) {
            assertThat(defect).isCloseTo(0, within(ROUNDING));
        } else if (order == table.order() + 1) {
            next.add(Math.abs(defect));
        }
    }

    private static Matrix one(ImexTableau table) {
        return Matrix.generate(table.stages() + 1, 1, (_, _) -> 1);
    }
}
