package org.bugle.app.papers;

import static org.bugle.app.papers.TtnoChains.FINE;
import static org.bugle.app.papers.TtnoChains.OPEN_OMEGA;
import static org.bugle.app.papers.TtnoChains.exactly;

import org.bugle.app.papers.TtnoChains.Built;
import org.bugle.app.papers.TtnoChains.Column;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.PairHamiltonian;

import java.util.List;
import java.util.function.IntFunction;

/// E1, E5 and E6: ranks, memory and errors for 2 to 512 sites.
final class TtnoSizes {
    private static final Source AUTHORS = Source.AUTHORS_CODE;
    private static final Source REFERENCE = Source.REFERENCE;
    private static final Axis SITES = Axis.log("sites");
    private static final List<Double> ALL =
            List.of(2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0);
    private static final List<Double> FROM_8 = ALL.subList(2, ALL.size());
    private static final String BALANCED = "balanced";
    private static final String LINEAR = "linear";

    private TtnoSizes() {}

    private static Chart ranks(String system) {
        return new Chart("Rank, " + system, SITES, Axis.linear("rank"));
    }

    private static Chart bytes(String system) {
        return new Chart("Memory, " + system, SITES, Axis.log("memory").in("byte"));
    }

    private static Chart numbers(String system) {
        return new Chart("Numbers stored, " + system, SITES, Axis.log("numbers"));
    }

    private static Chart merged(String system) {
        return new Chart("Numbers stored merged, " + system, SITES, Axis.log("numbers"));
    }

    private static Chart errors(String system) {
        return new Chart("Error, " + system, SITES, Axis.log("relative error"));
    }

    private static PairHamiltonian closed(int sites) {
        return TtnoChains.closed(sites, 1);
    }

    private static PairHamiltonian open(int sites) {
        return TtnoChains.open(sites, OPEN_OMEGA);
    }

    private static Case.Measured table(
            String tree, IntFunction<PairHamiltonian> chain, List<Column<Built>> columns) {
        return TtnoChains.table(
                tree,
                ALL,
                d -> Built.of(chain.apply((int) d), Tree.of(tree, (int) d), FINE),
                columns);
    }

    /// The errors of the authors' arithmetic on networks are rounding; ours come from the couplings
    /// and must be smaller.
    private static Case.Measured errors(
            String system,
            Source source,
            List<Double> sites,
            IntFunction<PairHamiltonian> chain,
            double... published) {
        return Case.curve(
                errors(system),
                BALANCED,
                source,
                sites,
                Case.atMost(published),
                d -> chain.apply((int) d).compressed(Tree.balanced((int) d), FINE).relativeError());
    }

    static Experiment e1() {
        return Experiment.of(
                "E1",
                "Closed chain, β = 2/|i − j|, tolerance 1e-12",
                errors(
                        "closed",
                        AUTHORS,
                        FROM_8,
                        TtnoSizes::closed,
                        1.4e-14,
                        1.2e-14,
                        3.1e-14,
                        3.8e-14,
                        4.4e-14,
                        8.5e-13,
                        2.2e-12),
                errors(
                        "closed, of compression alone",
                        REFERENCE,
                        FROM_8,
                        TtnoSizes::closed,
                        4e-15,
                        4e-15,
                        4e-15,
                        4e-15,
                        4e-15,
                        4e-15,
                        4e-15));
    }

