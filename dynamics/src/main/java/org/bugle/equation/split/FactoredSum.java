package org.bugle.equation.split;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.List;

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

    /// The sum seen in one basis n_i×R_i a mode.
    public FactoredProjection onto(List<Matrix> bases) {
        return new FactoredProjection(this, bases);
    }
}
