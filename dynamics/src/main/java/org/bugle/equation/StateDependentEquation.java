package org.bugle.equation;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.ModeOde;

import java.util.List;
import java.util.Optional;

/// Y′ = Σ_k c_k(t) A_k Y B_kᵀ where factors may depend on the solution through a few of its
/// functionals, such as the electric field of a Vlasov equation or the product Y G of a Riccati
/// equation. Factors that do not depend on it are projected once per restriction.
public record StateDependentEquation(boolean isComplex, List<Term> terms)
        implements MatrixEquation {
    /// A factor as a function of time and state.
    @FunctionalInterface
    public interface StateFactor {
        LinearMap at(double t, LowRankMatrix y);
    }

    /// What stands on one side of Y.
    public sealed interface Factor {
        record Identity() implements Factor {}

        record Fixed(LinearMap map) implements Factor {}

        record Dependent(StateFactor map) implements Factor {}

        /// The map at a state; absent for the identity.
        default Optional<LinearMap> at(double t, LowRankMatrix y) {
            return switch (this) {
                case Identity() -> Optional.empty();
                case Fixed(LinearMap map) -> Optional.of(map);
                case Dependent(StateFactor map) -> Optional.of(map.at(t, y));
            };
        }
    }

    /// c(t) A Y Bᵀ.
    public record Term(Coefficient coefficient, Factor left, Factor right) {}

    public StateDependentEquation {
        terms = List.copyOf(terms);
    }

    /// One term A(t, Y) Y Bᵀ with a fixed right factor.
    public static StateDependentEquation left(Coefficient c, StateFactor a, LinearMap b) {
        return new StateDependentEquation(
                !c.isReal() || b.isComplex(),
                List.of(new Term(c, new Factor.Dependent(a), new Factor.Fixed(b))));
    }

    /// One term A(t, Y) Y.
    public static StateDependentEquation left(Coefficient c, StateFactor a) {
        return new StateDependentEquation(
                !c.isReal(), List.of(new Term(c, new Factor.Dependent(a), new Factor.Identity())));
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        LowRankMatrix sum = LowRankMatrix.zero(y.rows(), y.cols());
        for (Term term : terms) {
            Matrix u = applied(term.left.at(t, y), y.u());
            Matrix v = applied(term.right.at(t, y).map(LinearMap::conjugate), y.v());
            sum = sum.plus(new LowRankMatrix(u, y.s().times(term.coefficient.at(t)), v));
        }
        return sum;
    }

    private static Matrix applied(Optional<LinearMap> map, Matrix x) {
        return map.map(a -> a.apply(x)).orElse(x);
    }

    @Override
    public ModeOde kEquation(Matrix v) {
        Matrix core = Matrix.identity(v.cols());
        List<Projection> right = terms.stream().map(k -> Projection.right(k.right, v)).toList();
        return new FunctionOde(
                isComplex || v.isComplex(),
                (t, k) -> {
                    LowRankMatrix y = new LowRankMatrix(k, core, v);
                    Matrix sum = Matrix.zeros(k.rows(), k.cols());
                    for (int i = 0; i < terms.size(); i++) {
                        Term term = terms.get(i);
                        Matrix image = applied(term.left.at(t, y), k);
                        sum =
                                sum.plus(
                                        term.coefficient.at(t),
                                        right.get(i).timesTranspose(image, t, y));
                    }
                    return sum;
                });
    }

    @Override
    public ModeOde lEquation(Matrix u) {
        Matrix core = Matrix.identity(u.cols());
        List<Projection> left = terms.stream().map(k -> Projection.left(k.left, u)).toList();
        return new FunctionOde(
                isComplex || u.isComplex(),
                (t, l) -> {
                    LowRankMatrix y = new LowRankMatrix(u, core, l);
                    Matrix sum = Matrix.zeros(l.rows(), l.cols());
                    for (int i = 0; i < terms.size(); i++) {
                        Term term = terms.get(i);
                        // (A U Lᴴ Bᵀ)ᴴ U = B̄ L (UᴴAU)ᴴ
                        Matrix image = applied(term.right.at(t, y).map(LinearMap::conjugate), l);
                        sum =
                                sum.plus(
                                        term.coefficient.at(t).conjugate(),
                                        left.get(i).timesAdjoint(image, t, y));
                    }
                    return sum;
                });
    }

    @Override
    public ModeOde sEquation(Matrix u, Matrix v) {
        List<Projection> left = terms.stream().map(k -> Projection.left(k.left, u)).toList();
        List<Projection> right = terms.stream().map(k -> Projection.right(k.right, v)).toList();
        return new FunctionOde(
                isComplex || u.isComplex() || v.isComplex(),
                (t, s) -> {
                    LowRankMatrix y = new LowRankMatrix(u, s, v);
                    Matrix sum = Matrix.zeros(s.rows(), s.cols());
                    for (int i = 0; i < terms.size(); i++) {
                        Matrix image = left.get(i).times(s, t, y);
                        Complex c = terms.get(i).coefficient.at(t);
                        sum = sum.plus(c, right.get(i).timesTranspose(image, t, y));
                    }
                    return sum;
                });
    }

    /// A factor seen through a basis: a small matrix M, made once if it does not depend on the
    /// state.
    private record Projection(Factor factor, Matrix basis, Optional<Matrix> fixed) {
        /// M = UᴴAU.
        static Projection left(Factor factor, Matrix u) {
            return of(factor, u);
        }

        /// M = Vᵀ B V̄, the projection to the conjugate basis.
        static Projection right(Factor factor, Matrix v) {
            return of(factor, v.conjugate());
        }

        private static Projection of(Factor factor, Matrix basis) {
            Optional<Matrix> fixed =
                    factor instanceof Factor.Fixed(LinearMap map)
                            ? Optional.of(projected(map, basis))
                            : Optional.empty();
            return new Projection(factor, basis, fixed);
        }

        private static Matrix projected(LinearMap map, Matrix basis) {
            return basis.adjointTimes(map.apply(basis));
        }

        private Optional<Matrix> small(double t, LowRankMatrix y) {
            return fixed.isPresent() ? fixed : factor.at(t, y).map(map -> projected(map, basis));
        }

        Matrix times(Matrix x, double t, LowRankMatrix y) {
            return small(t, y).map(m -> m.times(x)).orElse(x);
        }

        Matrix timesTranspose(Matrix x, double t, LowRankMatrix y) {
            return small(t, y).map(x::timesTranspose).orElse(x);
        }

        Matrix timesAdjoint(Matrix x, double t, LowRankMatrix y) {
            return small(t, y).map(x::timesAdjoint).orElse(x);
        }
    }
}
