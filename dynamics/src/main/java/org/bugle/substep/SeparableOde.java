package org.bugle.substep;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.operator.Coefficient;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// X′ = Σ_k c_k(t) A_k X M_kᵀ + Σ_k d_k(t) C_k for X n×r: what a separable operator leaves on one
/// mode, with a large factor A (n×n, a map) and a small one M (r×r).
public final class SeparableOde extends ModeOde {
    /// c(t) A X Mᵀ; an absent factor is the identity.
    public record Term(Coefficient coefficient, Optional<LinearMap> map, Optional<Matrix> small) {
        boolean isComplex() {
            return !coefficient.isReal()
                    || map.map(LinearMap::isComplex).orElse(false)
                    || small.map(Matrix::isComplex).orElse(false);
        }
    }

    /// d(t) C with C n×r.
    public record Source(Coefficient coefficient, Matrix value) {
        boolean isComplex() {
            return !coefficient.isReal() || value.isComplex();
        }
    }

    /// Real numbers of a piece of columns that stays in a second-level cache with its images.
    private static final int CACHED = 16_384;

    private final List<Term> terms;
    private final List<Source> sources;
    private final boolean complex;
    private @Nullable Buffer image; // A X, made at the first evaluation

    public SeparableOde(List<Term> terms, List<Source> sources) {
        this.terms = merged(terms);
        this.sources = List.copyOf(sources);
        complex =
                terms.stream().anyMatch(Term::isComplex)
                        || sources.stream().anyMatch(Source::isComplex);
    }

    /// Terms with constant coefficients that differ in their small factor only are one term.
    private static List<Term> merged(List<Term> terms) {
        List<Term> result = new ArrayList<>();
        for (Term term : terms) {
            boolean joined = false;
            for (int i = 0; i < result.size() && !joined; i++) {
                Optional<Term> sum = joined(result.get(i), term);
                if (sum.isPresent()) {
                    result.set(i, sum.get());
                    joined = true;
                }
            }
            if (!joined) {
                result.add(term);
            }
        }
        return List.copyOf(result);
    }

    @SuppressWarnings("ReferenceEquality") // one map object, not two that happen to be equal
    private static Optional<Term> joined(Term a, Term b) {
        boolean sameMap =
                a.map.isPresent() == b.map.isPresent()
                        && (a.map.isEmpty() || a.map.get() == b.map.orElseThrow());
        if (sameMap
                && a.coefficient instanceof Coefficient.Constant(Complex ca)
                && b.coefficient instanceof Coefficient.Constant(Complex cb)
                && a.small.isPresent()
                && b.small.isPresent()) {
            Matrix small = a.small.get().times(ca).plus(b.small.get().times(cb));
            return Optional.of(new Term(Coefficient.ONE, a.map, Optional.of(small)));
        }
        return Optional.empty();
    }

    public List<Term> terms() {
        return terms;
    }

    public List<Source> sources() {
        return sources;
    }

    /// The sum of two such ODEs.
    public SeparableOde plus(SeparableOde other) {
        List<Term> allTerms = new ArrayList<>(terms);
        allTerms.addAll(other.terms);
        List<Source> allSources = new ArrayList<>(sources);
        allSources.addAll(other.sources);
        return new SeparableOde(allTerms, allSources);
    }

    @Override
    public boolean isComplex() {
        return complex;
    }

    @Override
    public SeparableOde negated() {
        return new SeparableOde(
                terms.stream().map(k -> new Term(k.coefficient.times(-1), k.map, k.small)).toList(),
                sources.stream().map(k -> new Source(k.coefficient.times(-1), k.value)).toList());
    }

    @Override
    void doEvaluate(double t, Buffer x, Buffer derivative) {
        int columns = x.columns();
        int piece = Math.max(1, CACHED / Math.max(1, x.rows() * derivative.width()));
        for (int from = 0; from < columns; from += piece) {
            int to = Math.min(columns, from + piece);
            addColumns(t, x.columns(from, to), derivative.columns(from, to), from);
        }
        for (Term term : terms) {
            if (!isByColumns(term)) {
                add(term, t, x, derivative);
            }
        }
    }

    /// Whether a term neither mixes columns nor gains from having all of them.
    private static boolean isByColumns(Term term) {
        return term.small.isEmpty() && term.map.map(LinearMap::isCheapByColumns).orElse(true);
    }

    /// All that is known column by column, while these columns are in the cache.
    private void addColumns(double t, Buffer x, Buffer derivative, int from) {
        derivative.fill(0);
        for (Source source : sources) {
            Complex d = source.coefficient.at(t);
            Buffer value = source.value.buffer().columns(from, from + x.columns());
            derivative.add(d.re(), d.im(), value);
        }
        for (Term term : terms) {
            if (isByColumns(term)) {
                add(term, t, x, derivative);
            }
        }
    }

    private void add(Term term, double t, Buffer x, Buffer derivative) {
        Complex c = term.coefficient.at(t);
        Buffer mapped = term.map.isPresent() ? mapped(term.map.get(), x, derivative) : x;
        if (term.small.isPresent()) {
            Buffer small = term.small.get().buffer();
            derivative.product(c.re(), c.im(), Op.NONE, mapped, Op.TRANSPOSE, small, 1);
        } else {
            derivative.add(c.re(), c.im(), mapped);
        }
    }

    private Buffer mapped(LinearMap map, Buffer x, Buffer derivative) {
        boolean mixed = derivative.isComplex() && !x.isComplex();
        if (image == null || image.rows() != x.rows() || image.columns() < x.columns()) {
            image = new Buffer(x.rows(), x.columns(), derivative.isComplex());
        }
        Buffer target = image.columns(0, x.columns());
        map.apply(mixed ? x.promoted() : x, target);
        return target;
    }
}
