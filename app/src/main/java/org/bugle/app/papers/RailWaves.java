package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.models.AdvectedWaves;
import org.bugle.models.ViscousBurgers;
import org.bugle.substep.ImexTableau;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Waves in three directions: T1, T2 and Burgers' B1 (spec `rail` §6.2, §8-G and J).
final class RailWaves {
    /// Of figures of seven digits, and of norms of twelve.
    private static final double SEVEN = 5e-7;

    private static final double NORM = 3e-12;

    private static final List<ImexTableau> TABLES =
            List.of(ImexTableau.IMEX111, ImexTableau.IMEX222, ImexTableau.IMEX443);

    private RailWaves() {}

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, Source.REFERENCE);
    }

    private static RailRun waves(double constant, Integer... numbers) {
        return RailRun.of(
                new AdvectedWaves(
                        List.of(32),
                        2 * Math.PI,
                        1.0 / 6,
                        List.of(1.0, 1.0, 1.0),
                        constant,
                        List.of(numbers)),
                () -> {});
    }

    /// Orders, from errors at 16 and 32 steps (spec `rail` §5.3).
    static Experiment t1() {
        List<Case> cases = new ArrayList<>();
        for (ImexTableau table : TABLES) {
            double ratio = 1 << table.order();
            cases.add(
                    Case.of(
                            "%s: error of 16 over that of 32 steps".formatted(RailRun.words(table)),
                            new Criterion.Near(ratio, 0.1),
                            Source.REFERENCE,
                            lab -> {
                                RailRun run = waves(0, 1);
                                double[] errors = new double[2];
                                for (int k = 0; k < 2; k++) {
                                    Tucker u =
                                            run.run(
                                                    RailRun.rail(table, RailRun.within(1e-8)),
                                                    run.start(),
                                                    1,
                                                    16 << k);
                                    errors[k] = run.error(1, u);
                                    lab.point(
                                            Chart.errors("T1, N = 32"),
                                            RailRun.words(table),
                                            16 << k,
                                            errors[k]);
                                }
                                return errors[0] / errors[1];
                            }));
        }
        return new Experiment("T1", "One wave that travels and decays", cases);
    }

    static Experiment t2() {
        ImexTableau one = ImexTableau.IMEX111;
        ImexTableau two = ImexTableau.IMEX222;
        ImexTableau three = ImexTableau.IMEX443;
        return Experiment.of(
                "T2",
                "Waves that stay in few bases",
                errors(one, 3.864843e1, 1.359965e1, 5.446781e0),
                errors(two, 3.871095e0, 8.995226e-1, 2.223664e-1),
                errors(three, 8.232303e-1, 1.096804e-1, 1.398117e-2),
                against(one, 186.9200447160),
                against(two, 185.3281930348),
                against(three, 185.3323675429));
    }

    private static Case errors(ImexTableau table, double... figures) {
        return Case.curve(
                        Chart.errors("T2, N = 32"),
                        RailRun.words(table),
                        Source.REFERENCE,
                        List.of(8.0, 16.0, 32.0),
                        Case.near(SEVEN, figures),
                        n -> {
                            RailRun run = waves(1, 1, 2);
                            return run.error(
                                    1,
                                    run.run(
                                            RailRun.rail(table, RailRun.within(1e-8)),
                                            run.start(),
                                            1,
                                            (int) n));
                        })
                .taking(2);
    }

    private static Case against(ImexTableau table, double norm) {
        String name = "%s, 16 steps: ".formatted(RailRun.words(table));
        List<Claim> claims = new ArrayList<>();
        claims.add(claim(name + "norm on the full grid", new Criterion.Near(norm, NORM)));
        claims.add(claim(name + "deviation from the full grid", new Criterion.AtMost(1e-12)));
        for (int mode = 0; mode < 3; mode++) {
            claims.add(claim(name + "rank of mode " + mode, new Criterion.Near(5, 0)));
        }
        return Case.of(
                        claims,
                        _ -> {
                            RailRun run = waves(1, 1, 2);
                            Tensor full = run.full(table, 1, 16);
                            Tucker u =
                                    run.run(
                                            RailRun.rail(table, RailRun.within(1e-8)),
                                            run.start(),
                                            1,
                                            16);
                            List<Double> values =
                                    new ArrayList<>(
                                            List.of(full.norm(), RailRun.deviation(u, full)));
                            u.ranks().forEach(rank -> values.add((double) rank));
                            return values;
                        })
                .taking(2);
    }

    // ---- B1

    static Experiment b1() {
        return Experiment.of(
                "B1",
                "Burgers' equation with a decaying wave",
                burgers(ImexTableau.IMEX111, 33.6560611628, 2.937209, 1.501863),
                burgers(ImexTableau.IMEX222, 33.5228146286, 1.119606e-1, 2.736344e-2),
                burgers(ImexTableau.IMEX443, 33.5254628498, 1.560785e-2, 2.112266e-3));
    }

    private static Case burgers(ImexTableau table, double norm, double... figures) {
        int[] steps = {4, 8};
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < steps.length; k++) {
            String name = "%s, %d steps: ".formatted(RailRun.words(table), steps[k]);
            claims.add(
                    claim(name + "error on the full grid", new Criterion.Near(figures[k], SEVEN)));
            claims.add(claim(name + "deviation from the full grid", new Criterion.AtMost(3e-4)));
        }
        claims.add(
                claim(
                        "%s, 8 steps: norm on the full grid".formatted(RailRun.words(table)),
                        new Criterion.Near(norm, NORM)));
        return Case.of(
                        claims,
                        lab -> {
                            RailRun run =
                                    RailRun.of(
                                            new ViscousBurgers(
                                                    3,
                                                    List.of(16),
                                                    0.5,
                                                    ViscousBurgers.Source.DECAYING,
                                                    1),
                                            lab::requireTime);
                            List<Double> values = new ArrayList<>();
                            List<Tensor> fulls =
                                    IntStream.of(steps)
                                            .mapToObj(n -> run.full(table, 0.2, n))
                                            .toList();
                            for (int k = 0; k < steps.length; k++) {
                                values.add(run.error(0.2, fulls.get(k)));
                                Tucker u =
                                        run.run(
                                                RailRun.rail(table, RailRun.within(1e-4)),
                                                run.start(),
                                                0.2,
                                                steps[k]);
                                values.add(RailRun.deviation(u, fulls.get(k)));
                                lab.point(
                                        Chart.errors("B1, N = 16"),
                                        RailRun.words(table),
                                        steps[k],
                                        run.error(0.2, u));
                            }
                            values.add(fulls.getLast().norm());
                            return values;
                        })
                .taking(2);
    }
}
