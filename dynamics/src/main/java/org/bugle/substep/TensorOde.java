package org.bugle.substep;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.operator.Coefficient;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// X′ = Σ_k c_k(t) X ×₁ A_k1 ×₂ A_k2 … ×_m A_km for a tensor X of m modes: what a linear equation
/// leaves of a connecting tensor. X is handled as a matrix r₁⋯r_{m−1}×r_m with the same
/// column-major entries.
///
/// Terms that begin with the same factors, by identity, share the products with these.
public final class TensorOde extends ModeOde {
    /// c(t) X ×₁ A₁ ×₂ A₂ …, one square factor or none, the identity, a mode.
    public record Term(Coefficient coefficient, List<Optional<Matrix>> factors) {
        public Term {
            factors = List.copyOf(factors);
        }

        boolean isComplex() {
            return !coefficient.isReal()
                    || factors.stream().flatMap(Optional::stream).anyMatch(Matrix::isComplex);
        }
    }

    /// A product with the factor of one mode.
    private record Product(int mode, Matrix factor) {
        @SuppressWarnings("ReferenceEquality") // what is shared is one object
        boolean isSameAs(Product other) {
            return mode == other.mode && factor == other.factor;
        }
    }

    private final int[] shape;
    private final List<Term> terms;
    private final List<List<Product>> products; // of each term
    private final int[] shared; // how many products a term has in common with the one before
    private final boolean complex;
    private final List<TensorOde> halves; // none where one thread is soon done
    private Buffer @Nullable [] images; // after 1, 2, … products
    private @Nullable Buffer other; // what the second half gives

    /// @param shape r₁, …, r_m
    public TensorOde(int[] shape, List<Term> terms) {
        this(shape.clone(), grouped(terms), true);
    }

    private TensorOde(int[] shape, List<Term> terms, boolean whole) {
        this.shape = shape;
        this.terms = terms;
        products = this.terms.stream().map(TensorOde::products).toList();
        shared = new int[this.terms.size()];
        for (int k = 1; k < shared.length; k++) {
            shared[k] = common(products.get(k - 1), products.get(k));
        }
        complex = terms.stream().anyMatch(Term::isComplex);
        halves = whole ? halves() : List.of();
    }

