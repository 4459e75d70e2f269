package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.matrix.Gap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Conserving;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.Derivative;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Slab;
import org.bugle.models.Slab.Initial;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.Dirk;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The experiments of GAP in the diffusion limit.
final class GapDiffusion {
    private static final Source REFERENCE = Source.REFERENCE;

    private static final double TIME = 0.5;

    private static final Chart ISOTROPIC =
            new Chart("Isotropic start", GapFigures.EPSILON, GapFigures.ERROR);

    private static final Chart ILL_PREPARED =
            new Chart("Ill-prepared start", GapFigures.EPSILON, GapFigures.ERROR);

    /// Errors of the density at most this where the spec says so.
    private static final Criterion TINY = new Criterion.AtMost(1e-12);

    private static final List<Double> SCALES = List.of(1.0, 0.3, 0.1, 0.01, 1e-3, 1e-4, 1e-6);

    private GapDiffusion() {}

    static Experiment s4() {
        return Experiment.of(
                "S4",
                "From free flight to the diffusion limit, isotropic start",
                limit(
                        Initial.ISOTROPIC,
                        SCALES,
                        GapFigures.near(
                                8.145e-2, 1.581e-2, 1.718e-3, 1.712e-5, 1.712e-7, 1.712e-9,
                                1.71e-13)),
                isotropic(2, 1, 2.77e-4, 2.61e-3, 4.38e-4, 4.49e-6, 4.49e-8, 4.49e-10),
                isotropic(2, 10, 3.41e-4, 2.83e-3, 4.51e-4, 4.63e-6, 4.63e-8, 4.63e-10),
                isotropic(3, 1, 4.64e-6, 8.96e-5, 3.18e-6, 3.29e-10),
                isotropic(3, 10, 3.40e-6, 1.25e-4, 3.50e-6, 3.61e-10),
                isotropic(4, 1, 3.10e-8, 3.99e-6, 4.40e-8),
                isotropic(4, 10, 4.26e-8, 8.23e-6, 5.35e-8),
                densities(1, 1.034274, 2.626029),
                densities(0.3, 1.111725, 2.418267),
                densities(0.1, 1.125444, 2.377462),
                densities(0.01, 1.127040, 2.372581),
                densities(1e-3, 1.127056, 2.372532),
                densities(1e-6, 1.127056, 2.372532),
                whole(1, 1.771e-2, 1.769e-3, 2.118e-4),
                whole(0.1, 1.572e-3, 7.081e-5, 7.648e-6),
                GapSlab.singularValues(
                        "ε = 1",
                        GapFigures.slab(1, Initial.ISOTROPIC).problem(1),
                        TIME,
                        8.439686,
                        1.103254,
                        0.1483285,
                        0.0147713,
                        0.001778033),
                GapSlab.singularValues(
                        "ε = 0.01",
                        GapFigures.slab(0.01, Initial.ISOTROPIC).problem(1),
                        TIME,
                        8.139672,
                        0.02302636,
                        1.190071e-4,
                        5.054663e-7,
                        4.7366e-9),
                centred(),
                oneStep());
    }

    /// The figures of the spec from ε = 1 on; where it gives none the error is at most 1e-12.
    private static Case isotropic(int rank, int steps, double... figures) {
        List<Criterion> expected = new ArrayList<>(GapFigures.near(figures));
        while (expected.size() < SCALES.size()) {
            expected.add(TINY);
        }
        return errors(ISOTROPIC, Initial.ISOTROPIC, rank, steps, SCALES, expected);
    }

    private static Case errors(
            Chart chart,
            Initial initial,
            int rank,
            int steps,
            List<Double> scales,
            List<Criterion> expected) {
        return Case.curve(
                chart,
                "r = %d, %d steps".formatted(rank, steps),
                REFERENCE,
                scales,
                expected,
                epsilon ->
                        GapFigures.error(
                                GapFigures.slab(epsilon, initial).problem(1),
                                GapFigures.fixed(),
                                rank,
                                steps,
                                TIME));
    }

    /// How far the exact kinetic density is from the diffusion limit.
    private static Case limit(Initial initial, List<Double> scales, List<Criterion> expected) {
        return Case.curve(
                initial == Initial.ISOTROPIC ? ISOTROPIC : ILL_PREPARED,
                "kinetic solution to diffusion limit",
                REFERENCE,
                scales,
                expected,
                epsilon -> {
                    Slab slab = GapFigures.slab(epsilon, initial);
                    MatrixProblem problem = slab.problem(1);
                    Matrix density = GapFigures.density(problem, Lab.exact(problem, TIME));
                    return GapFigures.distance(density, slab.diffusionLimit(TIME));
                });
    }

