package org.bugle.equation.split;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// A sum Σ_k c_k T_k of Tucker tensors of one shape, kept as the list of its terms: its terms are
/// projected one by one, and no core of the whole sum is made.
public record FactoredSum(List<Term> terms) {
    /// c T.
    public record Term(double coefficient, Tucker value) {}

    public FactoredSum {
        terms = List.copyOf(terms);
    }

    public static FactoredSum of(Tucker... values) {
        return new FactoredSum(List.of(values).stream().map(value -> new Term(1, value)).toList());
    }

    /// The sum with c times another one added.
    public FactoredSum plus(double c, FactoredSum b) {
        List<Term> all = new ArrayList<>(terms);
        b.terms.forEach(term -> all.add(new Term(c * term.coefficient, term.value)));
        return new FactoredSum(all);
    }

    public boolean isComplex() {
        return terms.stream().anyMatch(term -> term.value.isComplex());
    }

    /// The sum ×_i B_iᴴ for every mode that has a basis; a mode without one stays whole, of size
    /// n_i. Terms that share a factor, by identity, share its product with the basis.
    ///
    /// @param bases n_i×R_i each
    /// @param shape of the result
    public Tensor project(List<Optional<Matrix>> bases, int... shape) {
        List<IdentityHashMap<Matrix, Matrix>> seen = new ArrayList<>();
        bases.forEach(_ -> seen.add(new IdentityHashMap<>()));
        Tensor sum = Tensor.zeros(shape);
        for (Term term : terms) {
            Tensor image = term.value.core().times(term.coefficient);
            for (int mode = 0; mode < bases.size(); mode++) {
                Matrix factor = term.value.bases().get(mode);
                IdentityHashMap<Matrix, Matrix> products = seen.get(mode);
                Matrix small =
                        bases.get(mode)
                                .map(b -> products.computeIfAbsent(factor, b::adjointTimes))
                                .orElse(factor);
                image = image.timesMode(mode, small);
            }
            sum = sum.plus(image);
        }
        return sum;
    }
}
