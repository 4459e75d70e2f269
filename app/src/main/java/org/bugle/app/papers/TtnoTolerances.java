package org.bugle.app.papers;

import static org.bugle.app.papers.TtnoChains.FINE;
import static org.bugle.app.papers.TtnoChains.OMEGA;
import static org.bugle.app.papers.TtnoChains.exactly;
import static org.bugle.app.papers.TtnoChains.ranks;

import org.bugle.app.papers.TtnoChains.Built;
import org.bugle.app.papers.TtnoChains.Column;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.HssMatrix;
import org.bugle.operator.tree.PairHamiltonian;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/// E2, E4, the studies of E6, and E7: tolerances and exponents for 256 sites.
final class TtnoTolerances {
    private static final int SITES = 256;

    /// The rounding of the authors' arithmetic at that size.
    private static final double FLOOR = 2e-13;

    private static final Source AUTHORS = Source.AUTHORS_CODE;
    private static final Axis TOLERANCE = Axis.log("tolerance");
    private static final Axis ALPHA = Axis.linear("α");
    private static final Axis RANK = Axis.linear("rank");
    private static final List<Double> TOLERANCES =
            List.of(
                    1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13,
                    1e-14);
    private static final List<Double> ALPHAS =
            List.of(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);

    private TtnoTolerances() {}

    /// Published errors: a figure up to the rounding of the authors' arithmetic, and where that is
    /// most of it, an upper bound.
    ///
    /// @param floor of that rounding
    static List<Criterion> errors(double floor, double... published) {
        return Arrays.stream(published)
                .<Criterion>mapToObj(error ->
                        error > 3 * floor
                                ? new Criterion.Near(error, 2e-4 + floor / error)
                                : new Criterion.AtMost(error))
                .toList();
    }

    private static Case.Measured tolerances(
            String system, PairHamiltonian h, List<Criterion> ranks, List<Criterion> errors) {
        return TtnoChains.table(
                system,
                TOLERANCES,
                tolerance -> Built.of(h, Tree.balanced(SITES), Compression.local(tolerance)),
                List.of(
                        new Column<>(
                                new Chart("Rank by tolerance", TOLERANCE, RANK),
                                AUTHORS,
                                ranks,
                                Built::rank),
                        new Column<>(
                                new Chart(
                                        "Error by tolerance",
                                        TOLERANCE,
                                        Axis.log("relative error")),
                                AUTHORS,
                                errors,
                                Built::error)));
    }

    static Experiment e2() {
        return Experiment.of(
                "E2",
                "Closed chain of 256 sites, by tolerance",
                tolerances(
                                "closed",
                                TtnoChains.closed(SITES, 1),
                                ranks(
                                        TOLERANCES,
                                        9,
                                        12,
                                        14,
                                        16,
                                        18,
                                        19,
                                        21,
                                        23,
                                        24,
                                        26,
                                        28,
                                        29,
                                        30),
                                errors(
                                        FLOOR, 7.0216e-4, 2.4430e-5, 2.3855e-6, 1.8192e-7,
                                        9.5271e-9, 1.2805e-9, 7.117e-11, 6.735e-12, 8.67e-13,
                                        1.5e-13, 5.5e-14, 1.3e-13, 1.5e-13))
                        .taking(5));
    }

    private static Case.Measured alphas(
            double tolerance,
            Source source,
            DoubleFunction<PairHamiltonian> h,
            String system,
            double... ranks) {
        return Case.curve(
                new Chart("Rank by α, " + system, ALPHA, RANK),
                "tolerance " + tolerance,
                source,
                ALPHAS,
                exactly(ranks),
                alpha ->
                        Built.of(h.apply(alpha), Tree.balanced(SITES), Compression.local(tolerance))
                                .rank());
    }

    static Experiment e4() {
        return Experiment.of(
                "E4",
                "Closed chain of 256 sites, by the exponent α",
                closed(1e-12, AUTHORS, 4, 26, 28, 28, 28, 27, 27, 26, 24, 22, 20, 17, 15),
                closed(1e-6, AUTHORS, 4, 16, 18, 18, 18, 17, 16, 14, 11, 9, 9, 9, 7),
                closed(1e-4, Source.REFERENCE, 4, 12, 14, 14, 13, 13, 11, 9, 8, 7, 7, 7, 5));
    }

    private static Case.Measured closed(double tolerance, Source source, double... ranks) {
        return alphas(tolerance, source, alpha -> TtnoChains.closed(SITES, alpha), "closed", ranks)
                .taking(4);
    }

    /// The authors' figures end in rounding of some 5e-13, the first one of which is still the
    /// error, to one digit.
    private static List<Criterion> openErrors() {
        List<Criterion> known =
                errors(
                        FLOOR,
                        4.4019e-4,
                        1.5836e-5,
                        1.5481e-6,
                        1.1806e-7,
                        6.1829e-9,
                        8.3102e-10,
                        4.619e-11,
                        4.39e-12);
        List<Criterion> rounding = Case.atMost(5e-13, 5e-13, 5e-13, 5e-13);
        return Stream.of(known, Case.near(0.2, 5e-13), rounding).flatMap(List::stream).toList();
    }

    static Experiment e6Tolerances() {
        return Experiment.of(
                "E6b",
                "Open chain of 256 sites, by tolerance and by the exponent α",
                tolerances(
                                "open",
                                TtnoChains.open(SITES, OMEGA),
                                ranks(
                                        TOLERANCES,
                                        16,
                                        22,
                                        26,
                                        30,
                                        34,
                                        36,
                                        40,
                                        44,
                                        46,
                                        50,
                                        54,
                                        56,
                                        58),
                                openErrors())
                        .taking(15),
                alphas(
                                FINE.tolerance(),
                                AUTHORS,
                                alpha -> TtnoChains.open(SITES, OMEGA, alpha, 1),
                                "open",
                                6,
                                50,
                                54,
                                54,
                                54,
                                52,
                                52,
                                50,
                                46,
                                42,
                                38,
                                32,
                                28)
                        .taking(15));
    }

    /// Couplings without decay that no tree makes compact.
    static Experiment e7() {
        return Experiment.of(
                "E7",
                "β = 1/(1 − cos |i − j|): nothing to compress",
                channels("balanced"),
                channels("linear"),
                Case.curve(
                                new Chart("Rank, no decay", Axis.log("sites"), RANK),
                                "balanced",
                                AUTHORS,
                                List.of(16.0, 64.0, 128.0),
                                exactly(11, 35, 67),
                                d ->
                                        Built.of(
                                                        TtnoChains.closed(withoutDecay((int) d)),
                                                        Tree.balanced((int) d),
                                                        FINE)
                                                .rank())
                        .taking(2));
    }

    private static Couplings withoutDecay(int sites) {
        return Couplings.of(sites, (i, j) -> 1 / (1 - Math.cos(j - i)));
    }

    private static Case.Measured channels(String tree) {
        return Case.curve(
                new Chart("Channels, no decay", Axis.log("sites"), Axis.linear("channels")),
                tree,
                AUTHORS,
                List.of(16.0, 64.0, 128.0, 256.0),
                exactly(8, 32, 64, 128),
                d ->
                        HssMatrix.compressed(Tree.of(tree, (int) d), withoutDecay((int) d), FINE)
                                .maxChannels());
    }
}
