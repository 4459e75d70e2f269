package org.bugle.app.papers;

import static org.bugle.app.papers.TtnoChains.exactly;

import org.bugle.app.papers.TtnoChains.Column;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.tree.CompressedPairs;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.PairHamiltonian.Form;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// E3 and R2: what the error of the couplings means for the operator, in the Frobenius and in the
/// spectral norm. The operator H̃ − H is diagonal with the values ½ xᵀ(β̃ − β)x, x ∈ {0, 1}^d, so
/// its spectral norm is the largest modulus of those.
final class TtnoSpectral {
    private static final Axis TOLERANCE = Axis.log("tolerance");
    private static final Source REFERENCE = Source.REFERENCE;

    private TtnoSpectral() {}

    /// A compression and the error of its couplings.
    record Deviation(CompressedPairs pairs, Matrix couplings) {
        static Deviation of(int sites, Compression compression) {
            PairHamiltonian h = TtnoChains.closed(sites, 1);
            CompressedPairs pairs = h.compressed(Tree.balanced(sites), compression);
            return new Deviation(pairs, pairs.couplings(0).toMatrix().minus(exact(h)));
        }

        private static Matrix exact(PairHamiltonian h) {
            Couplings beta = h.families().getFirst().beta();
            return Matrix.generate(h.sites(), h.sites(), (i, j) -> i == j ? 0 : beta.at(i, j).re());
        }

        double channels() {
            return pairs.couplings(0).maxChannels();
        }

        double relative() {
            return couplings.norm() / exact(pairs.hamiltonian()).norm();
        }

        /// (d/2) ‖β̃ − β‖₂, a bound of the spectral norm.
        double bound() {
            return couplings.rows() / 2.0 * couplings.norm2();
        }

        /// ‖H̃ − H‖₂, by all 2^d values.
        double exactNorm() {
            int d = couplings.rows();
            double[] gradient = new double[d]; // E x
            boolean[] x = new boolean[d];
            double value = 0;
            double largest = 0;
            for (int code = 1; code < 1 << d; code++) { // one entry of x changes at a time
                int flipped = Integer.numberOfTrailingZeros(code);
                value += flip(flipped, x, gradient);
                largest = Math.max(largest, Math.abs(value));
            }
            return largest;
        }

        /// A lower bound of ‖H̃ − H‖₂, by climbing from random x.
        double foundNorm() {
            RandomGenerator random = new SplitMix64(1);
            double largest = 0;
            for (int start = 0; start < 400; start++) {
                largest = Math.max(largest, climbed(random, start % 2 == 0 ? 1 : -1));
            }
            return largest;
        }

        private double climbed(RandomGenerator random, int sign) {
            int d = couplings.rows();
            double[] gradient = new double[d];
            boolean[] x = new boolean[d];
            double value = 0;
            for (int i = 0; i < d; i++) {
                value += random.nextLong() < 0 ? flip(i, x, gradient) : 0;
            }
            while (true) {
                int best = 0;
                for (int i = 1; i < d; i++) {
                    best = sign * gain(i, x, gradient) > sign * gain(best, x, gradient) ? i : best;
                }
                if (sign * gain(best, x, gradient) <= 0) {
                    return Math.abs(value);
                }
                value += flip(best, x, gradient);
            }
        }

        private static double gain(int i, boolean[] x, double[] gradient) {
            return x[i] ? -gradient[i] : gradient[i];
        }

