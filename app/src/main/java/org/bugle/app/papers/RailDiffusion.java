package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.implicit.Rail;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.models.DiffusionGaussians;
import org.bugle.models.DiffusionModes;
import org.bugle.substep.ImexTableau;

import java.util.ArrayList;
import java.util.List;

/// Diffusion in two directions: E1 and E2 (spec `rail` §6.1, §8-C and E).
final class RailDiffusion {
    private static final List<Double> DIFFUSIVITY = List.of(1.0 / 4, 1.0 / 9);

    /// Of figures of seven and of four digits.
    private static final double SEVEN = 5e-7;

    private static final double FOUR = 5e-4;

    /// By how much a change of rank may come earlier or later.
    private static final double LATE = 0.1;

    private RailDiffusion() {}

    static Experiment e1() {
        ImexTableau be = ImexTableau.BE;
        ImexTableau two = ImexTableau.DIRK2;
        ImexTableau three = ImexTableau.DIRK3;
        return Experiment.of(
                "E1",
                "Decay of two waves by diffusion",
                errors(be, 3.823678e-1, 1.974990e-1, 1.004233e-1),
                errors(two, 4.820606e-3, 1.196058e-3, 2.979598e-4),
                errors(three, 4.053528e-4, 5.268838e-5, 6.722350e-6),
                amplitudes(be, 0.8361519711, 0.4979112752),
                amplitudes(two, 0.8348043108, 0.4855972837),
                amplitudes(three, 0.8348062785, 0.4856685028),
                plotted(be, 1.250e-1, 1.279e-2),
                plotted(two, 4.653e-4, 4.674e-6),
                plotted(three, 1.306e-5, 1.353e-8),
                stability());
    }

    private static RailRun modes(int points) {
        return RailRun.of(
                new DiffusionModes(List.of(points), 2 * Math.PI, DIFFUSIVITY, List.of(1, 2)),
                () -> {});
    }

    private static Case errors(ImexTableau table, double... figures) {
        return Case.curve(
                Chart.errors("E1, N = 64"),
                RailRun.words(table),
                Source.REFERENCE,
                List.of(5.0, 10.0, 20.0),
                Case.near(SEVEN, figures),
                n -> {
                    RailRun run = modes(64);
                    Rail rail = RailRun.rail(table, RailRun.above(1e-9));
                    return run.error(0.5, run.run(rail, run.start(), 0.5, (int) n));
                });
    }

    private static Case amplitudes(ImexTableau table, double first, double second) {
        String name = "%s, N = 64, 10 steps: ".formatted(RailRun.words(table));
        return Case.of(
                List.of(
                        near(name + "amplitude of wave 1", first, 2e-10),
                        near(name + "amplitude of wave 2", second, 2e-10),
                        near(name + "rank", 2, 0)),
                _ -> {
                    RailRun run = modes(64);
                    Rail rail = RailRun.rail(table, RailRun.above(1e-9));
                    Tucker u = run.run(rail, run.start(), 0.5, 10);
                    return List.of(amplitude(u, 1), amplitude(u, 2), (double) u.ranks().getFirst());
                });
    }

    /// Of sin kx sin ky.
    private static double amplitude(Tucker u, int k) {
        Matrix sine =
                Matrix.generate(
                        1, u.size(0), (_, i) -> Math.sin(k * (i + 0.5) * 2 * Math.PI / u.size(0)));
        Tensor seen =
                u.core()
                        .timesMode(0, sine.times(u.bases().getFirst()))
                        .timesMode(1, sine.times(u.bases().getLast()));
        double square = sine.norm() * sine.norm();
        return seen.get(0, 0) / (square * square);
    }

    private static Case plotted(ImexTableau table, double coarse, double fine) {
        return Case.curve(
                        new Chart("E1, N = 200", Axis.log("Δt/Δx"), Axis.log("error")),
                        RailRun.words(table),
                        Source.REFERENCE,
                        List.of(1.0, 0.1),
                        Case.near(FOUR, coarse, fine),
                        lambda -> {
                            RailRun run = modes(200);
                            Rail rail = RailRun.rail(table, RailRun.above(1e-6));
                            double h = lambda * 2 * Math.PI / 200;
                            return run.error(0.5, run.run(rail, run.start(), 0.5, h, (_, _) -> {}));
                        })
                .taking(2);
    }

    /// Spec `rail` §5.5.
    private static Case stability() {
        return Case.of(
                "backward Euler: largest growth of the norm in a step, Δt = 1e-2 … 1e4",
                new Criterion.AtMost(1),
                Source.REFERENCE,
                _ -> {
                    double growth = 0;
                    for (double h = 1e-2; h < 2e4; h *= 10) {
                        RailRun run = modes(64);
                        Rail rail = RailRun.rail(ImexTableau.BE, RailRun.above(1e-9));
                        double[] norm = {run.start().norm()};
                        double[] largest = {0};
                        run.run(
                                rail,
                                run.start(),
                                3 * h,
                                h,
                                (_, u) -> {
                                    largest[0] = Math.max(largest[0], u.norm() / norm[0]);
                                    norm[0] = u.norm();
                                });
                        growth = Math.max(growth, largest[0]);
                    }
                    return growth;
                });
    }

