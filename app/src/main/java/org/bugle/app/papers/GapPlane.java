package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Gap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Lazy;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.AngleRule;
import org.bugle.models.Boundary;
import org.bugle.models.Derivative;
import org.bugle.models.FullReference;
import org.bugle.models.LineSource;
import org.bugle.models.MatrixProblem;
import org.bugle.models.PeriodicPlane;
import org.bugle.models.RadiationLattice;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Radiative transfer in two dimensions: the diffusion limit, the line source and the lattice.
final class GapPlane {
    private static final Source REFERENCE = Source.REFERENCE;

    /// The spec's figures are met within this.
    private static final double FIVE_PERCENT = 0.05;

    private GapPlane() {}

    private static Matrix flux(MatrixProblem problem, LowRankMatrix y) {
        return problem.fields().getFirst().of().apply(y);
    }

    private static double relative(Matrix found, Matrix exact) {
        return found.minus(exact).norm() / exact.norm();
    }

    /// 12² points, 36 directions, ε = 0.1, t = 0.3, with substeps by Krylov spaces to 10⁻¹³.
    static Experiment s11() {
        PeriodicPlane plane =
                new PeriodicPlane(
                        12,
                        AngleRule.QUADRATURE,
                        1,
                        List.of(6, 12),
                        0.5,
                        0.1,
                        1,
                        0,
                        Derivative.FOURIER,
                        6);
        Supplier<MatrixProblem> problem = new Lazy<>(() -> plane.problem(1));
        Supplier<LowRankMatrix> exact = new Lazy<>(() -> Lab.exact(problem.get()));
        List<Case> cases = new ArrayList<>();
        cases.add(
                Case.of(
                        "distance of transport from diffusion",
                        new Criterion.Near(1.506e-3, FIVE_PERCENT),
                        REFERENCE,
                        _ ->
                                relative(
                                        plane.diffusionLimit(problem.get().endTime()),
                                        flux(problem.get(), exact.get()))));
        Chart density = Chart.errors("GAP in the plane, error of the density");
        cases.add(density(density, problem, exact, 2, 3.292e-2, 3.292e-2));
        cases.add(density(density, problem, exact, 3, 2.031e-4, 2.038e-4));
        cases.add(density(density, problem, exact, 6, 1.456e-6, 1.466e-6));
        cases.add(whole(problem, exact, 3, 1.388e-3));
        cases.add(whole(problem, exact, 6, 6.069e-5));
        return new Experiment("S11", "Two dimensions close to diffusion", cases);
    }

    private static Case density(
            Chart chart,
            Supplier<MatrixProblem> problem,
            Supplier<LowRankMatrix> exact,
            int rank,
            double... figures) {
        return Case.curve(
                chart,
                "rank " + rank,
                REFERENCE,
                List.of(1.0, 4.0),
                Case.near(FIVE_PERCENT, figures),
                n ->
                        relative(
                                flux(problem.get(), gap(problem.get(), rank, (int) n)),
                                flux(problem.get(), exact.get())));
    }

    private static Case whole(
            Supplier<MatrixProblem> problem,
            Supplier<LowRankMatrix> exact,
            int rank,
            double figure) {
        return Case.of(
                "error of the whole solution, one step, rank " + rank,
                new Criterion.Near(figure, FIVE_PERCENT),
                REFERENCE,
                _ -> gap(problem.get(), rank, 1).distance(exact.get()) / exact.get().norm());
    }

    private static LowRankMatrix gap(MatrixProblem problem, int rank, int steps) {
        Substep krylov = Substep.krylov(1e-13);
        Gap gap = new Gap(Gap.Sequence.LK, new Gap.Variant.Fixed(), krylov, krylov);
        return Lab.run(problem, problem.start().ofRank(rank), gap, steps);
    }

    private static LineSource lineSource(int cells, int degree, double halfLength, double width) {
        return new LineSource(
                cells,
                AngleRule.MOMENTS,
                degree,
                List.of(8, 16),
                halfLength,
                width,
                0,
                1,
                1,
                0,
                Derivative.FOURIER,
                Boundary.PERIODIC,
                10);
    }

