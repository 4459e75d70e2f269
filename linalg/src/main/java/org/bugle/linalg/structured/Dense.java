package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Lu;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A matrix as an operator. Resolvents are LU factorisations; e^{τA} comes from the
/// eigen-decomposition (computed once) if A = Aᴴ exactly, else from [Expm], and from [Expmv] above
/// n = 512.
public final class Dense implements Operator, InPlace {
    private final Matrix a;
    private final boolean hermitian;
    private final Lazy<Eigen.Hermitian> eigen;
    private final Lazy<Buffer> promoted; // lets a real A act on complex blocks without temporaries

    private Dense(Matrix a, boolean hermitian) {
        this.a = a;
        this.hermitian = hermitian;
        eigen = new Lazy<>(() -> Eigen.hermitian(a));
        promoted = new Lazy<>(() -> a.buffer().promoted());
    }

    /// @throws IllegalArgumentException if A is not square
    public static Dense of(Matrix a) {
        if (a.rows() != a.cols()) {
            throw new IllegalArgumentException(
                    "Dense: the matrix must be square, found %d×%d".formatted(a.rows(), a.cols()));
        }
        return new Dense(a, a.isHermitian());
    }

    public Matrix matrix() {
        return a;
    }

    @Override
    public int rows() {
        return a.rows();
    }

    @Override
    public int cols() {
        return a.rows();
    }

    @Override
    public boolean isComplex() {
        return a.isComplex();
    }

    @Override
    public boolean isHermitian() {
        return hermitian;
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        requireFit(rows(), rows(), x, y);
        y.product(Op.NONE, factor(x), Op.NONE, x);
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        requireFit(rows(), rows(), w, y);
        y.product(Op.ADJOINT, factor(w), Op.NONE, w);
    }

    private Buffer factor(Buffer x) {
        return x.isComplex() && rows() <= DENSE_LIMIT ? promoted.get() : a.buffer();
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        try {
            return Lu.of(Matrix.identity(rows()).times(sigma).minus(a))::solve;
        } catch (ArithmeticException e) {
            throw Singular.singular("Dense", sigma, "its LU factorisation has a zero pivot");
        }
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        LinearMap.requireRows("Dense", rows(), x.rows());
        if (rows() > DENSE_LIMIT) {
            return Expmv.ACCURATE.exp(this, tau, x);
        }
        return hermitian ? byEigenvectors(tau, x) : Expm.of(a.times(tau)).times(x);
    }

    @Override
    public Optional<Eigen.Hermitian> spectrum() {
        return hermitian && rows() <= DENSE_LIMIT ? Optional.of(eigen.get()) : Optional.empty();
    }

    private Matrix byEigenvectors(Complex tau, Matrix x) {
        Matrix q = eigen.get().vectors();
        return q.times(eigenvalues().exp(tau, q.adjointTimes(x)));
    }

    private Diagonal eigenvalues() {
        List<Double> values = eigen.get().values();
        return Diagonal.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public UnaryOperator<Matrix> propagator(Complex tau) {
        if (hermitian || rows() > DENSE_LIMIT) {
            return x -> exp(tau, x);
        }
        Matrix exponential = Expm.of(a.times(tau));
        return exponential::times;
    }

    @Override
    public Dense conjugate() {
        return isComplex() ? new Dense(a.conjugate(), hermitian) : this;
    }

    @Override
    public Dense adjoint() {
        return hermitian ? this : new Dense(a.adjoint(), false);
    }
}
