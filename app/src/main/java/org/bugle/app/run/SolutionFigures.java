package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.Grid;
import org.bugle.models.MatrixProblem;

import java.util.ArrayList;
import java.util.List;

/// The solution Y of a matrix problem in colour: its entries, or real part and modulus where it is
/// complex. It is looked at through chosen rows and columns of its factors and never becomes an m×n
/// array.
record SolutionFigures(MatrixProblem problem) {
    /// At most so many rows and columns where there are many times: more would make a page of many
    /// megabytes.
    private static final int SAMPLE = 120;

    /// Pictures over time as far as shots hold them, and finer ones of the end.
    List<Plot> of(List<Shot> shots, double time, LowRankMatrix end) {
        List<Shot> pictured = shots.stream().filter(s -> s.sample().isPresent()).toList();
        List<Plot> plots = new ArrayList<>();
        if (pictured.size() > 1) {
            plots.add(overTime(pictured));
        }
        boolean finer = problem.m() > SAMPLE || problem.n() > SAMPLE;
        if (plots.isEmpty() || finer || end.isComplex()) {
            plots.addAll(atEnd(time, end));
        }
        return plots;
    }

    /// The entries that a picture over time shows.
    Matrix sample(LowRankMatrix y) {
        return entries(y, SAMPLE);
    }

    private Plot overTime(List<Shot> pictured) {
        List<Matrix> samples = pictured.stream().map(shot -> shot.sample().orElseThrow()).toList();
        boolean complex = samples.stream().anyMatch(Matrix::isComplex);
        List<Plot.Frame> frames = new ArrayList<>();
        for (int k = 0; k < samples.size(); k++) {
            Matrix values = complex ? modulus(samples.get(k)) : samples.get(k);
            frames.add(Plot.Frame.of(pictured.get(k).time(), values.toRows()));
        }
        return new Plot.HeatMap(
                complex ? "Modulus" : "Solution",
                grid(problem.rows(), SAMPLE),
                grid(problem.columns(), SAMPLE),
                Axis.linear(complex ? "|Y|" : "Y"),
                frames);
    }

    private List<Plot> atEnd(double time, LowRankMatrix y) {
        Matrix values = entries(y, Figures.CELLS);
        if (!values.isComplex()) {
            return List.of(picture("Solution at the end", "Y", time, values));
        }
        return List.of(
                picture("Modulus at the end", "|Y|", time, modulus(values)),
                picture("Real part at the end", "Re Y", time, values.real()));
    }

    private Plot picture(String title, String name, double time, Matrix values) {
        return new Plot.HeatMap(
                title,
                grid(problem.rows(), Figures.CELLS),
                grid(problem.columns(), Figures.CELLS),
                Axis.linear(name),
                List.of(Plot.Frame.of(time, values.toRows())));
    }

    private Matrix entries(LowRankMatrix y, int most) {
        int[] rows = Figures.indices(problem.m(), most);
        int[] columns = Figures.indices(problem.n(), most);
        return rows(y.u(), rows).times(y.s()).timesAdjoint(rows(y.v(), columns));
    }

    private static Plot.Grid grid(Grid grid, int most) {
        return Figures.grid(grid, Figures.indices(grid.size(), most));
    }

    private static Matrix rows(Matrix a, int[] indices) {
        return a.transpose().columns(indices).transpose();
    }

    private static Matrix modulus(Matrix values) {
        return Matrix.generate(values.rows(), values.cols(), (i, j) -> values.at(i, j).abs());
    }
}