        private double flip(int i, boolean[] x, double[] gradient) {
            double gain = gain(i, x, gradient);
            double change = x[i] ? -1 : 1;
            x[i] = !x[i];
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] += change * couplings.get(j, i);
            }
            return gain;
        }

        /// |⟨0…0| H̃ − H |0…0⟩|, all spins up, from the networks of both.
        double startValue() {
            Tree tree = pairs.tree();
            Matrix up = Matrix.columnVector(1, 0);
            TreeTensor all = TreeTensor.product(tree, Collections.nCopies(tree.sites(), up));
            Complex value =
                    pairs.toOperator(Form.MERGED)
                            .minus(pairs.hamiltonian().uncompressed(tree).toOperator(Form.MERGED))
                            .expectation(all);
            return value.abs();
        }
    }

    private static Deviation chain32(double tolerance) {
        return Deviation.of(32, Compression.local(tolerance));
    }

    static Experiment e3() {
        List<Double> tolerances =
                List.of(1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12);
        Chart spectral =
                new Chart("Spectral error, climbing", TOLERANCE, Axis.log("largest value found"));
        return Experiment.of(
                "E3",
                "Closed chain of 32 sites: Frobenius and spectral errors",
                Case.curve(
                        new Chart("Frobenius error", TOLERANCE, Axis.log("relative error")),
                        "closed",
                        Source.AUTHORS_CODE,
                        tolerances,
                        TtnoTolerances.errors(
                                1.5e-14,
                                5.3653e-4,
                                3.4727e-5,
                                6.4947e-6,
                                5.5328e-7,
                                3.5481e-8,
                                1.54187e-9,
                                1.82582e-10,
                                1.6444e-12,
                                1.6444e-12,
                                4.1e-14,
                                1.4e-14),
                        tolerance -> chain32(tolerance).pairs.relativeError()),
                TtnoChains.table(
                        "closed",
                        tolerances.subList(0, 8),
                        TtnoSpectral::chain32,
                        List.of(
                                new Column<>( // the authors' power method has not converged
                                        spectral,
                                        Source.AUTHORS_CODE,
                                        atLeast(
                                                9.3205e-2,
                                                4.7184e-3,
                                                9.4967e-4,
                                                9.1909e-5,
                                                7.7177e-6,
                                                4.2318e-7,
                                                3.3196e-8,
                                                3.2714e-10),
                                        Deviation::foundNorm),
                                new Column<>(
                                        new Chart(
                                                "Spectral error, independent climb",
                                                TOLERANCE,
                                                Axis.log("largest value found")),
                                        REFERENCE,
                                        atLeast(
                                                0.11323,
                                                5.6101e-3,
                                                1.18360e-3,
                                                9.8888e-5,
                                                1.1172e-5,
                                                4.6108e-7,
                                                4.3050e-8,
                                                5.026e-10),
                                        Deviation::foundNorm),
                                new Column<>(
                                        new Chart(
                                                "Spectral error over its bound",
                                                TOLERANCE,
                                                Axis.linear("found / (d/2 ‖β̃ − β‖₂)")),
                                        REFERENCE,
                                        Case.atMost(1, 1, 1, 1, 1, 1, 1, 1),
                                        error -> error.foundNorm() / error.bound()))),
                Case.curve(
                        new Chart("Error with all spins up", TOLERANCE, Axis.log("|⟨H̃ − H⟩|")),
                        "closed",
                        REFERENCE,
                        List.of(1e-2, 1e-3, 1e-4),
                        List.of(
                                new Criterion.Near(4.29150033976e-3, 1e-9),
                                new Criterion.Near(4.108829e-5, 1e-6),
                                new Criterion.Near(7.9193e-7, 1e-5)),
                        tolerance -> chain32(tolerance).startValue()));
    }

    private static List<Criterion> atLeast(double... bounds) {
        return Arrays.stream(bounds).<Criterion>mapToObj(Criterion.AtLeast::new).toList();
    }

    static Experiment r2() {
        return Experiment.of(
                "R2",
                "Closed chain of 16 sites: all 2¹⁶ values of the error",
                TtnoChains.table(
                        "local",
                        List.of(1e-1, 1e-2, 1e-3),
                        tolerance -> Deviation.of(16, Compression.local(tolerance)),
                        List.of(
                                column("channels", exactly(2, 4, 4), Deviation::channels),
                                column(
                                        "‖β̃ − β‖_F",
                                        Case.near(1e-8, 0.7949578792, 0.0638699900, 4.65932333e-3),
                                        error -> error.couplings.norm()),
                                column(
                                        "‖β̃ − β‖₂",
                                        Case.near(1e-8, 0.3543342726, 0.0359798173, 2.98417711e-3),
                                        error -> error.couplings.norm2()),
                                column(
                                        "‖H̃ − H‖₂",
                                        Case.near(
                                                1e-10,
                                                1.31677444502,
                                                0.07044092861,
                                                4.7502197961e-3),
                                        Deviation::exactNorm),
                                column(
                                        "‖H̃ − H‖_F/‖H‖_F",
                                        Case.near(1e-8, 0.0252128320, 1.09369255e-3, 6.0800439e-5),
                                        error -> error.pairs.relativeError()))),
                TtnoChains.table(
                        "global",
                        List.of(1e-1, 1e-2, 1e-3),
                        tolerance -> Deviation.of(16, Compression.global(tolerance)),
                        List.of(
                                column("channels", exactly(3, 4, 4), Deviation::channels),
                                column(
                                        "‖β̃ − β‖_F/‖β‖_F",
                                        Case.near(1e-3, 9.419e-3, 3.5146e-4, 1.604e-4),
                                        Deviation::relative))));
    }

    private static Column<Deviation> column(
            String quantity, List<Criterion> expected, ToDoubleFunction<Deviation> value) {
        return new Column<>(
                new Chart(quantity, TOLERANCE, Axis.log(quantity)), REFERENCE, expected, value);
    }
}
