package org.bugle.app.run;

import org.bugle.app.report.Axis;
import org.bugle.app.report.Plot;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.models.Field;
import org.bugle.models.Grid;
import org.bugle.models.TreeProblem;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Plots of a solution on a tree.
final class TreeFigures {
    private static final Axis ENTROPY = Axis.linear("entropy").in("nat");

    /// At most about so many numbers on a tree, over all times.
    private static final int VALUES = 20_000;

    private TreeFigures() {}

    /// Ranks and entropies at the edges over time, and the entropy at the first edge of the root.
    ///
    /// @param whole shots with factors
    static List<Plot> ranks(TreeProblem problem, List<Shot> whole) {
        if (problem.tree().edges() == 0 || whole.isEmpty()) {
            return List.of();
        }
        return List.of(
                onTree(problem, "ranks on the tree", Axis.linear("rank"), whole, Spectrum::ranks),
                onTree(
                        problem,
                        "entanglement entropies on the tree",
                        ENTROPY,
                        whole,
                        Spectrum::entropies),
                entropy(whole));
    }

    private static Plot onTree(
            TreeProblem problem,
            String title,
            Axis value,
            List<Shot> whole,
            Function<Spectrum, List<? extends Number>> values) {
        int most = Math.max(2, VALUES / problem.tree().edges());
        List<Plot.Moment> frames =
                IntStream.of(Figures.indices(whole.size(), most))
                        .mapToObj(whole::get)
                        .map(shot ->
                                Plot.Moment.of(
                                        shot.time(),
                                        values.apply(shot.spectrum().orElseThrow()).stream()
                                                .mapToDouble(Number::doubleValue)
                                                .toArray()))
                        .toList();
        return new Plot.Tree(title, nodes(problem), value, frames);
    }

    /// Leaves have the names of their sites, with numbers where several sites share one.
    private static List<Plot.Node> nodes(TreeProblem problem) {
        Tree tree = problem.tree();
        List<String> names = problem.sites().stream().map(Grid::name).toList();
        boolean distinct = Set.copyOf(names).size() == names.size();
        return IntStream.range(0, tree.nodes())
                .mapToObj(node ->
                        new Plot.Node(tree.parent(node), label(tree.site(node), names, distinct)))
                .toList();
    }

    private static String label(int site, List<String> names, boolean distinct) {
        if (site == Tree.NONE) {
            return "";
        }
        return distinct ? names.get(site) : String.valueOf(site);
    }

    private static Plot entropy(List<Shot> whole) {
        return new Plot.Lines(
                "entanglement entropy at the root",
                Axis.linear("time"),
                ENTROPY,
                List.of(
                        Plot.Series.of(
                                "entropy",
                                whole.stream().mapToDouble(Shot::time).toArray(),
                                whole.stream()
                                        .mapToDouble(s -> s.spectrum().orElseThrow().entropy())
                                        .toArray())));
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