    // ---- E2

    private static final double WIDTH = 14;
    private static final int POINTS = 200;

    /// Two Gaussians stay of rank 2; implicit steps of low order see more (spec `rail` §8-E).
    static Experiment e2() {
        return Experiment.of(
                "E2",
                "Rank of two spreading Gaussians",
                ranks(ImexTableau.BE, 0.1, 5, 2.05e-4, List.of(5, 4), 0.74, 1.09).taking(2),
                ranks(
                                ImexTableau.DIRK2,
                                0.1,
                                5,
                                6.4e-6,
                                List.of(5, 4, 3, 2),
                                0.22,
                                0.29,
                                1.34,
                                1.79)
                        .taking(2),
                ranks(ImexTableau.DIRK3, 0.1, 5, 6.4e-6, List.of(3, 2), 0.23, 0.29).taking(3),
                changes(ImexTableau.BE, 4, 5.53),
                changes(ImexTableau.DIRK2, 2, 8.19).taking(2),
                changes(ImexTableau.DIRK3, 2, 1.61).taking(2));
    }

    private static RailRun gaussians(Runnable goOn) {
        return RailRun.of(
                new DiffusionGaussians(
                        List.of(POINTS),
                        List.of(0.0, WIDTH),
                        DIFFUSIVITY,
                        List.of(0.8, 0.5),
                        List.of(List.of(6.5, 6.5), List.of(7.5, 7.0)),
                        15),
                goOn);
    }

    private static Case.Measured ranks(
            ImexTableau table,
            double lambda,
            double end,
            double error,
            List<Integer> ranks,
            double... times) {
        String name = "%s, Δt = %s Δx: ".formatted(RailRun.words(table), lambda);
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < times.length; k++) {
            claims.add(
                    new Claim(
                            name + "time from which the rank is at most " + ranks.get(k),
                            new Criterion.Between(times[k] - LATE, times[k] + LATE),
                            Source.REFERENCE));
        }
        claims.add(near(name + "rank at the end", ranks.getLast(), 0));
        claims.add(near(name + "distance from two heat kernels in the plane", error, 0.01));
        return Case.of(
                claims,
                lab -> {
                    RailRun run = gaussians(lab::requireTime);
                    RailRanks seen = new RailRanks();
                    Tucker u =
                            run.run(
                                    RailRun.rail(table, RailRun.above(1e-6)),
                                    run.start(67),
                                    end,
                                    lambda * WIDTH / POINTS,
                                    seen);
                    seen.draw(lab, "E2, Δt = %s Δx".formatted(lambda), RailRun.words(table));
                    List<Double> values = new ArrayList<>();
                    for (int rank : ranks) {
                        values.add(seen.lastTimeAbove(rank));
                    }
                    values.add((double) seen.last());
                    values.add(distanceFromKernels(end, u));
                    return values;
                });
    }

    /// ∫ |u − v| for the solution v in the whole plane. The periodic images, which v has not, are
    /// 6.4e-6 of it at t = 5.
    private static double distanceFromKernels(double t, Tucker u) {
        Tucker first = kernel(t, 0.8, 6.5, 6.5);
        Tucker second = kernel(t, 0.5, 7.5, 7);
        double sum = 0;
        for (double value : u.minus(first.plus(second)).toDense().toArray()) {
            sum += Math.abs(value);
        }
        return sum * WIDTH / POINTS * WIDTH / POINTS;
    }

    private static Tucker kernel(double t, double height, double... centre) {
        double start = 1.0 / 30; // the variance of e^{−15x²}
        double factor = height;
        List<Matrix> columns = new ArrayList<>();
        for (int mode = 0; mode < centre.length; mode++) {
            double middle = centre[mode];
            double variance = start + 2 * DIFFUSIVITY.get(mode) * t;
            factor *= Math.sqrt(start / variance);
            columns.add(
                    Matrix.generate(
                            POINTS,
                            1,
                            (i, _) -> {
                                double x = (i + 0.5) * WIDTH / POINTS - middle;
                                return Math.exp(-x * x / (2 * variance));
                            }));
        }
        return Tucker.product(factor, columns);
    }

    private static Case.Measured changes(ImexTableau table, int rank, double time) {
        String name = "%s, Δt = 0.5 Δx: ".formatted(RailRun.words(table));
        return Case.of(
                List.of(
                        new Claim(
                                name + "time from which the rank is at most " + rank,
                                new Criterion.Between(time - LATE, time + LATE),
                                Source.REFERENCE),
                        near(name + "rank at the end", rank, 0)),
                lab -> {
                    RailRun run = gaussians(lab::requireTime);
                    RailRanks seen = new RailRanks();
                    run.run(
                            RailRun.rail(table, RailRun.above(1e-6)),
                            run.start(67),
                            15,
                            0.5 * WIDTH / POINTS,
                            seen);
                    seen.draw(lab, "E2, Δt = 0.5 Δx", RailRun.words(table));
                    return List.of(seen.lastTimeAbove(rank), (double) seen.last());
                });
    }

    private static Claim near(String text, double figure, double tolerance) {
        return new Claim(text, new Criterion.Near(figure, tolerance), Source.REFERENCE);
    }
}
