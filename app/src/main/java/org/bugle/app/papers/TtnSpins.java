package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.tree.TreeParallelBug;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Lazy;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Chains of spins: S4, S5, S6, S8.
final class TtnSpins {
    private static final double PRINTED = 1e-7;

    /// All runs of the authors' scripts.
    static final TreeTruncation SCRIPT = TtnData.cut(1e-8, 2, 30);

    private TtnSpins() {}

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, Source.REFERENCE);
    }

    private record Exact(TtnChain chain, Matrix end) {
        static Supplier<Exact> of(Supplier<TtnChain> chain) {
            return new Lazy<>(() -> new Exact(chain.get(), chain.get().exact(1)));
        }

        double error(TtnRun run) {
            return TtnChain.error(run.end(), end);
        }
    }

    // ---- S4, S5

    static Experiment s4() {
        Supplier<Exact> four = Exact.of(() -> TtnChain.longRange(4));
        return Experiment.of(
                "S4",
                "Long-range chain of 4 spins",
                Case.of(
                        "exact magnetisation at t = 1",
                        new Criterion.Near(0.8799134870, 1e-9),
                        Source.REFERENCE,
                        _ -> four.get().chain.magnetisation(four.get().end)),
                errors(
                        four,
                        TtnMethods.ADAPTIVE,
                        2,
                        Source.REFERENCE,
                        List.of(8, 16, 32, 64, 128),
                        5.5967424935e-1,
                        5.0281902268e-2,
                        3.2098557055e-3,
                        2.0098900500e-4,
                        1.256614291e-5),
                errors(
                        four,
                        TtnMethods.PARALLEL,
                        2,
                        Source.AUTHORS_CODE,
                        List.of(8, 16, 32, 64, 128),
                        5.8208227315e-1,
                        7.2371076371e-2,
                        1.4427550159e-2,
                        3.5568558704e-3,
                        8.8904227639e-4),
                errors(
                        four,
                        TtnMethods.PARALLEL_K,
                        2,
                        Source.REFERENCE,
                        List.of(8, 16, 32, 64, 128),
                        5.5067531697e-1,
                        4.8419106998e-2,
                        3.2353702685e-3,
                        3.8170004389e-4,
                        8.656036628e-5),
                errors(
                        four,
                        TtnMethods.SPLITTING,
                        2,
                        Source.REFERENCE,
                        List.of(8, 16, 32, 64, 128),
                        9.6169740002e-1,
                        3.2812782976e-1,
                        1.8228479064e-2,
                        1.1890534516e-2,
                        1.1881034960e-2));
    }

    static Experiment s5() {
        Supplier<Exact> eight = Exact.of(() -> TtnChain.longRange(8));
        List<Integer> steps = List.of(16, 32, 64, 128);
        return Experiment.of(
                "S5",
                "Long-range chain of 8 spins",
                Case.of(
                        List.of(
                                claim(
                                        "exact magnetisation at t = 1",
                                        new Criterion.Near(0.9440028496, 1e-9)),
                                claim(
                                        "rank of the operator above 4 sites",
                                        new Criterion.Near(6, 0)),
                                claim(
                                        "rank of the operator above 2 sites",
                                        new Criterion.Near(4, 0))),
                        _ -> {
                            TtnChain chain = eight.get().chain;
                            int child = chain.tree().child(chain.tree().root(), 0);
                            return List.of(
                                    chain.magnetisation(eight.get().end),
                                    (double) chain.h().slots(child),
                                    (double) chain.h().slots(chain.tree().child(child, 0)));
                        }),
                errors(
                                eight,
                                TtnMethods.ADAPTIVE,
                                16,
                                Source.REFERENCE,
                                steps,
                                9.8821474604e-1,
                                3.9412747034e-1,
                                3.0031738955e-2,
                                1.8946424207e-3)
                        .taking(4),
                errors(
                                eight,
                                TtnMethods.PARALLEL,
                                16,
                                Source.REFERENCE,
                                steps,
                                9.8821604793e-1,
                                3.9412750911e-1,
                                3.0060875762e-2,
                                2.1910406166e-3)
                        .taking(4),
                errors(eight, TtnMethods.FIXED, 16, Source.REFERENCE, List.of(128), 1.8946436300e-3)
                        .taking(2));
    }

    private static Case.Measured errors(
            Supplier<Exact> exact,
            TtnMethods method,
            int rank,
            Source source,
            List<Integer> steps,
            double... figures) {
        return Case.curve(
                Chart.errors("long-range chain"),
                method.toString(),
                source,
                steps.stream().map(Integer::doubleValue).toList(),
                Case.near(PRINTED, figures),
                n -> {
                    TtnChain chain = exact.get().chain;
                    return exact.get()
                            .error(
                                    chain.run(
                                            () -> {},
                                            method,
                                            SCRIPT,
                                            chain.start(rank),
                                            1,
                                            (int) n));
                });
    }

    // ---- S6 and the figure for neighbours

    static Experiment s6() {
        return Experiment.of(
                "S6",
                "Nearest neighbours, 16 spins",
                neighbours(TtnMethods.ADAPTIVE, 10, 14, 0.9999984775, -14.9999446249).taking(2),
                neighbours(TtnMethods.PARALLEL, 10, 16, 1.0002992989, -15.0248003639).taking(2));
    }

    private static Case.Measured neighbours(
            TtnMethods method, int steps, int maxRank, double norm, double energy) {
        String name = "%s, %d steps: ".formatted(method, steps);
        return Case.of(
                List.of(
                        claim(name + "norm", new Criterion.Near(norm, 1e-9)),
                        claim(name + "energy", new Criterion.Near(energy, 1e-7)),
                        claim(name + "largest rank", new Criterion.Near(maxRank, 0))),
                lab -> {
                    TtnChain chain = TtnChain.nearestNeighbour(16, 0);
                    TtnRun run =
                            chain.run(
                                    lab::requireTime,
                                    method,
                                    SCRIPT,
                                    chain.start(30),
                                    0.01 * steps,
                                    steps);
                    return List.of(
                            run.end().norm(), chain.energy(run.end()), (double) run.maxRank());
                });
    }

    // ---- S8

    static Experiment s8() {
        return Experiment.of(
                "S8",
                "Rejected steps, 4 neighbours from one tilted product state",
                neglected(),
                tilted(TtnMethods.ADAPTIVE, 1.3837098408e-2, 0),
                tilted(TtnMethods.PARALLEL, 2.4556930518e-2, 0),
                tilted(TtnMethods.PARALLEL_REJECTION, 1.0738069320e-3, 2));
    }

    private static Case neglected() {
        List<String> nodes = List.of("sites 0 and 1", "sites 2 and 3", "the root");
        List<Double> figures = List.of(0.7080734183, 0.7080734183, 0.6718711398);
        return Case.of(
                IntStream.range(0, 3)
                        .mapToObj(k ->
                                claim(
                                        "first step: neglected η at " + nodes.get(k),
                                        new Criterion.Near(figures.get(k), PRINTED)))
                        .toList(),
                _ -> {
                    TtnChain chain = TtnChain.nearestNeighbour(4, 0.5);
                    TreeParallelBug method =
                            new TreeParallelBug(
                                    TreeParallelBug.Block.EULER,
                                    Optional.empty(),
                                    TtnData.cut(1e-6, 1, Truncation.UNLIMITED),
                                    Substep.rk4());
                    return method
                            .neglected(chain.equation(), new Span(0, 0, 0, 0.02), chain.start(1))
                            .stream()
                            .filter(eta -> eta > 0)
                            .toList();
                });
    }

    private static Case tilted(TtnMethods method, double error, int rejections) {
        return Case.of(
                List.of(
                        claim(method + ": error", new Criterion.Near(error, PRINTED)),
                        claim(method + ": rejections", new Criterion.Near(rejections, 0)),
                        claim(
                                method + ": ranks other than [1, 4, 2, 2, 4, 2, 2]",
                                new Criterion.AtMost(0))),
                lab -> {
                    TtnChain chain = TtnChain.nearestNeighbour(4, 0.5);
                    TreeTruncation fine = TtnData.cut(1e-6, 1, Truncation.UNLIMITED);
                    TtnRun run = chain.run(lab::requireTime, method, fine, chain.start(1), 0.2, 10);
                    return List.of(
                            TtnChain.error(run.end(), chain.exact(0.2)),
                            (double) run.rejections(),
                            TtnData.differing(run.end(), List.of(1, 4, 2, 2, 4, 2, 2)));
                });
    }
}
