package org.bugle.operator;

import org.bugle.linalg.LinearMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The linear operator Y ↦ Σ_k c_k(t) A_k Y B_kᵀ on m×n matrices: a sum of products of one factor a
/// side. (Bᵀ, not Bᴴ: the factors act on row and column indices alike, as on the modes of a
/// tensor.)
///
/// @param rows m
/// @param columns n
public record SeparableOperator(int rows, int columns, List<Term> terms) {
    /// c(t) A Y Bᵀ; an absent factor is the identity.
    public record Term(
            Coefficient coefficient, Optional<LinearMap> left, Optional<LinearMap> right) {
        public boolean isComplex() {
            return !coefficient.isReal()
                    || left.map(LinearMap::isComplex).orElse(false)
                    || right.map(LinearMap::isComplex).orElse(false);
        }
    }

    /// @throws IllegalArgumentException if a factor has not the size of its side
    public SeparableOperator {
        terms = List.copyOf(terms);
        for (Term term : terms) {
            term.left.ifPresent(a -> checkSize("left", a, rows));
            term.right.ifPresent(b -> checkSize("right", b, columns));
        }
    }

    private static void checkSize(String side, LinearMap factor, int wanted) {
        if (factor.rows() != wanted || factor.cols() != wanted) {
            throw new IllegalArgumentException(
                    "SeparableOperator: a %s factor must be %d×%d, found %d×%d"
                            .formatted(side, wanted, wanted, factor.rows(), factor.cols()));
        }
    }

    public boolean isComplex() {
        return terms.stream().anyMatch(Term::isComplex);
    }

    /// The operator without terms.
    public static SeparableOperator zero(int rows, int columns) {
        return new SeparableOperator(rows, columns, List.of());
    }

    /// Adds c A Y.
    public SeparableOperator left(Coefficient c, LinearMap a) {
        return plus(new Term(c, Optional.of(a), Optional.empty()));
    }

    /// Adds c Y Bᵀ.
    public SeparableOperator right(Coefficient c, LinearMap b) {
        return plus(new Term(c, Optional.empty(), Optional.of(b)));
    }

    /// Adds c A Y Bᵀ.
    public SeparableOperator both(Coefficient c, LinearMap a, LinearMap b) {
        return plus(new Term(c, Optional.of(a), Optional.of(b)));
    }

    /// Adds c Y.
    public SeparableOperator identity(Coefficient c) {
        return plus(new Term(c, Optional.empty(), Optional.empty()));
    }

    private SeparableOperator plus(Term term) {
        List<Term> all = new ArrayList<>(terms);
        all.add(term);
        return new SeparableOperator(rows, columns, all);
    }
}