    private static Case densities(double epsilon, double first, double second) {
        return GapSlab.densities(
                "ε = " + epsilon,
                GapFigures.slab(epsilon, Initial.ISOTROPIC).problem(1),
                TIME,
                new int[] {0, 8},
                first,
                second);
    }

    private static Case whole(double epsilon, double... figures) {
        return Case.curve(
                new Chart(
                        "Error of f, ε = " + epsilon,
                        Axis.linear("rank"),
                        Axis.log("relative error of f")),
                "one step",
                REFERENCE,
                List.of(2.0, 3.0, 4.0),
                GapFigures.near(figures),
                rank ->
                        GapFigures.wholeError(
                                GapFigures.slab(epsilon, Initial.ISOTROPIC).problem(1),
                                GapFigures.fixed(),
                                (int) rank,
                                1,
                                TIME));
    }

    private static Case centred() {
        Slab slab =
                GapFigures.slab(32, 24, 1e-3, List.of(1.0), Initial.ISOTROPIC, Derivative.CENTRED);
        return Case.of(
                List.of(
                        claim("centred differences: ρ(0)", new Criterion.Near(1.122545, 1e-6)),
                        claim("centred differences: ρ(π/2)", new Criterion.Near(2.381385, 1e-6)),
                        claim("centred differences: error of ρ, r = 3, one step", TINY),
                        claim(
                                "centred differences: to the diffusion limit",
                                GapFigures.near(1.694e-7))),
                _ -> {
                    MatrixProblem problem = slab.problem(1);
                    Matrix exact = GapFigures.density(problem, Lab.exact(problem, TIME));
                    return List.of(
                            exact.get(0, 0),
                            exact.get(8, 0),
                            GapFigures.error(problem, GapFigures.fixed(), 3, 1, TIME),
                            GapFigures.distance(exact, slab.diffusionLimit(TIME)));
                });
    }

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, REFERENCE);
    }

    /// One step h = 0.5, and the picture of the density.
    private static Case oneStep() {
        return Case.of(
                "one step h = 0.5 at ε = 1e-12: error of ρ, r = 3",
                TINY,
                REFERENCE,
                lab -> {
                    lab.plot(picture(1));
                    lab.plot(picture(1e-3));
                    return GapFigures.error(
                            GapFigures.slab(1e-12, Initial.ISOTROPIC).problem(1),
                            GapFigures.fixed(),
                            3,
                            1,
                            TIME);
                });
    }

    private static Plot picture(double epsilon) {
        Slab slab = GapFigures.slab(epsilon, Initial.ISOTROPIC);
        MatrixProblem problem = slab.problem(1);
        LowRankMatrix y = Lab.run(problem, problem.start().ofRank(3), GapFigures.fixed(), 1, TIME);
        double[] x = problem.rows().points().toArray();
        return new Plot.Lines(
                "ρ(x) after one step h = 0.5, ε = " + epsilon,
                Axis.linear("x"),
                Axis.linear("ρ"),
                List.of(
                        Plot.Series.of("GAP, r = 3", x, GapFigures.density(problem, y).toArray()),
                        Plot.Series.of(
                                "kinetic",
                                x,
                                GapFigures.density(problem, Lab.exact(problem, TIME)).toArray()),
                        Plot.Series.of("diffusion limit", x, slab.diffusionLimit(TIME).toArray())));
    }

    static Experiment s5() {
        List<Double> scales = List.of(1.0, 0.1, 0.01, 1e-3, 1e-6);
        Initial start = Initial.ILL_PREPARED;
        List<Criterion> six = new ArrayList<>(GapFigures.near(1.27e-8, 3.1e-11));
        List<Criterion> sixInTen = new ArrayList<>(GapFigures.near(2.02e-8, 5.9e-11));
        for (int i = 0; i < 3; i++) {
            six.add(TINY);
            sixInTen.add(TINY);
        }
        return Experiment.of(
                "S5",
                "An ill-prepared start",
                limit(
                        start,
                        scales,
                        GapFigures.near(7.176e-2, 1.910e-2, 1.974e-3, 1.982e-4, 1.982e-7)),
                errors(
                        ILL_PREPARED,
                        start,
                        3,
                        1,
                        scales,
                        GapFigures.near(4.32e-4, 9.00e-6, 5.10e-7, 4.698e-8, 8.407e-9)),
                errors(
                        ILL_PREPARED,
                        start,
                        3,
                        10,
                        scales,
                        GapFigures.near(4.99e-4, 9.77e-6, 5.10e-7, 4.698e-8, 8.407e-9)),
                errors(ILL_PREPARED, start, 6, 1, scales, six),
                errors(ILL_PREPARED, start, 6, 10, scales, sixInTen),
                GapSlab.densities(
                        "ε = 1",
                        GapFigures.slab(1, start).problem(1),
                        TIME,
                        new int[] {0, 8},
                        1.219046,
                        1.319519),
                GapSlab.densities(
                        "ε = 0.001",
                        GapFigures.slab(1e-3, start).problem(1),
                        TIME,
                        new int[] {0, 8},
                        1.131659,
                        1.477738));
    }

    static Experiment s6() {
        Substep euler = Substep.implicitEuler();
        Substep second = Substep.dirk2();
        Substep third = Substep.dirk3();
        Initial near = Initial.ISOTROPIC;
        Initial far = Initial.ILL_PREPARED;
        return Experiment.of(
                "S6",
                "Order in the diffusion limit",
                order(euler, 1e-6, near, GapFigures.near(3.290e-3, 1.693e-3, 8.595e-4, 4.330e-4)),
                order(second, 1e-6, near, GapFigures.near(4.367e-5, 1.079e-5, 2.685e-6, 6.696e-7)),
                order(third, 1e-6, near, GapFigures.near(5.300e-6, 7.094e-7, 9.213e-8, 1.175e-8)),
                order(euler, 1e-3, far, GapFigures.near(1.528e-3, 7.854e-4, 3.984e-4, 2.007e-4)),
                order(second, 1e-3, far, GapFigures.near(2.197e-5, 5.415e-6, 1.347e-6, 3.358e-7)),
                order(third, 1e-3, far, GapFigures.near(2.933e-6, 3.930e-7, 4.99e-8, 6.48e-9)),
                order(
                        crankNicolson(),
                        1e-3,
                        far,
                        GapFigures.near(2.481e-4, 2.519e-4, 2.499e-4, 2.472e-4)),
                ends(euler, 3.343e-3, 4.401e-4),
                ends(second, 4.420e-5, 6.877e-7),
                ends(third, 5.466e-6, 1.181e-8));
    }

    /// A-stable only: it must fail. On linear equations it is the implicit midpoint rule.
    private static Substep crankNicolson() {
        return new Dirk(
                new ButcherTableau(
                        "crank-nicolson",
                        2,
                        Matrix.diagonal(0.5),
                        Matrix.identity(1),
                        Optional.empty()),
                1);
    }

    private static Case order(
            Substep substep, double epsilon, Initial initial, List<Criterion> expected) {
        return Case.curve(
                new Chart(
                        "%s, ε = %s"
                                .formatted(
                                        initial == Initial.ISOTROPIC ? "Isotropic" : "Ill-prepared",
                                        epsilon),
                        Axis.log("steps"),
                        GapFigures.ERROR),
                substep.name(),
                REFERENCE,
                List.of(5.0, 10.0, 20.0, 40.0),
                expected,
                n -> implicit(substep, epsilon, initial, n));
    }

    private static Case ends(Substep substep, double five, double forty) {
        return Case.curve(
                new Chart("Isotropic, ε = 0.1", Axis.log("steps"), GapFigures.ERROR),
                substep.name(),
                REFERENCE,
                List.of(5.0, 40.0),
                GapFigures.near(five, forty),
                n -> implicit(substep, 0.1, Initial.ISOTROPIC, n));
    }

    private static double implicit(Substep substep, double epsilon, Initial initial, double n) {
        MatrixProblem problem = GapFigures.slab(epsilon, initial).problem(1);
        return GapFigures.error(problem, Gap.fixed(substep), 5, (int) n, TIME);
    }

    static Experiment s7() {
        MatrixProblem problem = GapFigures.slab(1e-3, Initial.EVEN).problem(1);
        Gap conservative =
                GapFigures.variant(
                        new Gap.Variant.Conservative(
                                new Conserving(2, new Truncation.Tail(0, 0, 1, 4))));
        Chart chart = Chart.errors("A start of rank 1");
        return Experiment.of(
                "S7",
                "The frozen start of rank 1, and two conserved moments",
                Case.curve(
                        chart,
                        "fixed",
                        REFERENCE,
                        List.of(1.0, 20.0),
                        GapFigures.near(0.10853, 0.10853),
                        n -> GapFigures.error(problem, GapFigures.fixed(), 1, (int) n, TIME)),
                Case.curve(
                        chart,
                        "augmented",
                        REFERENCE,
                        List.of(1.0, 20.0),
                        GapFigures.near(0.10853, 0.10853),
                        n -> GapFigures.error(problem, GapFigures.augmented(1), 1, (int) n, TIME)),
                Case.curve(
                        chart,
                        "conservative, 2 moments",
                        REFERENCE,
                        List.of(1.0, 5.0, 20.0),
                        GapFigures.near(5.6e-8, 1.1e-8, 2.8e-9),
                        n -> GapFigures.error(problem, conservative, 1, (int) n, TIME)));
    }
}
