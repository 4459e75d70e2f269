package org.bugle.app.papers;

import static org.bugle.app.papers.TtnoChains.FINE;
import static org.bugle.app.papers.TtnoChains.OMEGA;
import static org.bugle.app.papers.TtnoChains.OPEN_OMEGA;
import static org.bugle.app.papers.TtnoChains.exactly;

import org.bugle.app.papers.TtnoChains.Column;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.tree.CompressedPairs;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.HssMatrix;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.PairHamiltonian.Form;
import org.bugle.operator.tree.TreeOperator;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// R1 and R6: chains of a few sites, whose whole matrix can be looked at.
final class TtnoSmall {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final double SHARP = 1e-12;
    private static final Axis SITES = Axis.linear("sites");

    private TtnoSmall() {}

    private static Claim near(String text, double figure) {
        return near(text, figure, SHARP);
    }

    private static Claim near(String text, double figure, double tolerance) {
        return new Claim(text, new Criterion.Near(figure, tolerance), REFERENCE);
    }

    private static Claim exactly1(String text, double figure) {
        return near(text, figure, 0);
    }

    private static CompressedPairs closed(int sites, double tolerance) {
        return TtnoChains.closed(sites, 1)
                .compressed(Tree.balanced(sites), Compression.local(tolerance));
    }

    static Experiment r1() {
        return Experiment.of("R1", "Closed chains of 4 and 8 sites", eight(), coarse(), four());
    }

    private static Case eight() {
        return Case.of(
                List.of(
                        exactly1("channels of a site", 1),
                        exactly1("channels of a pair", 2),
                        exactly1("channels of four sites", 4),
                        exactly1("rank of a site", 3),
                        exactly1("rank of a pair", 4),
                        exactly1("rank of four sites", 6),
                        exactly1("numbers stored", 468),
                        near("‖H‖_F/2⁴", 8.961193420987222),
                        near("‖H‖_F/2⁴ of the network", 8.961193420987222),
                        near("smallest eigenvalue", -25.786225978419367),
                        near("largest eigenvalue", 24.548299237886233),
                        near("⟨0…0|H|0…0⟩", 11.4857142857143),
                        near("tr H/2⁸", -1.12857142857143)),
                _ -> {
                    CompressedPairs pairs = closed(8, FINE.tolerance());
                    TreeOperator h = pairs.toOperator(Form.MERGED);
                    Matrix dense = h.toMatrix();
                    List<Double> spectrum = Eigen.hermitian(dense).values();
                    return List.of(
                            (double) pairs.channels(0),
                            (double) pairs.channels(2),
                            (double) pairs.channels(6),
                            (double) h.slots(0),
                            (double) h.slots(2),
                            (double) h.slots(6),
                            (double) h.numbers(),
                            pairs.hamiltonian().norm(),
                            h.norm(),
                            spectrum.getFirst(),
                            spectrum.getLast(),
                            dense.get(0, 0),
                            dense.trace().re() / dense.rows());
                });
    }

    private static Case coarse() {
        return Case.of(
                List.of(
                        exactly1("tolerance 1e-2: channels of a pair", 2),
                        exactly1("tolerance 1e-2: channels of four sites", 2),
                        exactly1("tolerance 1e-2: numbers stored", 384),
                        near("tolerance 1e-2: ‖β̃ − β‖_F", 0.01906067837653, 1e-11),
                        near("tolerance 1e-2: Σ dropped σ²", 1.816547300868e-4, 1e-11),
                        near("tolerance 1e-2: ‖H̃ − H‖_F/2⁴", 3.47357507577e-3, 1e-11),
                        near("tolerance 1e-2: ‖H̃ − H‖₂", 0.01136762855824, 1e-11),
                        near("tolerance 1e-2: (d/2) ‖β̃ − β‖₂", 0.0539061888461, 1e-11)),
                _ -> {
                    var error = TtnoSpectral.Deviation.of(8, Compression.local(1e-2));
                    CompressedPairs pairs = error.pairs();
                    HssMatrix hss = pairs.couplings(0);
                    return List.of(
                            (double) hss.channels(2),
                            (double) hss.channels(6),
                            (double) pairs.toOperator(Form.MERGED).numbers(),
                            error.couplings().norm(),
                            hss.discarded() * hss.discarded() / 2,
                            pairs.difference().norm(),
                            error.exactNorm(),
                            error.bound());
                });
    }

