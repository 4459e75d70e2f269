package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.bugle.lowrank.LowRankMatrix;
import org.junit.jupiter.api.Test;

/// Its figures are claims of `bugle reproduce midpoint-bug`.
class LatticeSchroedingerTest {
    @Test
    void imaginaryTimeIsTheSameFlowWithAnotherFactor() {
        LatticeSchroedinger real =
                new LatticeSchroedinger(
                        12, 1, 1, Boundary.ZERO, false, LatticeSchroedinger.Initial.SMOOTH);
        LatticeSchroedinger imaginary =
                new LatticeSchroedinger(
                        12, 1, 1, Boundary.ZERO, true, LatticeSchroedinger.Initial.SMOOTH);
        LowRankMatrix start = real.problem(1).start().full();
        var f = real.problem(1).equation().evaluate(0, start).apply(start.v());
        var g = imaginary.problem(1).equation().evaluate(0, start).apply(start.v());
        assertThat(g.isComplex()).isFalse();
        assertThat(f.imag().minus(g).norm()).isLessThan(1e-14);
        assertThat(f.real().norm()).isLessThan(1e-14);
    }

    @Test // the density sums to ‖Y‖²
    void densityIsThatOfTheState() {
        MatrixProblem lattice = Presets.lattice(20, LatticeSchroedinger.Initial.SMOOTH);
        LowRankMatrix start = lattice.start().full();
        var density = lattice.fields().getFirst().of().apply(start);
        var dense = start.toDense();
        for (int i = 0; i < 20; i++) {
            double row = dense.rows(i, i + 1).norm();
            assertThat(density.get(i, 0)).isCloseTo(row * row, Percentage.withPercentage(1e-8));
        }
    }
}
