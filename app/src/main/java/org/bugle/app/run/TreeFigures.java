package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.SchmidtForm;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Field;

import java.util.List;
import java.util.stream.IntStream;

/// Plots of a solution on a tree.
final class TreeFigures {
    private TreeFigures() {}

    /// Ranks and entropies over the edges, which have the numbers of the nodes below them, and the
    /// entropy at the first edge of the root over time.
    static List<Plot> ranks(TreeTensor y, List<Shot> shots) {
        if (y.tree().edges() == 0) {
            return List.of();
        }
        SchmidtForm form = y.schmidt();
        double[] edges = IntStream.range(0, y.tree().edges()).asDoubleStream().toArray();
        return List.of(
                overEdges(
                        "ranks at the end",
                        "rank",
                        edges,
                        y.ranks().stream().mapToDouble(Integer::doubleValue).toArray()),
                overEdges(
                        "entanglement entropies at the end",
                        "entropy",
                        edges,
                        form.entropies().stream().mapToDouble(Double::doubleValue).toArray()),
                entropy(shots));
    }

    private static Plot entropy(List<Shot> shots) {
        List<Shot> whole = shots.stream().filter(s -> !s.singularValues().isEmpty()).toList();
        return new Plot.Lines(
                "entanglement entropy at the root",
                Axis.linear("time"),
                Axis.linear("entropy"),
                List.of(
                        Plot.Series.of(
                                "entropy",
                                whole.stream().mapToDouble(Shot::time).toArray(),
                                whole.stream().mapToDouble(Shot::entropy).toArray())));
    }

    private static Plot overEdges(String title, String name, double[] edges, double[] values) {
        return new Plot.Lines(
                title,
                Axis.linear("edge above node"),
                Axis.linear(name),
                List.of(Plot.Series.of(name, edges, values)));
    }

    /// A field at all times as a picture.
    static Plot overTime(Field<?> field, List<Shot> shots) {
        int[] across = Figures.indices(field.grid().size(), Figures.CELLS);
        int[] up = Figures.indices(shots.size(), Figures.CELLS);
        Matrix values =
                Matrix.generate(
                        across.length,
                        up.length,
                        (i, j) -> shots.get(up[j]).field(field.name()).get(across[i], 0));
        double[] times = IntStream.of(up).mapToDouble(k -> shots.get(k).time()).toArray();
        return new Plot.HeatMap(
                field.name() + " over time",
                Figures.grid(field.grid(), across),
                Plot.Grid.of("time", times),
                Axis.linear(field.name()),
                List.of(Plot.Frame.of(shots.getLast().time(), values.toRows())));
    }
}
