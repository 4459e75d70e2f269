package org.bugle.app.reproduce;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Samples;
import org.bugle.app.run.Interruption;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.Field;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Reference;
import org.bugle.substep.Span;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/// Where an experiment is made: runs, and what is drawn of them.
public final class Lab {
    private final Interruption interruption;
    private final Map<Chart, Map<String, List<Point>>> charts = new LinkedHashMap<>();
    private final List<Plot> plots = new ArrayList<>();

    private record Point(double x, double y) {}

    public Lab(Interruption interruption) {
        this.interruption = interruption;
    }

    /// Goes on, unless the user wants to stop.
    ///
    /// @throws CancellationException if so
    public void requireTime() {
        if (interruption.isRequested()) {
            throw new CancellationException("interrupted");
        }
    }

    /// One more point of a curve.
    public void point(Chart chart, String series, double x, double y) {
        charts.computeIfAbsent(chart, _ -> new LinkedHashMap<>())
                .computeIfAbsent(series, _ -> new ArrayList<>())
                .add(new Point(x, y));
    }

    /// A whole curve.
    public void curve(Chart chart, String series, Matrix x, Matrix y) {
        for (int i = 0; i < x.rows(); i++) {
            point(chart, series, x.get(i, 0), y.get(i, 0));
        }
    }

    /// A field over two directions, at one time.
    public <Y> void picture(String title, Field<Y> field, double time, Y y) {
        Grid across = field.grid().directions().getFirst();
        Grid up = field.grid().directions().getLast();
        Matrix values = field.of().apply(y);
        Matrix picture =
                Matrix.generate(
                        across.size(), up.size(), (i, j) -> values.get(i * up.size() + j, 0));
        plot(
                new Plot.HeatMap(
                        title,
                        grid(across),
                        grid(up),
                        Axis.linear(field.name()),
                        List.of(Plot.Frame.of(time, picture.toRows()))));
    }

    private static Plot.Grid grid(Grid grid) {
        return new Plot.Grid(grid.name(), grid.unit(), Samples.of(grid.points().toArray()));
    }

    /// A figure that is complete.
    public void plot(Plot plot) {
        plots.add(plot);
    }

    /// All figures so far, the charts first.
    public List<Plot> plots() {
        List<Plot> all = new ArrayList<>();
        charts.forEach((chart, curves) -> {
            List<Plot.Series> series = new ArrayList<>();
            curves.forEach((name, points) ->
                    series.add(
                            Plot.Series.of(
                                    name,
                                    points.stream().mapToDouble(Point::x).toArray(),
                                    points.stream().mapToDouble(Point::y).toArray())));
            all.add(new Plot.Lines(chart.title(), chart.x(), chart.y(), series));
        });
        all.addAll(plots);
        return all;
    }

    /// The solution at the problem's end time, by equal steps.
    public static LowRankMatrix run(
            MatrixProblem problem, LowRankMatrix start, MatrixIntegrator integrator, int steps) {
        return run(problem, start, integrator, steps, problem.endTime());
    }

    /// The solution at a time, by equal steps from the problem's start time on.
    public static LowRankMatrix run(
            MatrixProblem problem,
            LowRankMatrix start,
            MatrixIntegrator integrator,
            int steps,
            double end) {
        double t0 = problem.startTime();
        double h = (end - t0) / steps;
        LowRankMatrix y = problem.equation().isComplex() ? start.toComplex() : start;
        for (int i = 0; i < steps; i++) {
            y = integrator.step(problem.equation(), new Span(i, 0, t0 + i * h, h), y).value();
        }
        return y;
    }

    /// The problem's closed form at its end time.
    ///
    /// @throws IllegalArgumentException if it has none
    public static LowRankMatrix exact(MatrixProblem problem) {
        return exact(problem, problem.endTime());
    }

    /// The problem's closed form at a time.
    ///
    /// @throws IllegalArgumentException if it has none
    public static LowRankMatrix exact(MatrixProblem problem, double time) {
        if (problem.reference() instanceof Reference.Exact(String _, var at)) {
            return at.apply(time);
        }
        throw new IllegalArgumentException("Lab: the problem has no closed form");
    }

    /// The error of the best approximation of a rank.
    public static double best(LowRankMatrix y, int rank) {
        return Math.sqrt(
                y.singularValues().stream().skip(rank).mapToDouble(sigma -> sigma * sigma).sum());
    }

    /// A named observable of a state at the problem's end time.
    public static double observed(MatrixProblem problem, String name, LowRankMatrix y) {
        return problem.observables().stream()
                .filter(observable -> observable.name().equals(name))
                .findFirst()
                .orElseThrow()
                .quantity()
                .of(problem.endTime(), y);
    }
}
