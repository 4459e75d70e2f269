package org.bugle.app.run;

import org.bugle.app.citation.Works;
import org.bugle.app.config.IntegratorSettings;
import org.bugle.app.report.Plot;
import org.bugle.app.report.Report;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.StabilityEstimate;
import org.bugle.files.Result;
import org.bugle.files.StateFormat;
import org.bugle.integrator.Step;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.SchmidtForm;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.Field;
import org.bugle.models.FullTreeReference;
import org.bugle.models.Grid;
import org.bugle.models.TreeProblem;
import org.bugle.substep.Span;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A solution that is a tensor on a tree.
record TreeFormulation(TreeProblem problem, TreeScheme scheme) implements Formulation<TreeTensor> {
    /// A full solution of up to this many entries takes seconds.
    private static final double SMALL = 1 << 16;

    /// Longer expressions of a tree are told by its depth.
    private static final int LONGEST = 60;

    /// @throws org.bugle.app.config.InputException if the integrator or an option does not fit
    static TreeFormulation of(RunInput input, TreeProblem problem) {
        var settings = IntegratorSettings.of(input.file().integrator());
        TreeScheme scheme = TreeScheme.of(input, problem);
        if (settings.pointwise() == IntegratorSettings.Pointwise.INTERPOLATED) {
            throw input.refuse(
                    "integrator.pointwise",
                    "is interpolated, but %s has no pointwise nonlinear term; leave the key out"
                            .formatted(input.file().problem()));
        }
        return new TreeFormulation(problem, scheme);
    }

    @Override
    public Evolution<TreeTensor> evolution() {
        return Evolution.onTree(problem.equation()).from(scheme.start()).with(scheme.integrator());
    }

    private TreeTensor start() {
        TreeTensor y = scheme.start().orthonormalized();
        return problem.isComplex() ? y.toComplex() : y;
    }

    @Override
    public Step<TreeTensor> step(Span span) {
        return scheme.integrator().step(problem.equation(), span, start());
    }

    @Override
    public StabilityEstimate stability(double t, long seed) {
        return StabilityEstimate.of(problem.equation(), scheme.integrator(), t, start(), seed);
    }

    private Tree tree() {
        return problem.tree();
    }

    @Override
    public String size() {
        return "%s tensor of %d sites, up to %d values each"
                .formatted(
                        problem.isComplex() ? "complex" : "real",
                        tree().sites(),
                        problem.sites().stream().mapToInt(Grid::size).max().orElse(0));
    }

    @Override
    public List<Report.Row> remarks() {
        return List.of(new Report.Row("tree", words(tree())));
    }

    /// A tree as its expression, or, where that is long, by its size.
    static String words(Tree tree) {
        String expression = tree.toString();
        return expression.length() <= LONGEST
                ? expression
                : "%d nodes, depth %d".formatted(tree.nodes(), tree.depth());
    }

    @Override
    public List<Grid> axes() {
        return problem.sites();
    }

    @Override
    public long bytes(List<Integer> ranks) {
        boolean each = ranks.size() == tree().edges();
        double[] rank = new double[tree().nodes()];
        double entries = 0;
        for (int node = 0; node < tree().nodes(); node++) {
            double rows =
                    tree().isLeaf(node)
                            ? problem.sites().get(tree().site(node)).size()
                            : tree().children(node).stream()
                                    .mapToDouble(child -> rank[child])
                                    .reduce(1, (a, b) -> a * b);
            rank[node] =
                    node == tree().root()
                            ? 1
                            : each ? ranks.get(node) : Math.min(rows, ranks.getFirst());
            entries += rows * rank[node];
        }
        return (long) (entries * (problem.isComplex() ? 16 : 8));
    }

    @Override
    public int mostRank() {
        return Truncation.UNLIMITED;
    }

    private double entries() {
        return FullTreeReference.entries(problem.start().full());
    }

    @Override
    public boolean isSmall() {
        return entries() <= SMALL;
    }

    @Override
    public String fullSize() {
        return "full solution of %s entries".formatted(Numbers.brief(entries(), 3));
    }

    @Override
    public TreeTensor full(double time) {
        return FullTreeReference.ofTightTolerance().at(problem, time);
    }

    @Override
    public String shape(TreeTensor y) {
        return "%s on the tree %s"
                .formatted(
                        String.join(
                                "×", IntStream.of(y.shape()).mapToObj(String::valueOf).toList()),
                        words(y.tree()));
    }

    @Override
    public StateFormat<TreeTensor> files() {
        return StateFormat.tree();
    }

    @Override
    public Optional<Result.Pointwise> pointwise() {
        return Optional.empty();
    }

    /// Nothing: such a tensor is looked at through fields.
    @Override
    public List<Plot> solution(List<Shot> shots, double time, TreeTensor end) {
        return List.of();
    }

    @Override
    public Optional<Matrix> sample(TreeTensor y) {
        return Optional.empty();
    }

    @Override
    public List<Plot> field(Field<TreeTensor> field, List<Shot> shots) {
        Plot pictures = Figures.field(field, shots);
        return field.grid().directions().isEmpty()
                ? List.of(pictures, TreeFigures.overTime(field, shots))
                : List.of(pictures); // a picture for every time
    }

    @Override
    public List<Plot> ranks(List<Shot> shots) {
        return TreeFigures.ranks(problem, shots);
    }

    @Override
    public Spectrum spectrum(TreeTensor y) {
        SchmidtForm form = y.schmidt();
        int root = tree().root();
        boolean alone = tree().isLeaf(root);
        return new Spectrum(
                form.singularValues(alone ? root : tree().child(root, 0)),
                y.ranks(),
                form.entropies());
    }

    @Override
    public List<String> citations() {
        return Works.referencesOnTrees(scheme.integrator().name());
    }
}