    /// The figures are rounded to eight decimals; the integral over wave numbers is right to 5e-9.
    static Experiment a2() {
        List<Double> distances = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0, 1.1);
        double[] figures = {
            .39284173, .39030587, .37723597, .33398332, .27630616, .26771756, .28312116, .20817395,
            .00565194
        };
        Supplier<List<Double>> exact =
                new Lazy<>(() -> lineSource(4, 200, 1.5, 0.03).exactScalarFlux(distances, 1));
        return Experiment.of(
                "A2",
                "Line source",
                Case.curve(
                                new Chart(
                                        "Line source",
                                        Axis.linear("distance"),
                                        Axis.linear("scalar flux")),
                                "exact, t = 1",
                                REFERENCE,
                                distances,
                                around(1e-8, figures),
                                r -> exact.get().get(distances.indexOf(r)))
                        .taking(10),
                Case.of(
                                "∫ r² φ at t = 1, s = 0.1",
                                new Criterion.Near(4.0 / 3 * Math.exp(-1) + 0.04, 1e-9),
                                REFERENCE,
                                _ -> secondMoment(lineSource(64, 7, 2, 0.1).problem(1)))
                        .taking(5),
                Case.notRun(
                        "error of the scalar flux, 250² cells, P_39, ϑ = 1e-2",
                        new Criterion.Unpublished(),
                        Source.AUTHORS_CODE,
                        "the 62500×820 solution has a full rank reference of 51 million numbers"
                                + " (8 GiB with the stages of its method), and no figure was"
                                + " published"),
                Case.notRun(
                        "uncertain line source on 100×100 collocation points, ϑ = 1e-2",
                        new Criterion.Unpublished(),
                        Source.AUTHORS_CODE,
                        "62500×820×10⁴ unknowns: its factors of 62500×r and 8.2·10⁶×r numbers"
                                + " alone take 6.6 GB at rank 100"));
    }

    private static double secondMoment(MatrixProblem problem) {
        var grid = problem.fields().getFirst().grid();
        var x = grid.directions().getFirst();
        int inner = grid.directions().getLast().size();
        Matrix flux = flux(problem, Lab.exact(problem, 1));
        Matrix weights =
                Matrix.generate(
                        grid.size(),
                        1,
                        (k, _) -> {
                            double s = x.point(k / inner);
                            double t = x.point(k % inner);
                            return (s * s + t * t) * grid.weights().get(k, 0);
                        });
        return weights.inner(flux).re();
    }

    /// Figures up to an absolute tolerance.
    static List<Criterion> around(double tolerance, double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (double figure : figures) {
            criteria.add(new Criterion.Between(figure - tolerance, figure + tolerance));
        }
        return criteria;
    }

    /// No closed form and no published figures: the full solution, and what the source gives must
    /// be there, absorbed or gone.
    static Experiment a3() {
        Truncation truncation = new Truncation.Tail(0, 1e-3, 1, 36);
        Supplier<MatrixProblem> problem =
                new Lazy<>(() ->
                        new RadiationLattice(
                                        28,
                                        AngleRule.MOMENTS,
                                        7,
                                        List.of(8, 16),
                                        1,
                                        10,
                                        1,
                                        RadiationLattice.Middle.SCATTERING,
                                        RadiationLattice.Eleventh.ABOVE,
                                        Derivative.UPWIND,
                                        Boundary.ZERO,
                                        10)
                                .problem(1));
        return Experiment.of(
                "A3",
                "Lattice",
                Case.of(
                                List.of(
                                        new Claim(
                                                "28² cells, P_7, tolerance 1e-3: error against the"
                                                        + " full solution",
                                                new Criterion.AtMost(1e-2),
                                                REFERENCE),
                                        new Claim(
                                                "radiation that is lost: |∫φ − ∫∫ (Q − σ_a φ) +"
                                                        + " outflow|",
                                                new Criterion.AtMost(1e-3),
                                                REFERENCE)),
                                lab -> lattice(lab, problem.get(), truncation))
                        .taking(5),
                Case.notRun(
                        "error against the full solution, 350² cells, P_21, ϑ = 1e-2",
                        new Criterion.Unpublished(),
                        Source.AUTHORS_CODE,
                        "the full solution has 122500×253 numbers, 5 GiB with the stages of its"
                                + " method; the low-rank run of 320 steps takes about two hours"
                                + " (0.17 s a step at 70² cells, P_9)"));
    }

    private static List<Double> lattice(Lab lab, MatrixProblem problem, Truncation truncation) {
        int steps = 80; // even, for Simpson's rule
        double h = problem.endTime() / steps;
        AugmentedBug bug = new AugmentedBug(truncation, Substep.rk4());
        LowRankMatrix y = problem.start().by(truncation);
        double given = 0;
        for (int i = 0; i <= steps; i++) {
            lab.requireTime();
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            double gone = Lab.observed(problem, "absorption", y);
            double left = Lab.observed(problem, "outflow", y);
            given += weight * h / 3 * (1 - gone - left);
            if (i < steps) {
                y = bug.step(problem.equation(), new Span(i, 0, i * h, h), y).value();
            }
        }
        LowRankMatrix full = FullReference.ofTightTolerance().at(problem, problem.endTime());
        lab.picture("A3: scalar flux", problem.fields().getFirst(), problem.endTime(), y);
        return List.of(
                y.distance(full) / full.norm(), Math.abs(Lab.observed(problem, "mass", y) - given));
    }
}
