package org.bugle.linalg.structured;

import org.bugle.linalg.BlockOperator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.Gmres;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;

import java.util.function.UnaryOperator;

/// An operator of which only the action is known: up to n = 512 its matrix is formed, above that
/// resolvents are [Gmres] (relative residual 10⁻¹⁰) and exponentials [Expmv].
interface Iterative extends Operator {
    @Override
    default Resolvent resolvent(Complex sigma) {
        requireSquare();
        if (rows() <= DENSE_LIMIT) {
            return matrix().resolvent(sigma);
        }
        boolean complex = isComplex() || !sigma.isReal();
        BlockOperator shifted =
                new BlockOperator(
                        (x, y) -> {
                            apply(x, y);
                            y.scale(-1).add(sigma.re(), sigma.im(), x);
                        },
                        complex,
                        isHermitian() && sigma.isReal());
        return b -> {
            LinearMap.requireRows(getClass().getSimpleName(), rows(), b.rows());
            return Gmres.ACCURATE.solve(shifted, b);
        };
    }

    @Override
    default Matrix exp(Complex tau, Matrix x) {
        requireSquare();
        return rows() <= DENSE_LIMIT ? matrix().exp(tau, x) : Expmv.ACCURATE.exp(this, tau, x);
    }

    @Override
    default UnaryOperator<Matrix> propagator(Complex tau) {
        requireSquare();
        return rows() <= DENSE_LIMIT ? matrix().propagator(tau) : x -> exp(tau, x);
    }

    private Dense matrix() {
        return Dense.of(apply(Matrix.identity(rows())));
    }

    private void requireSquare() {
        if (rows() != cols()) {
            throw new IllegalArgumentException(
                    "%s: only a square map has a resolvent and an exponential, found %d×%d"
                            .formatted(getClass().getSimpleName(), rows(), cols()));
        }
    }
}
