package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.implicit.Rail;
import org.bugle.integrator.implicit.RailOptions;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.models.Rotation;
import org.bugle.substep.ImexTableau;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Rotation in three directions: T3 to T6 (spec `rail` §6.2, §8-H and K).
final class RailSpace {
    private static final double L = 4 * Math.PI;

    private static final List<Double> ABOUT_Z = List.of(0.0, 0.0, 1.0);

    private RailSpace() {}

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, Source.REFERENCE);
    }

    // ---- T3: with a source

    private static RailRun t3(double velocity, double acceleration, Runnable goOn) {
        return RailRun.of(
                new Rotation(
                        List.of(48),
                        L,
                        1.0 / 3,
                        List.of(1.0, 2.0, 3.0),
                        List.of(0.0),
                        ABOUT_Z,
                        velocity,
                        acceleration,
                        Rotation.Source.FIXED,
                        1),
                goOn);
    }

    static Experiment t3() {
        return Experiment.of(
                "T3",
                "Rotation, diffusion and a source",
                against(
                                ImexTableau.IMEX111,
                                4.0766334019,
                                List.of(2.110849e-2, 1.058857e-2, 5.303009e-3),
                                List.of(2.105e-2, 1.058e-2, 5.29e-3))
                        .taking(5),
                against(
                                ImexTableau.IMEX222,
                                4.0592593308,
                                List.of(1.957449e-4, 4.895675e-5, 1.252448e-5),
                                List.of(1.93e-4, 4.1e-5, 9.8e-6))
                        .taking(7),
                against(
                                ImexTableau.IMEX443,
                                4.0593057654,
                                List.of(1.505299e-5, 2.497985e-6, 9.82e-7),
                                List.of(1.45e-5, 2.1e-6, 9.2e-7))
                        .taking(14));
    }

    private static Case.Measured against(
            ImexTableau table, double norm, List<Double> full, List<Double> rail) {
        int[] steps = {12, 24, 48};
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < steps.length; k++) {
            String name = "%s, %d steps: ".formatted(RailRun.words(table), steps[k]);
            double digits = full.get(k) < 1e-6 ? 5e-4 : 5e-7; // the last has three
            claims.add(
                    claim(
                            name + "error on the full grid",
                            new Criterion.Near(full.get(k), digits)));
            claims.add(claim(name + "deviation from the full grid", new Criterion.AtMost(2e-5)));
            claims.add(claim(name + "error", new Criterion.Near(rail.get(k), 0.1)));
            claims.add(claim(name + "largest rank", new Criterion.AtMost(7)));
            claims.add(claim(name + "rank of mode 2", new Criterion.AtMost(3)));
        }
        claims.add(
                claim(
                        "%s, 24 steps: norm on the full grid".formatted(RailRun.words(table)),
                        new Criterion.Near(norm, 1e-10)));
        return Case.of(
                claims,
                lab -> {
                    List<Double> values = new ArrayList<>();
                    double middle = 0;
                    for (int n : steps) {
                        RailRun run = t3(1, 0, lab::requireTime);
                        Tensor whole = run.full(table, 0.5, n);
                        middle = n == 24 ? whole.norm() : middle;
                        Tucker u =
                                run.run(
                                        RailRun.rail(table, RailRun.within(1e-6)),
                                        run.start(),
                                        0.5,
                                        n);
                        values.add(run.error(0.5, whole));
                        values.add(RailRun.deviation(u, whole));
                        double error = run.error(0.5, u);
                        lab.point(Chart.errors("T3, N = 48"), RailRun.words(table), n, error);
                        values.add(error);
                        values.add((double) Collections.max(u.ranks()));
                        values.add((double) u.ranks().getLast());
                    }
                    values.add(middle);
                    return values;
                });
    }

    // ---- T4: a start whose flux is hidden from it

    private static RailRun t4(int points, double diffusivity, Runnable goOn) {
        return RailRun.of(
                new Rotation(
                        List.of(points),
                        L,
                        diffusivity,
                        List.of(1.0, 9.0, 1.0),
                        List.of(0.0),
                        ABOUT_Z,
                        2,
                        0,
                        Rotation.Source.NONE,
                        1),
                goOn);
    }

    static Experiment t4() {
        RailOptions published = RailOptions.PUBLISHED;
        RailOptions robust = RailOptions.ROBUST;
        ImexTableau one = ImexTableau.IMEX111;
        ImexTableau two = ImexTableau.IMEX222;
        return Experiment.of(
                "T4",
                "A start whose flux is hidden from it",
                full(one, 5.179e-2),
                full(two, 2.743e-3),
                hidden("published", one, published, new Criterion.Near(1.130, 5e-4), 1, 1),
                hidden("robust", one, robust, new Criterion.Near(5.53e-2, 0.02), 11, 15),
                // its way out is the rounding of a QR decomposition
                hidden("published", two, published, Criterion.withinFactor(3.4e-3, 1.5), 8, 14),
                hidden("robust", two, robust, new Criterion.Near(2.98e-3, 0.02), 8, 12),
                likeFull(one),
                likeFull(two),
                exactRank(),
                padded());
    }

    private static Case full(ImexTableau table, double figure) {
        return Case.of(
                        "%s on the full grid: error".formatted(RailRun.words(table)),
                        new Criterion.Near(figure, 5e-4),
                        Source.REFERENCE,
                        lab -> fullError(table, lab::requireTime))
                .taking(3);
    }

    private static double fullError(ImexTableau table, Runnable goOn) {
        RailRun run = t4(48, 1.0 / 12, goOn);
        return run.error(0.3, run.full(table, 0.3, 32));
    }

    private static Tucker end(
            RailRun run, ImexTableau table, RailOptions options, RailRun.Watcher watcher) {
        Rail rail = new Rail(table, RailRun.within(1e-4), options);
        return run.run(rail, run.start(), 0.3, 0.3 / 32, watcher);
    }

    private static Case hidden(
            String name,
            ImexTableau table,
            RailOptions options,
            Criterion error,
            int least,
            int most) {
        String words = "%s, %s options: ".formatted(RailRun.words(table), name);
        return Case.of(
                        List.of(
                                claim(words + "error", error),
                                claim(words + "largest rank", new Criterion.Between(least, most)),
                                claim(words + "rank of mode 2", new Criterion.Near(1, 0))),
                        lab -> {
                            RailRun run = t4(48, 1.0 / 12, lab::requireTime);
                            RailRanks ranks = new RailRanks();
                            Tucker u = end(run, table, options, ranks);
                            ranks.draw(lab, "T4", RailRun.words(table) + ", " + name);
                            return List.of(
                                    run.error(0.3, u),
                                    (double) Collections.max(u.ranks()),
                                    (double) u.ranks().getLast());
                        })
                .taking(2);
    }

    private static Case likeFull(ImexTableau table) {
        return Case.of(
                        "%s, robust options: error over that of the full grid"
                                .formatted(RailRun.words(table)),
                        new Criterion.AtMost(1.15),
                        Source.REFERENCE,
                        lab -> {
                            RailRun run = t4(48, 1.0 / 12, lab::requireTime);
                            return run.error(0.3, end(run, table, RailOptions.ROBUST, (_, _) -> {}))
                                    / fullError(table, lab::requireTime);
                        })
                .taking(3);
    }

    private static Case exactRank() {
        return Case.of(
                "largest rank of the exact solution at t = 0.3, truncated",
                new Criterion.Near(11, 0),
                Source.REFERENCE,
                _ -> {
                    Tucker exact = t4(48, 1.0 / 12, () -> {}).exact(0.3);
                    Tucker cut = RailRun.within(1e-4).apply(exact.orthonormalized()).value();
                    return Collections.max(cut.ranks());
                });
    }

    private static Case padded() {
        RailOptions perMode =
                new RailOptions(
                        RailOptions.Augmentation.DOUBLE,
                        new RailOptions.KBasis.Qr(),
                        RailOptions.Cores.PER_MODE,
                        RailOptions.Enrichment.NONE);
        return Case.of(
                        List.of(
                                claim(
                                        "IMEX(1,1,1), d = 1/6, N = 40: deviation from the full grid"
                                                + " without padding",
                                        new Criterion.Near(0.318, 2e-3)),
                                claim(
                                        "IMEX(1,1,1), d = 1/6, N = 40: deviation from the full grid"
                                                + " with one column of padding",
                                        Criterion.withinFactor(5.3e-4, 1.5))),
                        lab -> {
                            RailRun run = t4(40, 1.0 / 6, lab::requireTime);
                            Tensor whole = run.full(ImexTableau.IMEX111, 0.2, 60);
                            List<Double> values = new ArrayList<>();
                            for (int rank = 1; rank <= 2; rank++) {
                                Rail rail =
                                        new Rail(
                                                ImexTableau.IMEX111,
                                                RailRun.within(1e-4),
                                                rank == 1 ? RailOptions.PUBLISHED : perMode);
                                Tucker u = run.run(rail, run.start(rank), 0.2, 60);
                                values.add(RailRun.deviation(u, whole));
                            }
                            return values;
                        })
                .taking(2);
    }

    // ---- T5: isotropic, so that nothing turns

    static Experiment t5() {
        return Experiment.of(
                "T5",
                "A ball that goes round an oblique axis",
                Case.of(
                        List.of(
                                claim("IMEX(4,4,3), N = 48: largest rank", new Criterion.AtMost(2)),
                                claim(
                                        "IMEX(4,4,3), N = 48: error over mass",
                                        new Criterion.AtMost(1e-3))),
                        lab -> {
                            RailRun run =
                                    RailRun.of(
                                            new Rotation(
                                                    List.of(48),
                                                    L,
                                                    1.0 / 12,
                                                    List.of(2.0, 2.0, 2.0),
                                                    List.of(Math.PI / 2, -Math.PI / 2, 0.0),
                                                    List.of(1.0, 1.0, 1.0),
                                                    1,
                                                    0,
                                                    Rotation.Source.NONE,
                                                    1),
                                            lab::requireTime);
                            Tucker u =
                                    run.run(
                                            RailRun.rail(ImexTableau.IMEX443, RailRun.within(1e-4)),
                                            run.start(),
                                            0.3,
                                            32);
                            return List.of(
                                    (double) Collections.max(u.ranks()),
                                    run.error(0.3, u) / run.observed("mass", 0.3, u));
                        }));
    }

    // ---- T6: an angular velocity that grows with time

    static Experiment t6() {
        List<Case> cases = new ArrayList<>();
        for (ImexTableau table : List.of(ImexTableau.IMEX111, ImexTableau.IMEX222)) {
            cases.add(
                    Case.of(
                            "%s: error of 12 over that of 24 steps".formatted(RailRun.words(table)),
                            new Criterion.Near(1 << table.order(), 0.1),
                            Source.REFERENCE,
                            lab -> {
                                double[] errors = new double[2];
                                for (int k = 0; k < 2; k++) {
                                    RailRun run = t3(0, 1, lab::requireTime);
                                    Tucker u =
                                            run.run(
                                                    RailRun.rail(table, RailRun.within(1e-7)),
                                                    run.start(),
                                                    0.5,
                                                    12 << k);
                                    errors[k] = run.error(0.5, u);
                                    lab.point(
                                            Chart.errors("T6, N = 48"),
                                            RailRun.words(table),
                                            12 << k,
                                            errors[k]);
                                }
                                return errors[0] / errors[1];
                            }));
        }
        return new Experiment("T6", "Rotation faster and faster, with a source", cases);
    }
}
