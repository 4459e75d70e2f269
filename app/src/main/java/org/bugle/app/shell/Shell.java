package org.bugle.app.shell;

import org.bugle.app.command.Bugle;
import org.bugle.app.config.InputException;
import org.bugle.app.config.Nearest;
import org.bugle.app.plugin.Plugins;
import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.app.report.ReportWriter;
import org.bugle.app.run.Interruption;
import org.bugle.app.run.Vocabulary;
import org.bugle.files.AtomicFile;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Problem;
import org.bugle.models.TreeProblem;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The functions of `bugle jshell`, where they stand without the name of the class.
public final class Shell {
    /// At most so many rows and columns of a matrix are drawn.
    private static final int CELLS = 400;

    private Shell() {}

    /// Does what `bugle WORDS` does on a command line.
    ///
    /// @param words such as `"list", "integrators"`
    public static void bugle(String... words) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        Bugle.execute(out, err, new Interruption(), words);
        out.flush();
        err.flush();
    }

    /// Runs a run file, as `bugle run` does, and leaves a run folder under `runs`.
    public static void run(String file) {
        bugle("run", file);
    }

    /// A problem of `bugle list problems` whose solution is a matrix, with its default parameters.
    ///
    /// @throws InputException if there is none, or its solution stands on a tree
    public static MatrixProblem problem(String name) {
        Problem<?> problem = named(name);
        if (problem instanceof MatrixProblem matrix) {
            return matrix;
        }
        throw new InputException(
                "the solution of %s stands on a tree; write treeProblem(\"%1$s\")".formatted(name));
    }

    /// A problem of `bugle list problems` whose solution is a tensor on a tree, with its default
    /// parameters.
    ///
    /// @throws InputException if there is none, or its solution is a matrix
    public static TreeProblem treeProblem(String name) {
        Problem<?> problem = named(name);
        if (problem instanceof TreeProblem tree) {
            return tree;
        }
        throw new InputException(
                "the solution of %s is a matrix; write problem(\"%1$s\")".formatted(name));
    }

    /// Writes a page with the matrix in colour and its singular values.
    ///
    /// @return the page, for a browser
    public static Path plot(LowRankMatrix y) {
        int[] rows = indices(y.rows());
        int[] columns = indices(y.cols());
        Matrix values =
                y.u().transpose()
                        .columns(rows)
                        .transpose()
                        .times(y.s())
                        .timesAdjoint(y.v().transpose().columns(columns).transpose());
        double[] sigma = y.singularValues().stream().mapToDouble(Double::doubleValue).toArray();
        Plot picture =
                new Plot.HeatMap(
                        values.isComplex() ? "Real part" : "Entries",
                        Plot.Grid.of("row", IntStream.of(rows).asDoubleStream().toArray()),
                        Plot.Grid.of("column", IntStream.of(columns).asDoubleStream().toArray()),
                        Axis.linear("Y"),
                        List.of(Plot.Frame.of(0, values.real().toRows())));
        return page(
                "%d×%d matrix of rank %d".formatted(y.rows(), y.cols(), y.rank()),
                picture,
                new Plot.Lines(
                        "Singular values",
                        Axis.linear("number"),
                        Axis.log("singular value"),
                        List.of(
                                Plot.Series.of(
                                        "σ",
                                        IntStream.rangeClosed(1, sigma.length)
                                                .asDoubleStream()
                                                .toArray(),
                                        sigma))));
    }

    /// Writes a page with the curve y(x).
    ///
    /// @return the page, for a browser
    public static Path plot(double[] x, double[] y) {
        return page(
                "y(x)",
                new Plot.Lines(
                        "y(x)",
                        Axis.linear("x"),
                        Axis.linear("y"),
                        List.of(Plot.Series.of("y", x, y))));
    }

    private static Path page(String title, Plot... plots) {
        Report report =
                new Report(
                        title,
                        List.of(),
                        List.of(),
                        List.of(new Report.Section(title, List.of(plots))),
                        "",
                        List.of());
        Path file = Path.of("plot.html").toAbsolutePath();
        AtomicFile.write(file, new ReportWriter().write(report));
        return file;
    }

    private static Problem<?> named(String name) {
        Set<String> known = Vocabulary.problems().keySet();
        if (!known.contains(name)) {
            throw new InputException(
                    "'%s' is no problem%s".formatted(name, Nearest.hint(name, known, known)));
        }
        return Vocabulary.problemByDefault(name, Plugins.NONE);
    }

    private static int[] indices(int n) {
        int most = Math.min(n, CELLS);
        return IntStream.range(0, most)
                .map(k -> most == 1 ? 0 : (int) Math.round((double) k * (n - 1) / (most - 1)))
                .toArray();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
