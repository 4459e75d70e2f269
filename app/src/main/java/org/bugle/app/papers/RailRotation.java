package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.models.Rotation;
import org.bugle.models.Swirl;
import org.bugle.substep.ImexTableau;

import java.util.ArrayList;
import java.util.List;

/// Advection and diffusion in two directions: E3, E4 and E5 (spec `rail` §6.1, §8-D).
final class RailRotation {
    private static final double L = 4 * Math.PI;

    /// The rank of a truncated solution is fixed to about one by its tolerance.
    private static final int RANKS = 1;

    private RailRotation() {}

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, Source.REFERENCE);
    }

    private static RailRun rotation(
            int points, Rotation.Source source, List<Double> sharpness, Runnable goOn) {
        return RailRun.of(
                new Rotation(
                        List.of(points),
                        L,
                        0.2,
                        sharpness,
                        List.of(0.0),
                        List.of(0.0, 0.0, 1.0),
                        1,
                        0,
                        source,
                        15),
                goOn);
    }

    // ---- E3

    private static RailRun e3(int points) {
        return rotation(points, Rotation.Source.FIXED, List.of(1.0, 3.0), () -> {});
    }

    static Experiment e3() {
        ImexTableau one = ImexTableau.IMEX111;
        ImexTableau two = ImexTableau.IMEX222;
        ImexTableau three = ImexTableau.IMEX443;
        return Experiment.of(
                "E3",
                "Rotation, diffusion and a source",
                full(one, List.of(SIX, SIX, SIX), 9.292524e-3, 4.627342e-3, 2.308697e-3),
                full(two, List.of(NOISE, NOISE, SIX), 1.590503e-4, 3.983256e-5, 9.964044e-6),
                full(three, List.of(NOISE, NOISE, SIX), 1.309782e-5, 1.712155e-6, 2.194820e-7),
                norm(one, 3.9765843063),
                norm(two, 3.9708543330),
                norm(three, 3.9709140565),
                against(one, 9, 9, 8),
                against(two, 7, 7, 5),
                against(three, 7, 5, 3),
                plotted(one, 4.656e-2, 2.349e-2, 1.166e-2, 5.801e-3, 2.315e-3),
                plotted(two, 4.063e-3, 9.918e-4, 2.479e-4, 6.204e-5, 9.941e-6),
                plotted(three, 1.284e-3, 1.834e-4, 2.511e-5, 3.315e-6, 2.198e-7));
    }

    private static final double SIX = 1e-6;

    /// In the corners of the box, where the explicit part is unstable for these steps, rounding
    /// grows to 10⁻⁹ of error on the full grid, in every implementation another one.
    private static final double NOISE = 1.5e-4;

    private static final List<Double> STEPS = List.of(10.0, 20.0, 40.0);

    private static Case full(ImexTableau table, List<Double> tolerances, double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (int k = 0; k < figures.length; k++) {
            criteria.add(new Criterion.Near(figures[k], tolerances.get(k)));
        }
        return Case.curve(
                Chart.errors("E3 on the full grid, N = 64"),
                RailRun.words(table),
                Source.REFERENCE,
                STEPS,
                criteria,
                n -> e3(64).error(0.5, e3(64).full(table, 0.5, (int) n)));
    }

    private static Case norm(ImexTableau table, double figure) {
        return Case.of(
                "%s on the full grid, N = 64, 10 steps: norm".formatted(RailRun.words(table)),
                new Criterion.Near(figure, 2e-11),
                Source.REFERENCE,
                _ -> e3(64).full(table, 0.5, 10).norm());
    }

    private static Case against(ImexTableau table, int... ranks) {
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < ranks.length; k++) {
            String name = "%s, N = 64, %.0f steps: ".formatted(RailRun.words(table), STEPS.get(k));
            claims.add(claim(name + "deviation from the full grid", new Criterion.AtMost(5e-8)));
            claims.add(
                    claim(
                            name + "rank at the end",
                            new Criterion.Between(ranks[k] - 2, ranks[k] + 2)));
        }
        return Case.of(
                claims,
                _ -> {
                    List<Double> values = new ArrayList<>();
                    for (double n : STEPS) {
                        RailRun run = e3(64);
                        Tensor full = run.full(table, 0.5, (int) n);
                        Tucker u =
                                run.run(
                                        RailRun.rail(table, RailRun.above(1e-8)),
                                        run.start(12),
                                        0.5,
                                        (int) n);
                        values.add(RailRun.deviation(u, full));
                        values.add((double) u.ranks().getFirst());
                    }
                    return values;
                });
    }

    private static Case plotted(ImexTableau table, double... figures) {
        return Case.curve(
                        new Chart("E3, N = 100", Axis.log("Δt/Δx"), Axis.log("error")),
                        RailRun.words(table),
                        Source.REFERENCE,
                        List.of(2.0, 1.0, 0.5, 0.25, 0.1),
                        Case.near(5e-4, figures),
                        lambda -> {
                            RailRun run = e3(100);
                            Tucker u =
                                    run.run(
                                            RailRun.rail(table, RailRun.above(1e-8)),
                                            run.start(15),
                                            0.5,
                                            lambda * L / 100,
                                            (_, _) -> {});
                            return run.error(0.5, u);
                        })
                .taking(2);
    }

    // ---- E4

    /// The rank of a turning ellipse is largest at about 45° and dips where its axes are those of
    /// the box, at t = π/2.
    static Experiment e4() {
        double[] rising = {.04, .08, .14, .25, .45}; // of ranks 6 to 10
        double[] falling = {.98, 1.14, 1.27, 1.38, 1.47, 1.53, 1.56}; // of ranks 9 to 3
        double[] again = {1.58, 1.63, 1.74, 1.98}; // of ranks 4 to 7
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < rising.length; k++) {
            claims.add(time("rank rises to " + (6 + k), rising[k]));
        }
        for (int k = 0; k < falling.length; k++) {
            claims.add(time("rank falls to " + (9 - k), falling[k]));
        }
        for (int k = 0; k < again.length; k++) {
            claims.add(time("rank rises again to " + (4 + k), again[k]));
        }
        return Experiment.of(
                "E4",
                "Rank of a turning ellipse",
                Case.of(
                                claims,
                                lab -> {
                                    RailRun run =
                                            rotation(
                                                    100,
                                                    Rotation.Source.NONE,
                                                    List.of(1.0, 3.0),
                                                    lab::requireTime);
                                    RailRanks ranks = new RailRanks();
                                    run.run(
                                            RailRun.rail(ImexTableau.IMEX443, RailRun.above(1e-8)),
                                            run.start(15),
                                            2.5,
                                            0.05 * L / 100,
                                            ranks);
                                    ranks.draw(lab, "E4", "IMEX(4,4,3)");
                                    List<Double> values = new ArrayList<>();
                                    for (int k = 0; k < rising.length; k++) {
                                        values.add(ranks.firstTimeOf(6 + k, 0));
                                    }
                                    for (int k = 0; k < falling.length; k++) {
                                        values.add(ranks.firstTimeBelow(9 - k, 0.7));
                                    }
                                    for (int k = 0; k < again.length; k++) {
                                        values.add(ranks.firstTimeOf(4 + k, 1.57));
                                    }
                                    return values;
                                })
                        .taking(6));
    }

    private static Claim time(String what, double figure) {
        return claim("time when the " + what, new Criterion.Between(figure - 0.03, figure + 0.03));
    }

    // ---- E5

    static Experiment e5() {
        double[] times = {0.1, 0.65, 1.37, 2.5};
        int[] ranks = {8, 10, 6, 9};
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < times.length; k++) {
            claims.add(
                    claim(
                            "IMEX(4,4,3): rank at t = " + times[k],
                            new Criterion.Between(ranks[k] - RANKS, ranks[k] + RANKS)));
        }
        return Experiment.of(
                "E5",
                "Rank in a swirl that turns back",
                Case.of(
                                claims,
                                lab -> {
                                    RailRun run =
                                            RailRun.of(
                                                    new Swirl(
                                                            List.of(100),
                                                            1,
                                                            2.5,
                                                            List.of(0.3 * Math.PI, 0.0),
                                                            0.3 * Math.PI,
                                                            Swirl.Profile.RING),
                                                    lab::requireTime);
                                    RailRanks seen = new RailRanks();
                                    run.run(
                                            RailRun.rail(ImexTableau.IMEX443, RailRun.above(1e-8)),
                                            run.start(30),
                                            2.5,
                                            0.15 * 2 * Math.PI / 100,
                                            seen);
                                    seen.draw(lab, "E5", "IMEX(4,4,3)");
                                    List<Double> values = new ArrayList<>();
                                    for (double t : times) {
                                        values.add((double) seen.at(t));
                                    }
                                    return values;
                                })
                        .taking(5));
    }
}
