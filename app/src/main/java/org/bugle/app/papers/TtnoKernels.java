package org.bugle.app.papers;

import static org.bugle.app.papers.TtnoChains.FINE;
import static org.bugle.app.papers.TtnoChains.exactly;

import org.bugle.app.papers.TtnoChains.Column;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.app.run.Stopwatch;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.CompressedPairs;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.HssMatrix;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.PairHamiltonian.Form;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// R3–R5, R7 and R8: channels of many kernels, sizes and trees.
final class TtnoKernels {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final Axis CHANNELS = Axis.linear("channels");

    private TtnoKernels() {}

    private static double channels(Tree tree, Couplings beta, double tolerance) {
        return HssMatrix.compressed(tree, beta, Compression.local(tolerance)).maxChannels();
    }

    private static double numbers(Tree tree, Couplings beta, double tolerance) {
        return TtnoChains.closed(beta)
                .toOperator(tree, Compression.local(tolerance), Form.MERGED)
                .numbers();
    }

    // ---- R3

    private static Case.Measured growth(String tree, double alpha, double... channels) {
        List<Double> sites =
                IntStream.range(0, channels.length).mapToObj(k -> (double) (8 << k)).toList();
        return Case.curve(
                new Chart("Channels by size", Axis.log("sites"), CHANNELS),
                "%s, α = %d".formatted(tree, (int) alpha),
                REFERENCE,
                sites,
                exactly(channels),
                d ->
                        channels(
                                Tree.of(tree, (int) d),
                                Couplings.power((int) d, 2, alpha),
                                FINE.tolerance()));
    }

    static Experiment r3() {
        return Experiment.of(
                "R3",
                "Channels up to 4096 sites",
                growth("balanced", 1, 4, 8, 11, 16, 21, 25, 29, 33, 37, 41).taking(3),
                growth("balanced", 3, 4, 8, 10, 16, 20, 24, 27, 30, 33).taking(2),
                growth("linear", 1, 4, 8, 11, 13, 15, 16, 18, 20, 22).taking(4),
                growth("linear", 3, 4, 8, 10, 12, 14, 15, 17, 18).taking(2),
                Case.curve(
                                new Chart(
                                        "Numbers by size", Axis.log("sites"), Axis.log("numbers")),
                                "balanced, α = 1",
                                REFERENCE,
                                List.of(1024.0, 2048.0, 4096.0),
                                exactly(946143, 2092223, 4474327),
                                d ->
                                        numbers(
                                                Tree.balanced((int) d),
                                                Couplings.power((int) d, 2, 1),
                                                FINE.tolerance()))
                        .taking(4),
                Case.of(
                                "seconds for the operator of 4096 sites",
                                new Criterion.AtMost(60),
                                REFERENCE,
                                _ -> {
                                    Stopwatch watch = Stopwatch.started();
                                    numbers(
                                            Tree.balanced(4096),
                                            Couplings.power(4096, 2, 1),
                                            FINE.tolerance());
                                    return watch.seconds();
                                })
                        .taking(3));
    }

    // ---- R4

