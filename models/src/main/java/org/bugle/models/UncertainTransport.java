package org.bugle.models;

import org.bugle.equation.SeparableEquation;
import org.bugle.equation.tree.LinearTreeEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.Latest;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.operator.tree.ProductTerm;
import org.bugle.operator.tree.TreeOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Transport of particles through a medium of uncertain cross sections, as a tensor space × moments
/// × ξ₀ × ξ₁ × …: f of all samples at once,
///
/// ∂_t f = Σ_d (−D_d ⊗ Ω_d + S_d ⊗ |Ω_d|) f − σ_s(ξ) G f − σ_a(ξ) f, G = I − e₀e₀ᵀ on the moments
/// (arXiv:2412.00858). ρ is moment 0.
///
/// @param streaming of one sample, without the medium: n×N
/// @param density ρ of the start, n×1; it is isotropic and the same for all samples
/// @param padding a start by a tolerance has this rank: otherwise the streaming, whose moments 0 do
///   not couple to themselves, is not seen
record UncertainTransport(
        String tree,
        Grid space,
        SeparableOperator streaming,
        UncertainMedium medium,
        Matrix density,
        int padding) {
    private static final int SPACE = 0;
    private static final int MOMENT = 1;
    private static final int FIRST_VARIABLE = 2;

    /// Nodes in Σ spread ξ, through which the samples are interpolated: 16 leave 10⁻⁹ at the
    /// parameters of spec `ttn` 5.2.
    private static final int NODES = 24;

    /// Relative, of the samples.
    private static final double TOLERANCE = 1e-12;

    /// Larger tensors are not made dense to be a reference.
    private static final long LARGEST_REFERENCE = 1L << 22;

    /// Relative, of the reference as a tree tensor: below its own error.
    private static final double REFERENCE = 1e-13;

    private int moments() {
        return streaming.columns();
    }

    /// G.
    private Diagonal anisotropic() {
        return Diagonal.of(
                IntStream.range(0, moments()).mapToDouble(j -> j == 0 ? 0 : 1).toArray());
    }

    /// One row a site: the mean over all samples of moment 0, with nothing said of space.
    private List<Matrix> means() {
        List<Matrix> rows = new ArrayList<>();
        rows.add(Matrix.zeros(1, space.size()));
        rows.add(Matrix.identity(1, moments()));
        medium.variables().forEach(xi -> rows.add(xi.weights().transpose()));
        return rows;
    }

    TreeProblem problem(double endTime, int rank) {
        Tree all = Tree.of(tree, FIRST_VARIABLE + medium.variables().size());
        List<Grid> sites = new ArrayList<>(List.of(space, Grid.counted("moment", 0, moments())));
        sites.addAll(medium.variables());
        List<Matrix> columns = new ArrayList<>(List.of(density, Matrix.identity(moments(), 1)));
        medium.variables().forEach(xi -> columns.add(xi.points().map(_ -> 1)));
        TreeStart product = TreeStart.product(all, columns);
        List<Integer> sizes = sites.stream().map(Grid::size).toList();
        Latest<TreeTensor, Moments> latest = new Latest<>(this::moments);
        return new TreeProblem(
                LinearTreeEquation.of(
                        Coefficient.ONE, TreeOperator.sumOfProducts(all, sizes, terms())),
                all,
                sites,
                new TreeStart(product.full(), product.padding(), padding),
                0,
                endTime,
                rank,
                List.of(
                        integral(
                                "mass",
                                "integral of E[ρ]; kept until radiation reaches the boundary",
                                medium.absorption() == 0,
                                y -> latest.of(y).expectation()),
                        integral(
                                "variance",
                                "integral of Var[ρ]",
                                false,
                                y -> latest.of(y).variance())),
                List.of(
                        new Field<>("expectation", space, y -> latest.of(y).expectation()),
                        new Field<>("variance", space, y -> latest.of(y).variance())),
                reference(all, sizes));
    }

    private Observable<TreeTensor> integral(
            String name, String doc, boolean invariant, Function<TreeTensor, Matrix> values) {
        return new Observable<>(
                name, doc, invariant, (_, y) -> space.weights().inner(values.apply(y)).re());
    }

    private List<ProductTerm> terms() {
        List<ProductTerm> terms = new ArrayList<>();
        for (SeparableOperator.Term term : streaming.terms()) {
            terms.add(
                    new ProductTerm(
                            term.coefficient().at(0),
                            Map.of(
                                    SPACE, term.left().orElseThrow(),
                                    MOMENT, term.right().orElseThrow())));
        }
        Map<Integer, LinearMap> scattering = Map.of(MOMENT, anisotropic());
        terms.add(ProductTerm.of(-medium.scattering(), scattering));
        terms.add(ProductTerm.of(-medium.absorption(), Map.of()));
        for (int k = 0; k < medium.variables().size(); k++) {
            Diagonal xi = new Diagonal(medium.variables().get(k).points());
            terms.add(
                    ProductTerm.of(
                            -medium.scatteringSpread().get(k),
                            Map.of(MOMENT, anisotropic(), FIRST_VARIABLE + k, xi)));
            terms.add(
                    ProductTerm.of(
                            -medium.absorptionSpread().get(k), Map.of(FIRST_VARIABLE + k, xi)));
        }
        terms.removeIf(term -> term.coefficient().abs() == 0);
        return terms;
    }

    /// Over all samples.
    ///
    /// @param expectation of ρ, n×1
    /// @param variance of ρ, n×1
    record Moments(Matrix expectation, Matrix variance) {
        static Moments of(Matrix expectation, Matrix square) {
            return new Moments(expectation, square.minus(expectation.hadamard(expectation)));
        }
    }

    /// E[ρ²] is the square of the rows of ρ weighted by the roots of the weights, seen in a basis
    /// in which all but space is orthonormal.
    private Moments moments(TreeTensor y) {
        TreeTensor weighted =
                y.timesSite(
                        MOMENT,
                        LowRankMatrix.ofFactors(Matrix.identity(1), Matrix.identity(moments(), 1)));
        for (int k = 0; k < medium.variables().size(); k++) {
            Matrix roots = medium.variables().get(k).weights().map(Math::sqrt);
            weighted = weighted.timesSite(FIRST_VARIABLE + k, new Diagonal(roots));
        }
        Matrix rows = weighted.orthonormalized(y.tree().leaf(SPACE)).basis(SPACE);
        return Moments.of(
                PartialTraces.of(y, means()).marginal(SPACE), rowSums(rows.hadamard(rows)));
    }

    private static Matrix rowSums(Matrix a) {
        return a.times(ones(a.cols()));
    }

    private static Matrix ones(int n) {
        return Matrix.generate(n, 1, (_, _) -> 1);
    }

    // ---- the samples

    /// f at the nodes s_k of the deviation of σ_s, n N × nodes, without absorption.
    ///
    /// @param polynomials the Lagrange polynomials of the nodes at every sample, damped by
    ///   absorption
    private record Samples(Matrix values, Matrix polynomials) {}

    /// The equation of one sample depends on Σ spread ξ alone and is analytic in it; absorption is
    /// a factor.
    private Samples samples(double t) {
        Matrix deviations = medium.deviations(medium.scatteringSpread());
        double reach = medium.scatteringSpread().stream().mapToDouble(Math::abs).sum();
        Matrix nodes = Chebyshev.nodes(-reach, reach, reach == 0 ? 2 : NODES);
        Matrix[] values = new Matrix[reach == 0 ? 1 : NODES];
        Parallel.forEach(values.length, k -> values[k] = sample(nodes.get(k, 0), t));
        Matrix absorption = medium.deviations(medium.absorptionSpread());
        Matrix damping = absorption.map(spread -> Math.exp(-t * (medium.absorption() + spread)));
        Matrix polynomials =
                reach == 0
                        ? damping
                        : new Diagonal(damping).apply(Chebyshev.basis(deviations, nodes));
        return new Samples(Matrix.hcat(values), polynomials);
    }

    private Matrix sample(double deviation, double t) {
        SeparableOperator operator =
                streaming.right(Coefficient.of(-(medium.scattering() + deviation)), anisotropic());
        Matrix start = density.timesTranspose(Matrix.identity(moments(), 1));
        Matrix end =
                t == 0
                        ? start
                        : Substep.krylov(TOLERANCE)
                                .solve(
                                        SeparableEquation.of(operator)
                                                .kEquation(Matrix.identity(moments())),
                                        new Span(0, 0, 0, t),
                                        start);
        return Tensor.of(end).reshape(end.rows() * end.cols(), 1).unfold(0);
    }

    /// E and Var of the exact solution by collocation in all samples: ρ = D Pᵀ over the samples, so
    /// E = D Pᵀw and E[ρ²] is the diagonal of D (Pᵀ diag(w) P) Dᵀ; no array of all samples is made.
    Moments collocated(double t) {
        Samples samples = samples(t);
        Matrix densities = samples.values.rows(0, space.size());
        Matrix weighted = new Diagonal(medium.weights()).apply(samples.polynomials);
        Matrix means = weighted.transposeTimes(ones(weighted.rows()));
        Matrix products = weighted.transposeTimes(samples.polynomials);
        return Moments.of(
                densities.times(means), rowSums(densities.times(products).hadamard(densities)));
    }

    private Reference<TreeTensor> reference(Tree all, List<Integer> sizes) {
        double entries = sizes.stream().mapToDouble(n -> n).reduce(1, (a, b) -> a * b);
        if (entries > LARGEST_REFERENCE) {
            return new Reference.None<>();
        }
        int[] shape = sizes.stream().mapToInt(n -> n).toArray();
        return new Reference.Exact<>(
                "exact by collocation",
                t -> {
                    Samples samples = samples(t);
                    Matrix dense = samples.values.timesTranspose(samples.polynomials);
                    return TreeTensor.ofDense(
                            all, Tensor.of(dense).reshape(shape), Truncation.relative(REFERENCE));
                });
    }
}
