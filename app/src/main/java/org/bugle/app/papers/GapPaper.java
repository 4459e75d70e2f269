package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.reproduce.Source;
import org.bugle.equation.GivenEquation;
import org.bugle.equation.MatrixEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.matrix.Gap;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Slab;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.List;

/// GAP for kinetic equations in the diffusion limit (arXiv:2505.19929). The paper's own figures
/// could not be read; all figures are those of an independent implementation, of experiments that
/// are proposed after its abstract.
final class GapPaper {
    private static final Source REFERENCE = Source.REFERENCE;

    private static final int ROWS = 40;

    private static final int COLUMNS = 30;

    private GapPaper() {}

    static Paper paper() {
        return new Paper(
                "gap",
                "2505.19929",
                "A Galerkin Alternating Projection Method for Kinetic Equations in the Diffusive"
                        + " Limit",
                () ->
                        List.of(
                                s1(),
                                s2(),
                                s3(),
                                GapDiffusion.s4(),
                                GapDiffusion.s5(),
                                GapDiffusion.s6(),
                                GapDiffusion.s7(),
                                GapSlab.s8(),
                                GapSlab.s9(),
                                GapSlab.s10(),
                                GapPlane.s11(),
                                GapSlab.s12(),
                                GapPlaneSource.a1(),
                                GapPlane.a2(),
                                GapPlane.a3(),
                                GapSuOlson.a5()));
    }

    /// H_ij = 1/(π(i − j)), skew.
    private static Matrix hilbert(int n) {
        return Matrix.generate(n, n, (i, j) -> i == j ? 0 : 1 / (Math.PI * (i - j)));
    }

    /// e^t e^{tW₁} D e^{tW₂ᵀ} with D_jj = base^j, j = 1 … r.
    private static LowRankMatrix solution(double base, int rank, double t) {
        Matrix d = Matrix.generate(rank, rank, (i, j) -> i == j ? Math.pow(base, i + 1) : 0);
        return new LowRankMatrix(
                Expm.of(hilbert(ROWS).times(t)).columns(0, rank),
                d.times(Math.exp(t)),
                Expm.of(hilbert(COLUMNS).times(t)).columns(0, rank));
    }

    private static Experiment s1() {
        return Experiment.of(
                "S1",
                "Exactness for F = A′(t) of rank 5",
                Case.of(
                        "error of one step h = 0.1",
                        GapFigures.near(2.3e-16),
                        REFERENCE,
                        _ -> exactness(0.1)),
                Case.of(
                        "error of one step h = 0.5",
                        GapFigures.near(2.9e-16),
                        REFERENCE,
                        _ -> exactness(0.5)));
    }

    /// The substeps see A through A(h) − A(0) alone: a constant derivative makes Euler exact.
    private static double exactness(double h) {
        LowRankMatrix end = solution(0.5, 5, h);
        LowRankMatrix start = solution(0.5, 5, 0);
        LowRankMatrix slope = end.minus(start).times(1 / h);
        MatrixEquation equation = new GivenEquation(false, _ -> slope);
        LowRankMatrix found =
                Gap.fixed(Substep.euler()).step(equation, new Span(0, 0, 0, h), start).value();
        return found.distance(end);
    }

    private static Experiment s2() {
        return Experiment.of(
                "S2",
                "Tangent problem Y′ = W₁Y + Y + YW₂ᵀ",
                tangent(0.5, 4, false, GapFigures.near(6.830e-3, 3.459e-3, 1.741e-3, 8.732e-4)),
                tangent(0.5, 8, false, GapFigures.near(4.153e-3, 2.119e-3, 1.070e-3, 5.378e-4)),
                tangent(0.5, 16, false, GapFigures.near(2.255e-3, 1.159e-3, 5.872e-4, 2.956e-4)),
                tangent(0.1, 4, false, GapFigures.near(1.064e-3, 5.410e-4, 2.727e-4, 1.369e-4)),
                tangent(0.1, 16, false, GapFigures.near(3.836e-4, 1.974e-4, 1.002e-4, 5.045e-5)),
                tangent(0.5, 2, true, GapFigures.augmented(2.823e-5, 7.054e-6, 1.763e-6, 4.408e-7)),
                tangent(
                        0.5,
                        4,
                        true,
                        GapFigures.augmented(9.238e-6, 2.294e-6, 5.727e-7, 1.431e-7)));
    }

    private static Case tangent(
            double base, int rank, boolean augmented, List<Criterion> expected) {
        MatrixEquation equation =
                SeparableEquation.of(
                        SeparableOperator.zero(ROWS, COLUMNS)
                                .left(Coefficient.ONE, Dense.of(hilbert(ROWS)))
                                .identity(Coefficient.ONE)
                                .right(Coefficient.ONE, Dense.of(hilbert(COLUMNS))));
        Gap gap = augmented ? GapFigures.augmented(rank) : GapFigures.fixed();
        return Case.curve(
                Chart.errors("Tangent problem"),
                "%s, r = %d, σ ~ %s^j".formatted(augmented ? "augmented" : "fixed", rank, base),
                REFERENCE,
                List.of(10.0, 20.0, 40.0, 80.0),
                expected,
                n -> {
                    LowRankMatrix y = solution(base, rank, 0);
                    for (int i = 0; i < n; i++) {
                        y = gap.step(equation, new Span(i, 0, i / n, 1 / n), y).value();
                    }
                    return y.distance(solution(base, rank, 1));
                });
    }

    private static Experiment s3() {
        MatrixProblem problem =
                GapFigures.slab(16, 16, 1, List.of(1.0), Slab.Initial.FEW_MODES).problem(1);
        Chart chart = Chart.errors("Solution of rank 5");
        List<Double> steps = List.of(5.0, 10.0, 20.0, 40.0);
        return Experiment.of(
                "S3",
                "Few modes, a solution of rank 5",
                Case.curve(
                        chart,
                        "fixed",
                        REFERENCE,
                        steps,
                        GapFigures.near(2.859e-4, 1.345e-4, 6.526e-5, 3.214e-5),
                        n -> GapFigures.wholeError(problem, GapFigures.fixed(), 5, (int) n, 1)),
                Case.curve(
                        chart,
                        "augmented",
                        REFERENCE,
                        steps,
                        GapFigures.augmented(1.53e-8, 4.09e-9, 8.95e-10, 2.06e-10),
                        n ->
                                GapFigures.wholeError(
                                        problem, GapFigures.augmented(5), 5, (int) n, 1)),
                GapSlab.singularValues(
                        "rank 5", problem, 1, 8.387322, 1.012987, 0.2357975, 0.06731489, 0.0454933),
                GapSlab.densities(
                        "rank 5", problem, 1, new int[] {0, 4, 8}, 2.882501, 2.096331, 1.117499));
    }
}
