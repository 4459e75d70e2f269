package org.bugle.app.run;

import org.bugle.app.citation.Works;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.StabilityEstimate;
import org.bugle.files.Result;
import org.bugle.files.StateFormat;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.Field;
import org.bugle.models.FullReference;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.substep.Span;

import java.util.List;
import java.util.Optional;

/// A solution that is a matrix U S Vᴴ.
record MatrixFormulation(MatrixProblem problem, MatrixScheme scheme, PointwiseTerms terms)
        implements Formulation<LowRankMatrix> {
    /// A full-rank solution of up to this many entries takes seconds.
    private static final long SMALL = 40_000;

    static MatrixFormulation of(RunInput input, MatrixProblem problem) {
        return new MatrixFormulation(
                problem, MatrixScheme.of(input, problem), PointwiseTerms.of(input, problem));
    }

    @Override
    public Evolution<LowRankMatrix> evolution() {
        return Evolution.of(terms.equation()).from(scheme.start()).with(scheme.integrator());
    }

    private LowRankMatrix start() {
        return problem.isComplex() ? scheme.start().toComplex() : scheme.start();
    }

    @Override
    public Step<LowRankMatrix> step(Span span) {
        return scheme.integrator().step(terms.equation(), span, start());
    }

    @Override
    public StabilityEstimate stability(double t, long seed) {
        return StabilityEstimate.of(terms.equation(), scheme.integrator(), t, start(), seed);
    }

    @Override
    public String size() {
        return "%s %d×%d (%s, %s)"
                .formatted(
                        problem.isComplex() ? "complex" : "real",
                        problem.m(),
                        problem.n(),
                        problem.rows().name(),
                        problem.columns().name());
    }

    @Override
    public List<Report.Row> remarks() {
        return terms.words().map(words -> new Report.Row("pointwise", words)).stream().toList();
    }

    @Override
    public List<Grid> axes() {
        return List.of(problem.rows(), problem.columns());
    }

    @Override
    public long bytes(List<Integer> ranks) {
        long rank = ranks.getFirst();
        return rank * (problem.m() + problem.n() + rank) * (problem.isComplex() ? 16 : 8);
    }

    @Override
    public int mostRank() {
        return Math.min(problem.m(), problem.n());
    }

    @Override
    public boolean isSmall() {
        return (long) problem.m() * problem.n() <= SMALL;
    }

    @Override
    public String fullSize() {
        return "full %d×%d solution".formatted(problem.m(), problem.n());
    }

    @Override
    public LowRankMatrix full(double time) {
        return FullReference.ofTightTolerance().at(problem, time);
    }

    @Override
    public String shape(LowRankMatrix y) {
        return "%d×%d".formatted(y.rows(), y.cols());
    }

    @Override
    public StateFormat<LowRankMatrix> files() {
        return StateFormat.matrix();
    }

    @Override
    public Optional<Result.Pointwise> pointwise() {
        return terms.result();
    }

    @Override
    public List<Plot> solution(List<Shot> shots, double time, LowRankMatrix end) {
        return new SolutionFigures(problem).of(shots, time, end);
    }

    @Override
    public Optional<Matrix> sample(LowRankMatrix y) {
        return Optional.of(new SolutionFigures(problem).sample(y));
    }

    @Override
    public List<Plot> field(Field<LowRankMatrix> field, List<Shot> shots) {
        return List.of(Figures.field(field, shots));
    }

    @Override
    public List<Plot> ranks(List<Shot> shots) {
        return List.of();
    }

    @Override
    public Spectrum spectrum(LowRankMatrix y) {
        return Spectrum.ofMatrix(y.singularValues());
    }

    @Override
    public List<String> citations() {
        return Works.references(scheme.integrator().name());
    }
}