    private static Case four() {
        return Case.of(
                List.of(
                        near("4 sites: smallest eigenvalue", -13.925527924199795),
                        near("4 sites: largest eigenvalue", 10.273241700757234),
                        near("4 sites: ‖H‖_F", 25.425271767366507)),
                _ -> {
                    Matrix dense = closed(4, FINE.tolerance()).toOperator(Form.MERGED).toMatrix();
                    List<Double> spectrum = Eigen.hermitian(dense).values();
                    return List.of(spectrum.getFirst(), spectrum.getLast(), dense.norm());
                });
    }

    /// The Lindbladian of a few sites.
    private record Open(TreeOperator network, Matrix dense) {
        static Open of(int sites) {
            TreeOperator network =
                    TtnoChains.open(sites, OPEN_OMEGA)
                            .toOperator(Tree.balanced(sites), FINE, Form.MERGED);
            return new Open(network, network.toMatrix());
        }

        /// The slowest mode that decays and turns: of the largest real part below 0, im > 0.
        Complex slowest() {
            return Eigen.general(dense).values().stream()
                    .filter(z -> z.re() < -1e-9 && z.im() > 1e-9)
                    .max(Comparator.comparingDouble(Complex::re))
                    .orElseThrow();
        }

        /// The largest real part of an eigenvalue.
        double growth() {
            return Eigen.general(dense).values().stream()
                    .mapToDouble(Complex::re)
                    .max()
                    .orElseThrow();
        }

        /// ‖vec(I)ᵀ L‖: how the trace of ρ changes.
        double traceLoss() {
            Matrix one = Matrix.identity(1);
            for (int site = 0; site < network.tree().sites(); site++) {
                Matrix unit = SpinMatrices.vectorised(Matrix.identity(2));
                one = SpinMatrices.kronecker(unit, one);
            }
            return one.transposeTimes(dense).norm();
        }
    }

    private static Column<Open> column(
            String quantity, List<Criterion> expected, ToDoubleFunction<Open> value) {
        return new Column<>(
                new Chart(quantity, SITES, Axis.linear(quantity)), REFERENCE, expected, value);
    }

    static Experiment r6() {
        return Experiment.of(
                "R6",
                "Open chains: spectra and norms",
                TtnoChains.table(
                                "balanced",
                                List.of(2.0, 3.0, 4.0),
                                sites -> Open.of((int) sites),
                                List.of(
                                        column("rank", exactly(4, 4, 6), o -> o.network.maxRank()),
                                        column(
                                                "numbers stored",
                                                exactly(144, 272, 484),
                                                o -> o.network.numbers()),
                                        column(
                                                "‖L‖_F/2^d",
                                                Case.near(
                                                        SHARP,
                                                        2.0952326839756963,
                                                        2.5455113630022446,
                                                        3.0150290214192075),
                                                o -> o.network.norm()),
                                        column(
                                                "decay of the slowest mode",
                                                Case.near(
                                                        1e-8,
                                                        -0.534969413,
                                                        -0.538811834,
                                                        -0.539995659),
                                                o -> o.slowest().re()),
                                        column(
                                                "frequency of the slowest mode",
                                                Case.near(1e-8, 2.14744800, 2.11840133, 2.10472713),
                                                o -> o.slowest().im()),
                                        column(
                                                "largest growth",
                                                Case.atMost(1e-12, 1e-12, 1e-12),
                                                Open::growth),
                                        column(
                                                "change of the trace",
                                                Case.atMost(1e-13, 1e-13, 1e-13),
                                                Open::traceLoss)))
                        .taking(2),
                norm("256 sites, Ω = 0.4", TtnoChains.open(256, OPEN_OMEGA), 128.77645725367555),
                norm("256 sites, Ω = 3", TtnoChains.open(256, OMEGA), 145.290935514944),
                norm("512 sites, Ω = 0.4", TtnoChains.open(512, OPEN_OMEGA), 256.76184326626515));
    }

    private static Case norm(String chain, PairHamiltonian h, double figure) {
        return Case.of(
                "‖L‖_F/2^d, " + chain, new Criterion.Near(figure, SHARP), REFERENCE, _ -> h.norm());
    }
}
