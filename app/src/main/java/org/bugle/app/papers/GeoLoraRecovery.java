package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Draws;
import org.bugle.neural.method.GeoLora;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.weight.Factored;

import java.util.ArrayList;
import java.util.List;

/// The recovery of the rank of a matrix from smaller and larger starts (spec `geolora` E2).
final class GeoLoraRecovery {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final double E2 = 1e-6;

    /// Below this, losses of the reference are rounded to three digits and then no more than a
    /// bound.
    private static final double SMALL = 1e-9;

    private static final int CYCLES = 20;

    private static final Chart LOSSES =
            new Chart("E2: loss", Axis.linear("cycle"), Axis.log("loss"));

    private GeoLoraRecovery() {}

    /// A row of the table.
    ///
    /// @param ranks after the first cycles, then the last one for good
    private record Recovery(
            int coreSteps,
            int rank,
            List<Integer> ranks,
            double loss1,
            double loss5,
            double loss20,
            int parameters) {
        Case measured() {
            String of = "s* = %d, r₀ = %d: ".formatted(coreSteps, rank);
            List<Claim> claims = new ArrayList<>();
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                if (cycle <= ranks.size() || cycle == CYCLES) {
                    int expected = ranks.get(Math.min(cycle, ranks.size()) - 1);
                    claims.add(near(of + "rank after cycle " + cycle, expected, 0));
                }
            }
            claims.add(loss(of + "loss after cycle 1", loss1));
            claims.add(loss(of + "loss after cycle 5", loss5));
            claims.add(loss(of + "loss after cycle 20", loss20));
            claims.add(near(of + "parameters", parameters, 0));
            return Case.of(claims, this::values);
        }

        private List<Double> values(Lab lab) {
            SplitMix64 random = new SplitMix64(2);
            GeoLoraTask task = new GeoLoraTask(Draws.lowRank(random, 40, 30, 4, 2, 1, 0.5));
            RankAllocation rule = new RankAllocation.Tolerance(0.05, 1, 16);
            GeoLora method = GeoLoraTask.descent(rank, rule, coreSteps);
            TrainingState state = task.zero(method, 3);
            List<Double> found = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                state = task.run(method, state, coreSteps + 1, 0.5);
                losses.add(task.loss(state));
                lab.point(
                        LOSSES,
                        "s* = %d, r₀ = %d".formatted(coreSteps, rank),
                        cycle,
                        task.loss(state));
                if (cycle <= ranks.size() || cycle == CYCLES) {
                    found.add((double) GeoLoraTask.matrix(state).rank());
                }
            }
            Factored weight = GeoLoraTask.weight(state);
            found.addAll(List.of(losses.getFirst(), losses.get(4), losses.getLast()));
            found.add((double) weight.trainedParameters());
            return found;
        }

        private static Claim loss(String text, double figure) {
            return figure > SMALL
                    ? near(text, figure, E2)
                    : new Claim(text, new Criterion.AtMost(1.002 * figure), REFERENCE);
        }
    }

    static Experiment e2() {
        double bound = 1e-15;
        return new Experiment(
                "E2",
                "Recovery of a 40×30 matrix of rank 4, λ = 0.5, τ = 0.05",
                List.of(
                                new Recovery(
                                        0,
                                        1,
                                        List.of(2, 2, 2),
                                        10.26818527,
                                        0.8430164972,
                                        0.62500667,
                                        144),
                                new Recovery(
                                        0,
                                        2,
                                        List.of(3, 3, 3),
                                        10.22127163,
                                        0.1994932405,
                                        0.1250013731,
                                        219),
                                new Recovery(
                                        0,
                                        8,
                                        List.of(7, 5, 4, 4),
                                        7.887204557,
                                        0.03049556068,
                                        2.84e-11,
                                        296),
                                new Recovery(
                                        0,
                                        16,
                                        List.of(7, 5, 4, 4),
                                        4.587049649,
                                        0.01750315004,
                                        1.63e-11,
                                        296),
                                new Recovery(
                                        1,
                                        1,
                                        List.of(2, 2, 3, 4, 4),
                                        9.720292121,
                                        0.004046496407,
                                        bound,
                                        296),
                                new Recovery(
                                        1,
                                        2,
                                        List.of(2, 3, 4, 4),
                                        4.980140156,
                                        4.083931725e-4,
                                        bound,
                                        296),
                                new Recovery(
                                        1,
                                        8,
                                        List.of(5, 4, 4),
                                        1.966575461,
                                        2.98220774e-5,
                                        bound,
                                        296),
                                new Recovery(
                                        5,
                                        1,
                                        List.of(2, 2, 3, 4),
                                        9.538374475,
                                        3.549081693e-8,
                                        bound,
                                        296),
                                new Recovery(
                                        5,
                                        2,
                                        List.of(2, 4, 4),
                                        3.243367797,
                                        1.7243e-12,
                                        bound,
                                        296),
                                new Recovery(
                                        5, 8, List.of(4, 4), 0.007648410286, bound, bound, 296),
                                new Recovery(
                                        5, 16, List.of(4, 4), 0.004391410817, bound, bound, 296))
                        .stream()
                        .map(Recovery::measured)
                        .toList());
    }

    private static Claim near(String text, double figure, double tolerance) {
        return new Claim(text, new Criterion.Near(figure, tolerance), REFERENCE);
    }
}