    /// Channels on a balanced and a linear tree of 64 sites and a ternary one of 27; numbers
    /// stored, where known.
    private static Case kernel(
            String name, Matching beta, List<Integer> channels, List<Integer> numbers) {
        List<Tree> trees = List.of(Tree.balanced(64), Tree.linear(64), Tree.mary(3, 27));
        List<String> names = List.of("balanced", "linear", "ternary");
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < trees.size(); k++) {
            String text = "%s, %s: ".formatted(name, names.get(k));
            claims.add(exact(text + "channels", channels.get(k)));
            if (!numbers.isEmpty()) {
                claims.add(exact(text + "numbers stored", numbers.get(k)));
            }
        }
        return Case.of(
                claims,
                _ -> {
                    List<Double> values = new ArrayList<>();
                    for (Tree tree : trees) {
                        Couplings all = Couplings.of(tree.sites(), (i, j) -> beta.of(j - i));
                        values.add(channels(tree, all, FINE.tolerance()));
                        if (!numbers.isEmpty()) {
                            values.add(numbers(tree, all, FINE.tolerance()));
                        }
                    }
                    return values;
                });
    }

    private static Claim exact(String text, double figure) {
        return new Claim(text, new Criterion.Near(figure, 0), REFERENCE);
    }

    /// β by the distance of two sites.
    @FunctionalInterface
    private interface Matching {
        double of(int distance);
    }

    static Experiment r4() {
        List<Integer> none = List.of();
        return Experiment.of(
                "R4",
                "Exact channels of kernels",
                kernel("constant", _ -> 1, List.of(1, 1, 1), List.of(2451, 2451, 1323)),
                kernel(
                        "nearest neighbours",
                        r -> r == 1 ? 1 : 0,
                        List.of(2, 1, 2),
                        List.of(3607, 2451, 1822)),
                kernel(
                        "two neighbours",
                        r -> r == 1 ? 1 : r == 2 ? 0.5 : 0,
                        List.of(4, 2, 4),
                        List.of(5712, 3729, 3131)),
                kernel("exp(−r/2)", r -> Math.exp(-0.5 * r), List.of(2, 1, 2), none),
                kernel(
                        "exp(−r/2) + 0.3 exp(−r/10)",
                        r -> Math.exp(-0.5 * r) + 0.3 * Math.exp(-0.1 * r),
                        List.of(4, 2, 4),
                        none),
                kernel("r", r -> r, List.of(2, 2, 2), List.of(3856, 3729, 2128)),
                kernel("r²", r -> r * r, List.of(3, 3, 3), List.of(4975, 5319, 3539)),
                kernel("cos(0.3 r)", r -> Math.cos(0.3 * r), List.of(2, 2, 2), none),
                kernel(
                        "exp(−(r/10)²)",
                        r -> Math.exp(-r * r / 100.0),
                        List.of(14, 12, 9),
                        List.of(18156, 27963, 6995)));
    }

    // ---- R5

    private static Column<CompressedPairs> column(
            String quantity, List<Criterion> expected, ToDoubleFunction<CompressedPairs> value) {
        return new Column<>(
                new Chart(quantity, Axis.log("tolerance"), Axis.log(quantity)),
                REFERENCE,
                expected,
                value);
    }

    static Experiment r5() {
        PairHamiltonian h = TtnoChains.closed(256, 1);
        double norm = h.families().getFirst().beta().norm();
        return Experiment.of(
                "R5",
                "The global rule, 256 sites",
                Case.of(
                        "‖H‖_F/2¹²⁸",
                        new Criterion.Near(408.335558538685, 1e-12),
                        REFERENCE,
                        _ -> h.norm()),
                TtnoChains.table(
                        "global",
                        List.of(1e-2, 1e-4, 1e-6, 1e-8, 1e-10),
                        tolerance ->
                                h.compressed(Tree.balanced(256), Compression.global(tolerance)),
                        List.of(
                                column(
                                        "channels",
                                        exactly(7, 11, 15, 19, 22),
                                        pairs -> pairs.couplings(0).maxChannels()),
                                column(
                                        "‖β̃ − β‖_F/‖β‖_F",
                                        Case.near(
                                                1e-4, 1.8079e-3, 2.7070e-5, 1.7691e-7, 1.4097e-9,
                                                7.578e-12),
                                        pairs -> pairs.couplings(0).discarded() / norm),
                                column(
                                        "‖H̃ − H‖_F/‖H‖_F",
                                        Case.near(
                                                1e-4,
                                                1.70185e-4,
                                                2.33623e-6,
                                                7.4849e-9,
                                                4.5306e-11,
                                                2.0741e-13),
                                        CompressedPairs::relativeError),
                                column(
                                        "numbers stored",
                                        exactly(33620, 52535, 78982, 105722, 139381),
                                        pairs -> pairs.toOperator(Form.MERGED).numbers()))));
    }

    // ---- R7

    /// The place of a site on a square lattice.
    private enum Order {
        ROWS {
            @Override
            int place(int site, int axis) {
                return axis == 0 ? site / WIDTH : site % WIDTH;
            }
        },
        MORTON {
            @Override
            int place(int site, int axis) {
                int place = 0;
                for (int bit = 0; 1 << bit < WIDTH; bit++) {
                    place |= (site >> (2 * bit + 1 - axis) & 1) << bit;
                }
                return place;
            }
        };

        private static final int WIDTH = 16;

        abstract int place(int site, int axis);

        Couplings power(double alpha) {
            return Couplings.of(
                    WIDTH * WIDTH,
                    (i, j) ->
                            Math.pow(
                                    Math.hypot(
                                            place(i, 0) - place(j, 0), place(i, 1) - place(j, 1)),
                                    -alpha));
        }
    }

    private static Case.Measured lattice(
            String tree, Order order, double tolerance, double... channels) {
        return Case.curve(
                new Chart("Channels on a 16×16 lattice", Axis.linear("α"), CHANNELS),
                "%s, %s, tolerance %s"
                        .formatted(tree, order == Order.ROWS ? "row by row" : "Z order", tolerance),
                REFERENCE,
                List.of(1.0, 3.0, 6.0),
                exactly(channels),
                alpha -> channels(Tree.of(tree, 256), order.power(alpha), tolerance));
    }

    static Experiment r7() {
        return Experiment.of(
                "R7",
                "Square lattices (not in the paper): the order of the sites matters",
                lattice("balanced", Order.ROWS, 1e-4, 49, 58, 54),
                lattice("balanced", Order.ROWS, 1e-8, 64, 68, 64),
                lattice("balanced", Order.MORTON, 1e-4, 30, 36, 29),
                lattice("balanced", Order.MORTON, 1e-8, 62, 68, 57),
                lattice("linear", Order.ROWS, 1e-4, 30, 36, 27),
                lattice("linear", Order.ROWS, 1e-8, 62, 67, 56));
    }

    // ---- R8

    static Experiment r8() {
        return Experiment.of(
                "R8",
                "96 sites, α = 1.5, tolerance 1e-6, on several trees",
                shape("balanced", 12, 22276),
                shape("linear", 8, 25362),
                shape("mary:3", 13, 73722),
                shape("mary:4", 12, 236944));
    }

    private static Case shape(String tree, int channels, int numbers) {
        return Case.of(
                List.of(exact(tree + ": channels", channels), exact(tree + ": numbers", numbers)),
                _ -> {
                    Couplings beta = Couplings.power(96, 2, 1.5);
                    Tree all = Tree.of(tree, 96);
                    return List.of(channels(all, beta, 1e-6), numbers(all, beta, 1e-6));
                });
    }
}