    /// The terms in two parts of about as many products, where both have enough to do. It depends
    /// on shapes and terms alone, and so do the bits of the sum.
    private List<TensorOde> halves() {
        double[] upTo = new double[terms.size() + 1]; // flops of the terms before
        double entries = IntStream.of(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        for (int k = 0; k < terms.size(); k++) {
            upTo[k + 1] = upTo[k];
            for (Product p : products.get(k).subList(shared[k], products.get(k).size())) {
                upTo[k + 1] += (complex ? 8 : 2) * entries * shape[p.mode];
            }
        }
        double total = upTo[terms.size()];
        int middle = 0;
        for (int k = 1; k < terms.size(); k++) {
            boolean cuts = shared[k] == 0; // what is shared is computed once
            if (cuts && Math.abs(2 * upTo[k] - total) < Math.abs(2 * upTo[middle] - total)) {
                middle = k;
            }
        }
        if (Math.min(upTo[middle], total - upTo[middle]) < Parallel.HANDED_OVER) {
            return List.of();
        }
        return List.of(
                new TensorOde(shape, terms.subList(0, middle), false),
                new TensorOde(shape, terms.subList(middle, terms.size()), false));
    }

    /// The terms with the same first product one after the other.
    private static List<Term> grouped(List<Term> terms) {
        List<Term> rest = new ArrayList<>(terms);
        List<Term> result = new ArrayList<>();
        while (!rest.isEmpty()) {
            Term first = rest.removeFirst();
            result.add(first);
            List<Product> wanted = products(first);
            for (Term other : List.copyOf(rest)) {
                List<Product> found = products(other);
                if (!wanted.isEmpty()
                        && !found.isEmpty()
                        && wanted.getFirst().isSameAs(found.getFirst())) {
                    rest.remove(other);
                    result.add(other);
                }
            }
        }
        return List.copyOf(result);
    }

    private static List<Product> products(Term term) {
        List<Product> products = new ArrayList<>();
        for (int mode = 0; mode < term.factors.size(); mode++) {
            if (term.factors.get(mode).isPresent()) {
                products.add(new Product(mode, term.factors.get(mode).get()));
            }
        }
        return List.copyOf(products);
    }

    /// The last product of a term goes into the sum and is not kept.
    private static int common(List<Product> before, List<Product> after) {
        int most = Math.min(before.size(), after.size()) - 1;
        int count = 0;
        while (count < most && before.get(count).isSameAs(after.get(count))) {
            count++;
        }
        return count;
    }

    public List<Term> terms() {
        return terms;
    }

    @Override
    public boolean isComplex() {
        return complex;
    }

    @Override
    public TensorOde negated() {
        return new TensorOde(
                shape,
                terms.stream().map(k -> new Term(k.coefficient.times(-1), k.factors)).toList());
    }

    @Override
    void doEvaluate(double t, Buffer x, Buffer derivative) {
        if (halves.isEmpty()) {
            sum(t, x, derivative);
            return;
        }
        if (other == null || other.isComplex() != derivative.isComplex()) {
            other = new Buffer(derivative.rows(), derivative.columns(), derivative.isComplex());
        }
        Buffer second = other;
        Parallel.forEach(2, half -> halves.get(half).sum(t, x, half == 0 ? derivative : second));
        derivative.add(1, second);
    }

    private void sum(double t, Buffer x, Buffer derivative) {
        derivative.fill(0);
        Buffer start = derivative.isComplex() && !x.isComplex() ? x.promoted() : x;
        Buffer[] kept = images(derivative);
        for (int k = 0; k < terms.size(); k++) {
            Complex c = terms.get(k).coefficient.at(t);
            List<Product> factors = products.get(k);
            if (factors.isEmpty()) {
                derivative.add(c.re(), c.im(), start);
                continue;
            }
            for (int j = shared[k]; j < factors.size(); j++) {
                Buffer from = j == 0 ? start : kept[j - 1];
                boolean last = j == factors.size() - 1;
                multiply(
                        last ? c : Complex.ONE,
                        factors.get(j),
                        from,
                        last ? derivative : kept[j],
                        last ? 1 : 0);
            }
        }
    }

    private Buffer[] images(Buffer like) {
        if (images == null || (images.length > 0 && images[0].isComplex() != like.isComplex())) {
            images = new Buffer[Math.max(0, shape.length - 1)];
            for (int j = 0; j < images.length; j++) {
                images[j] = new Buffer(like.rows(), like.columns(), like.isComplex());
            }
        }
        return images;
    }

    /// to ← c from ×_mode A + β to.
    private void multiply(Complex c, Product product, Buffer from, Buffer to, double beta) {
        int size = shape[product.mode];
        int before = 1;
        for (int mode = 0; mode < product.mode; mode++) {
            before *= shape[mode];
        }
        int after = from.rows() * from.columns() / Math.max(1, before * size);
        Buffer a = product.factor.buffer();
        if (product.mode == 0) {
            to.reshaped(size, after)
                    .product(c.re(), c.im(), Op.NONE, a, Op.NONE, from.reshaped(size, after), beta);
            return;
        }
        Buffer source = from.reshaped(before, size * after);
        Buffer target = to.reshaped(before, size * after);
        for (int k = 0; k < after; k++) {
            target.columns(k * size, (k + 1) * size)
                    .product(
                            c.re(),
                            c.im(),
                            Op.NONE,
                            source.columns(k * size, (k + 1) * size),
                            Op.TRANSPOSE,
                            a,
                            beta);
        }
    }
}