    static Experiment e5() {
        String system = "closed";
        return Experiment.of(
                "E5",
                "Closed chain on two trees: ranks and memory",
                table(
                                BALANCED,
                                TtnoSizes::closed,
                                List.of(
                                        new Column<>(
                                                ranks(system),
                                                AUTHORS,
                                                exactly(3, 5, 7, 11, 14, 19, 24, 28, 32),
                                                Built::rank),
                                        new Column<>(
                                                bytes(system),
                                                AUTHORS,
                                                exactly(
                                                        1096, 4184, 12760, 37080, 104848, 301200,
                                                        810192, 2026496, 4762288),
                                                Built::authorsBytes),
                                        new Column<>(
                                                numbers(system),
                                                REFERENCE,
                                                exactly(
                                                        33, 163, 675, 2451, 8244, 26924, 78094,
                                                        204210, 492990),
                                                Built::numbers),
                                        new Column<>(
                                                merged(system),
                                                REFERENCE,
                                                exactly(
                                                        33, 136, 468, 1684, 5937, 20521, 62041,
                                                        166763, 409945),
                                                Built::mergedNumbers)))
                        .taking(3),
                table(
                                LINEAR,
                                TtnoSizes::closed,
                                List.of(
                                        new Column<>(
                                                ranks(system),
                                                AUTHORS,
                                                exactly(3, 5, 7, 11, 14, 16, 18, 19, 21),
                                                Built::rank),
                                        new Column<>(
                                                bytes(system),
                                                AUTHORS,
                                                exactly(
                                                        1096, 4128, 12432, 40816, 141448, 420856,
                                                        1120072, 2783344, 6827392),
                                                Built::authorsBytes),
                                        new Column<>(
                                                numbers(system),
                                                REFERENCE,
                                                exactly(
                                                        33, 165, 645, 2709, 10953, 34770, 95568,
                                                        241995, 602115),
                                                Built::numbers),
                                        new Column<>(
                                                merged(system),
                                                REFERENCE,
                                                exactly(
                                                        33, 129, 477, 2133, 9183, 30090, 84276,
                                                        216135, 543819),
                                                Built::mergedNumbers)))
                        .taking(4));
    }

    static Experiment e6() {
        String system = "open";
        return Experiment.of(
                "E6",
                "Open chain (Lindblad) on two trees: ranks, memory and errors",
                table(
                                BALANCED,
                                TtnoSizes::open,
                                List.of(
                                        new Column<>(
                                                ranks(system),
                                                AUTHORS,
                                                exactly(4, 8, 12, 20, 26, 36, 46, 54, 62),
                                                Built::rank),
                                        new Column<>(
                                                bytes(system),
                                                AUTHORS,
                                                exactly(
                                                        3136, 12720, 53392, 207952, 758352, 2657616,
                                                        8062352, 21681744, 53284624),
                                                Built::authorsBytes),
                                        new Column<>(
                                                numbers(system),
                                                REFERENCE,
                                                exactly(
                                                        144, 576, 2704, 11280, 43236, 156100,
                                                        480836, 1303988, 3220452),
                                                Built::numbers),
                                        new Column<>(
                                                merged(system),
                                                REFERENCE,
                                                exactly(
                                                        144, 484, 1716, 7156, 29792, 116496, 377872,
                                                        1058304, 2667728),
                                                Built::mergedNumbers)))
                        .taking(9),
                table(
                                LINEAR,
                                TtnoSizes::open,
                                List.of(
                                        new Column<>(
                                                ranks(system),
                                                AUTHORS,
                                                exactly(4, 8, 12, 20, 26, 30, 34, 36, 40),
                                                Built::rank),
                                        new Column<>(
                                                bytes(system),
                                                AUTHORS,
                                                exactly(
                                                        3136, 12880, 49136, 213808, 901840, 2931248,
                                                        8177712, 20925296, 52561200),
                                                Built::authorsBytes),
                                        new Column<>(
                                                merged(system),
                                                REFERENCE,
                                                exactly(
                                                        144, 464, 1744, 8656, 40400, 137408, 393184,
                                                        1022832, 2605680),
                                                Built::mergedNumbers)))
                        .taking(10),
                errors(
                        system,
                        AUTHORS,
                        ALL,
                        TtnoSizes::open,
                        2.2e-15,
                        5.8e-15,
                        1.4e-14,
                        3.3e-14,
                        6.7e-14,
                        1.2e-13,
                        2.6e-13,
                        4.3e-13,
                        1.1e-12),
                neighbours(BALANCED, 4, 6, 8, 8, 8, 8),
                neighbours(LINEAR, 4, 6, 6, 6, 6, 6));
    }

    /// The limit of nearest neighbours: α = 10⁷.
    private static Case.Measured neighbours(String tree, double... ranks) {
        return Case.curve(
                ranks("open, nearest neighbours"),
                tree,
                REFERENCE,
                ALL.subList(0, ranks.length),
                exactly(ranks),
                d ->
                        Built.of(
                                        TtnoChains.open((int) d, OPEN_OMEGA, 1e7, 1e7),
                                        Tree.of(tree, (int) d),
                                        FINE)
                                .rank());
    }
}
