package org.bugle.equation;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.SeparableOde;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Y′ = Σ_k c_k(t) A_k Y B_kᵀ + Σ_k d_k(t) C_k with sources C_k of low rank. The small factors of
/// every restriction are projected once; no evaluation touches more than thin blocks.
public record SeparableEquation(SeparableOperator operator, List<LowRankSource> sources)
        implements MatrixEquation {
    /// @throws IllegalArgumentException if a source has not the shape of the operator
    public SeparableEquation {
        sources = List.copyOf(sources);
        for (LowRankSource source : sources) {
            if (source.value().rows() != operator.rows()
                    || source.value().cols() != operator.columns()) {
                throw new IllegalArgumentException(
                        "SeparableEquation: a source must be %d×%d, found %d×%d"
                                .formatted(
                                        operator.rows(),
                                        operator.columns(),
                                        source.value().rows(),
                                        source.value().cols()));
            }
        }
    }

    public static SeparableEquation of(SeparableOperator operator, LowRankSource... sources) {
        return new SeparableEquation(operator, List.of(sources));
    }

    @Override
    public boolean isComplex() {
        return operator.isComplex()
                || sources.stream()
                        .anyMatch(c -> !c.coefficient().isReal() || c.value().isComplex());
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return new Image(this, t, y);
    }

    /// Exact where no coefficient depends on time: the operator applied to Z.
    @Override
    public LinearMap derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        boolean autonomous =
                operator.terms().stream().allMatch(k -> k.coefficient().isConstant())
                        && sources.stream().allMatch(c -> c.coefficient().isConstant());
        return autonomous
                ? new Image(new SeparableEquation(operator, List.of()), t, z)
                : MatrixEquation.super.derivative(t, y, z);
    }

    @Override
    public SeparableOde kEquation(Matrix v) {
        List<SeparableOde.Term> terms = new ArrayList<>();
        for (SeparableOperator.Term term : operator.terms()) {
            // A K Vᴴ Bᵀ V = A K (Vᵀ B V̄)ᵀ
            Optional<Matrix> small =
                    term.right().map(b -> v.transposeTimes(b.apply(v.conjugate())));
            terms.add(new SeparableOde.Term(term.coefficient(), term.left(), small));
        }
        List<SeparableOde.Source> restricted = new ArrayList<>();
        for (LowRankSource source : sources) {
            restricted.add(new SeparableOde.Source(source.coefficient(), source.value().apply(v)));
        }
        return new SeparableOde(terms, restricted);
    }

    @Override
    public SeparableOde lEquation(Matrix u) {
        List<SeparableOde.Term> terms = new ArrayList<>();
        for (SeparableOperator.Term term : operator.terms()) {
            // (A U Lᴴ Bᵀ)ᴴ U = B̄ L (UᴴAU)ᴴ = B̄ L (conj(UᴴAU))ᵀ
            Optional<Matrix> small = term.left().map(a -> u.adjointTimes(a.apply(u)).conjugate());
            terms.add(
                    new SeparableOde.Term(
                            term.coefficient().conjugate(),
                            term.right().map(LinearMap::conjugate),
                            small));
        }
        List<SeparableOde.Source> restricted = new ArrayList<>();
        for (LowRankSource source : sources) {
            restricted.add(
                    new SeparableOde.Source(
                            source.coefficient().conjugate(), source.value().applyAdjoint(u)));
        }
        return new SeparableOde(terms, restricted);
    }

    @Override
    public SeparableOde sEquation(Matrix u, Matrix v) {
        List<SeparableOde.Term> terms = new ArrayList<>();
        for (SeparableOperator.Term term : operator.terms()) {
            Optional<LinearMap> left = term.left().map(a -> Dense.of(u.adjointTimes(a.apply(u))));
            Optional<Matrix> right =
                    term.right().map(b -> v.transposeTimes(b.apply(v.conjugate())));
            terms.add(new SeparableOde.Term(term.coefficient(), left, right));
        }
        List<SeparableOde.Source> restricted = new ArrayList<>();
        for (LowRankSource source : sources) {
            restricted.add(
                    new SeparableOde.Source(
                            source.coefficient(), u.adjointTimes(source.value().apply(v))));
        }
        return new SeparableOde(terms, restricted);
    }

    /// F(t, Y) by its actions.
    private record Image(SeparableEquation equation, double t, LowRankMatrix y)
            implements LinearMap {
        @Override
        public int rows() {
            return y.rows();
        }

        @Override
        public int cols() {
            return y.cols();
        }

        @Override
        public boolean isComplex() {
            return equation.isComplex() || y.isComplex();
        }

        @Override
        public Matrix apply(Matrix x) {
            Matrix result = Matrix.zeros(rows(), x.cols());
            for (SeparableOperator.Term term : equation.operator.terms()) {
                // Bᵀ X is the adjoint action of B̄
                Matrix right = term.right().map(b -> b.conjugate().applyAdjoint(x)).orElse(x);
                Matrix core = y.s().times(y.v().adjointTimes(right));
                Matrix left = term.left().map(a -> a.apply(y.u())).orElse(y.u());
                result = result.plus(term.coefficient().at(t), left.times(core));
            }
            for (LowRankSource source : equation.sources) {
                result = result.plus(source.coefficient().at(t), source.value().apply(x));
            }
            return result;
        }

        @Override
        public Matrix applyAdjoint(Matrix w) {
            Matrix result = Matrix.zeros(cols(), w.cols());
            for (SeparableOperator.Term term : equation.operator.terms()) {
                Matrix left = term.left().map(a -> a.applyAdjoint(w)).orElse(w);
                Matrix core = y.s().adjointTimes(y.u().adjointTimes(left));
                Matrix right = term.right().map(b -> b.conjugate().apply(y.v())).orElse(y.v());
                Complex c = term.coefficient().at(t).conjugate();
                result = result.plus(c, right.times(core));
            }
            for (LowRankSource source : equation.sources) {
                Complex c = source.coefficient().at(t).conjugate();
                result = result.plus(c, source.value().applyAdjoint(w));
            }
            return result;
        }
    }
}
