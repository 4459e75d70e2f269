package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class VlasovTest {
    @Test // linear theory: the field of k = 0.5 decays as e^{−0.1533 t}
    void weakLandauDampingHasTheRateOfLinearTheory() {
        List<double[]> peaks =
                peaks(electricEnergy(Presets.landau(List.of(32, 64), 0.01), 500, 25));
        double[] first = peaks.get(1); // the first one is still part of the start
        double[] last = peaks.getLast();
        double rate = Math.log(last[1] / first[1]) / 2 / (last[0] - first[0]);
        assertThat(peaks).hasSizeGreaterThan(8);
        assertThat(rate).isCloseTo(-0.1533, within(0.001));
    }

    @Test // two cold-ish beams: the perturbation grows
    void twoStreamsAreUnstable() {
        MatrixProblem streams =
                new TwoStream(1, List.of(32, 64), 1e-3, 0.2, List.of(-9.0, 9.0), 2.4, 10)
                        .problem(1);
        List<double[]> energy = electricEnergy(streams, 400, 20);
        assertThat(energy.getLast()[1]).isGreaterThan(20 * energy.getFirst()[1]);
    }

    private static List<double[]> electricEnergy(MatrixProblem vlasov, int steps, double end) {
        var method =
                new MidpointBug(
                        MidpointBug.Variant.R4, new Truncation.Tail(1e-8, 0, 1, 12), Substep.rk4());
        return electricEnergy(vlasov, method, steps, end);
    }

    private static List<double[]> electricEnergy(
            MatrixProblem vlasov, MatrixIntegrator method, int steps, double end) {
        var energy = vlasov.observables().getLast().quantity();
        double h = end / steps;
        LowRankMatrix y = vlasov.start().by(new Truncation.Tail(1e-8, 0, 1, 12));
        List<double[]> history = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            y = method.step(vlasov.equation(), new Span(i, 0, i * h, h), y).value();
            history.add(new double[] {(i + 1) * h, energy.of((i + 1) * h, y)});
        }
        return history;
    }

    private static List<double[]> peaks(List<double[]> history) {
        List<double[]> peaks = new ArrayList<>();
        for (int i = 1; i < history.size() - 1; i++) {
            double[] here = history.get(i);
            if (here[1] > history.get(i - 1)[1] && here[1] > history.get(i + 1)[1]) {
                peaks.add(here);
            }
        }
        return peaks;
    }

    @Test // ⟨v⟩ = 0 and ⟨∂_v⟩ = 0 in a Maxwellian
    void aStartOfRankOneIsFrozenAndThePaddedOneIsNot() {
        MatrixProblem vlasov = Presets.landau(List.of(32, 64), 0.1);
        LowRankMatrix exact = FullReference.ofTightTolerance().at(vlasov, 1);
        Truncation truncation = Truncation.relative(1e-7);
        var bug = Methods.of("augmented", truncation, Substep.rk4());
        LowRankMatrix start = vlasov.start().full().orthonormalized();
        LowRankMatrix frozen = Methods.run(vlasov, start, bug, 40, 1);
        assertThat(frozen.distance(start)).isLessThan(1e-10 * start.norm());
        assertThat(exact.distance(start)).isGreaterThan(1e-2 * start.norm());

        LowRankMatrix padded = Methods.run(vlasov, vlasov.start().by(truncation), bug, 40, 1);
        assertThat(padded.distance(exact)).isLessThan(1e-5 * exact.norm());
    }

    @Test
    void fullSolutionKeepsMassMomentumAndEnergy() {
        MatrixProblem vlasov = Presets.landau(List.of(16, 48), 0.1);
        LowRankMatrix end = FullReference.ofTightTolerance().at(vlasov, 1);
        for (Observable<LowRankMatrix> observable : vlasov.observables()) {
            double before = observable.quantity().of(0, vlasov.start().full());
            double after = observable.quantity().of(1, end);
            // f is e^{−18}/√(2π) at the ends of the velocities, where a period must be continuous
            assertThat(Math.abs(after - before) < 1e-6)
                    .as("%s: %s, then %s", observable.name(), before, after)
                    .isEqualTo(observable.invariant());
        }
    }

    @Test // −Δφ = −α Σ cos kx_i, seen along the last direction, which runs first
    void fieldOfAKnownDensity() {
        for (int d = 1; d <= 2; d++) {
            MatrixProblem vlasov = landau(d, List.of(8, 32), 0.3);
            Matrix e = vlasov.fields().getLast().of().apply(vlasov.start().full());
            for (int i = 0; i < e.rows(); i++) {
                double angle = i % 8 * 2 * Math.PI / 8;
                assertThat(e.get(i, 0)).isCloseTo(-0.6 * Math.sin(angle), within(1e-6));
            }
        }
    }

    @Test // exponential substeps take 0.1 where 256×1024 points want 0.03
    void weakLandauDampingInTwoDimensionsHasTheSameRate() {
        MatrixProblem vlasov = landau(2, List.of(16, 32), 0.01);
        var method = new AugmentedBug(new Truncation.Tail(1e-8, 0, 1, 12), Substep.exponential());
        List<double[]> peaks = peaks(electricEnergy(vlasov, method, 150, 15));
        double[] first = peaks.get(1);
        double[] last = peaks.getLast();
        double rate = Math.log(last[1] / first[1]) / 2 / (last[0] - first[0]);
        assertThat(peaks).hasSizeGreaterThan(4);
        assertThat(rate).isCloseTo(-0.1533, within(0.002));
    }

    @Test
    void theEnergyOfAFieldIsThatOfEachDirectionSummed() {
        double one = energy(landau(1, List.of(8, 16), 0.01));
        double box = 2 * Math.PI / 0.5;
        assertThat(energy(landau(2, List.of(8, 16), 0.01)))
                .isCloseTo(2 * box * one, within(1e-6 * box * one));
        assertThat(energy(landau(3, List.of(8, 16), 0.01)))
                .isCloseTo(3 * box * box * one, within(1e-6 * box * box * one));
    }

    private static double energy(MatrixProblem vlasov) {
        return vlasov.observables().getLast().quantity().of(0, vlasov.start().full());
    }

    private static MatrixProblem landau(int dimensions, List<Integer> points, double amplitude) {
        return new LandauDampingInSpace(dimensions, points, amplitude, 0.5, List.of(-6.0, 6.0), 10)
                .problem(1);
    }
}
