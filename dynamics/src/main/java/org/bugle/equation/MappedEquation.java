package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.SeparableOperator;

import java.util.function.UnaryOperator;

/// Y′ = Σ_k c_k(t) A_k G(t, Y) B_kᵀ: a separable operator on the right-hand side of another
/// equation, such as the derivative of a flux.
public record MappedEquation(SeparableOperator operator, MatrixEquation inner)
        implements MatrixEquation {
    @Override
    public boolean isComplex() {
        return operator.isComplex() || inner.isComplex();
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return new Image(operator, t, inner.evaluate(t, y));
    }

    @Override
    public LinearMap derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        boolean constant =
                operator.terms().stream().allMatch(term -> term.coefficient().isConstant());
        return constant
                ? new Image(operator, t, inner.derivative(t, y, z))
                : MatrixEquation.super.derivative(t, y, z);
    }

    @Override
    public MatrixEquation withParts(UnaryOperator<MatrixEquation> change) {
        return new MappedEquation(operator, inner.withParts(change));
    }

    /// Σ_k c_k(t) A_k G B_kᵀ by its actions.
    private record Image(SeparableOperator operator, double t, LinearMap inner)
            implements LinearMap {
        @Override
        public int rows() {
            return operator.rows();
        }

        @Override
        public int cols() {
            return operator.columns();
        }

        @Override
        public boolean isComplex() {
            return operator.isComplex() || inner.isComplex();
        }

        @Override
        public Matrix apply(Matrix x) {
            Matrix result = Matrix.zeros(rows(), x.cols());
            for (SeparableOperator.Term term : operator.terms()) {
                // Bᵀ X is the adjoint action of B̄
                Matrix right = term.right().map(b -> b.conjugate().applyAdjoint(x)).orElse(x);
                Matrix middle = inner.apply(right);
                Matrix image = term.left().map(a -> a.apply(middle)).orElse(middle);
                result = result.plus(term.coefficient().at(t), image);
            }
            return result;
        }

        @Override
        public Matrix applyAdjoint(Matrix w) {
            Matrix result = Matrix.zeros(cols(), w.cols());
            for (SeparableOperator.Term term : operator.terms()) {
                Matrix left = term.left().map(a -> a.applyAdjoint(w)).orElse(w);
                Matrix middle = inner.applyAdjoint(left);
                Matrix image = term.right().map(b -> b.conjugate().apply(middle)).orElse(middle);
                result = result.plus(term.coefficient().at(t).conjugate(), image);
            }
            return result;
        }
    }
}
