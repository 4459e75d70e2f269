package org.bugle.equation.split;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Y′ = Σ_i Y ×_i A_i + Σ_k c_k(t) M_k(Y^p_k) + Σ_k d_k(t) S_k on tensors of d ≥ 2 modes: M_k is a
/// product of one linear map a mode, Y^p the power of every entry. The same equation is seen by
/// implicit-explicit methods through its parts, by the integrators of matrices through
/// [StagedMatrix], and by those of trees through [#onTree].
///
/// @param sizes n₀, …, n_{d−1}
/// @param stiff A_i, absent where a mode has none
/// @param terms the rest that depends on Y
/// @param sources the rest that does not
public record SplitEquation(
        List<Integer> sizes, List<Optional<Operator>> stiff, List<Term> terms, List<Source> sources)
        implements StagedEquation {
    /// Of a power, relative to its norm.
    private static final double ROUNDING = 1e-13;

    /// c(t) (Y^p) ×₀ M₀ ×₁ M₁ …
    ///
    /// @param factors one square map a mode; absent for the identity
    /// @param power p ≥ 1
    public record Term(Coefficient coefficient, List<Optional<LinearMap>> factors, int power) {
        public Term {
            factors = List.copyOf(factors);
        }

        /// A term that is linear in Y.
        public static Term linear(Coefficient c, List<Optional<LinearMap>> factors) {
            return new Term(c, factors, 1);
        }

        boolean isComplex() {
            return !coefficient.isReal()
                    || factors.stream().flatMap(Optional::stream).anyMatch(LinearMap::isComplex);
        }
    }

    /// d(t) S.
    public record Source(Coefficient coefficient, Tucker value) {
        boolean isComplex() {
            return !coefficient.isReal() || value.isComplex();
        }
    }

    /// @throws IllegalArgumentException if an operator, a term or a source has not the sizes
    public SplitEquation {
        sizes = List.copyOf(sizes);
        stiff = List.copyOf(stiff);
        terms = List.copyOf(terms);
        sources = List.copyOf(sources);
        requireFits("the stiff part", sizes, stiff);
        for (Term term : terms) {
            requireFits("a term", sizes, term.factors);
            if (term.power < 1) {
                throw new IllegalArgumentException(
                        "SplitEquation: the power of a term must be at least 1, found "
                                + term.power);
            }
        }
        for (Source source : sources) {
            List<Integer> found = source.value.bases().stream().map(Matrix::rows).toList();
            if (!found.equals(sizes)) {
                throw new IllegalArgumentException(
                        "SplitEquation: a source must be of size %s, found %s"
                                .formatted(sizes, found));
            }
        }
    }

    private static void requireFits(
            String what, List<Integer> sizes, List<? extends Optional<? extends LinearMap>> maps) {
        List<Integer> found = new ArrayList<>();
        for (int mode = 0; mode < maps.size(); mode++) {
            int wanted = mode < sizes.size() ? sizes.get(mode) : 0;
            found.add(maps.get(mode).map(a -> a.cols() == a.rows() ? a.rows() : -1).orElse(wanted));
        }
        if (!found.equals(sizes)) {
            throw new IllegalArgumentException(
                    "SplitEquation: %s must have square maps of sizes %s, found %s"
                            .formatted(what, sizes, found));
        }
    }

    public int modes() {
        return sizes.size();
    }

    /// Whether a real Y has a complex right-hand side.
    public boolean isComplex() {
        return stiff.stream().flatMap(Optional::stream).anyMatch(Operator::isComplex)
                || terms.stream().anyMatch(Term::isComplex)
                || sources.stream().anyMatch(Source::isComplex);
    }

    @Override
    public boolean hasNonstiff() {
        return !terms.isEmpty();
    }

    @Override
    public FactoredSum nonstiff(double t, Tucker y) {
        Map<Integer, Images> powers = new HashMap<>();
        return new FactoredSum(
                terms.stream()
                        .map(term ->
                                powers.computeIfAbsent(term.power, p -> Images.of(power(y, p)))
                                        .of(term, t))
                        .toList());
    }

    /// What maps make of the bases of a tensor, each image made once: maps are compared by
    /// identity.
    ///
    /// @param images by mode
    private record Images(Tucker y, List<IdentityHashMap<LinearMap, Matrix>> images) {
        static Images of(Tucker y) {
            return new Images(
                    y,
                    y.bases().stream().map(_ -> new IdentityHashMap<LinearMap, Matrix>()).toList());
        }

        FactoredSum.Term of(Term term, double t) {
            List<Matrix> bases = new ArrayList<>();
            for (int mode = 0; mode < y.modes(); mode++) {
                Matrix basis = y.bases().get(mode);
                IdentityHashMap<LinearMap, Matrix> known = images.get(mode);
                bases.add(
                        term.factors
                                .get(mode)
                                .map(a -> known.computeIfAbsent(a, m -> m.apply(basis)))
                                .orElse(basis));
            }
            return scaled(term.coefficient.at(t), y.core(), bases);
        }
    }

    /// Every entry to a power, without what is rounding of its many products: the ranks of y^p are
    /// r^p as they are made, those that matter a few times r.
    private static Tucker power(Tucker y, int p) {
        return p == 1
                ? y
                : new TuckerTruncation.Sequential(Truncation.relative(ROUNDING))
                        .apply(y.power(p).orthonormalized())
                        .value();
    }

    @Override
    public FactoredSum source(double t) {
        return new FactoredSum(
                sources.stream()
                        .map(s -> scaled(s.coefficient.at(t), s.value.core(), s.value.bases()))
                        .toList());
    }

    private static FactoredSum.Term scaled(Complex c, Tensor core, List<Matrix> bases) {
        return c.isReal()
                ? new FactoredSum.Term(c.re(), new Tucker(core, bases))
                : new FactoredSum.Term(1, new Tucker(core.times(c), bases));
    }

    // ---- the other views

    /// The equation of matrices, for two modes.
    ///
    /// @throws IllegalStateException if there are not two modes
    public StagedMatrix matrix() {
        return new StagedMatrix(this, MatrixView.of(this));
    }

    /// The equation of tensors on a tree, mode i being site i.
    ///
    /// @throws IllegalArgumentException if the tree has another number of sites
    public StagedTree onTree(Tree tree) {
        return new StagedTree(this, TreeView.of(this, tree));
    }

    /// The right-hand side at a dense tensor, for references.
    public Tensor evaluate(double t, Tensor y) {
        Tensor sum = Tensor.zeros(y.shape());
        for (int mode = 0; mode < modes(); mode++) {
            if (stiff.get(mode).isPresent()) {
                sum = sum.plus(y.timesMode(mode, stiff.get(mode).get()));
            }
        }
        for (Term term : terms) {
            Tensor image = power(y, term.power);
            for (int mode = 0; mode < modes(); mode++) {
                if (term.factors.get(mode).isPresent()) {
                    image = image.timesMode(mode, term.factors.get(mode).get());
                }
            }
            sum = sum.plus(scaled(term.coefficient.at(t), image));
        }
        for (Source source : sources) {
            sum = sum.plus(scaled(source.coefficient.at(t), source.value.toDense()));
        }
        return sum;
    }

    private static Tensor power(Tensor y, int p) {
        Matrix column = y.reshape(y.size(), 1).unfold(0);
        Matrix power = column;
        for (int k = 1; k < p; k++) {
            power = power.hadamard(column);
        }
        return Tensor.of(power).reshape(y.shape());
    }

    private static Tensor scaled(Complex c, Tensor x) {
        return c.isReal() ? x.times(c.re()) : x.times(c);
    }
}
