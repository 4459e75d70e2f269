package org.bugle.linalg.structured;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.blas.Work;
import org.bugle.linalg.kernel.Buffer;

/// A diagonal operator. Resolvent and exponential are exact.
///
/// @param entries the diagonal as a column (n×1)
public record Diagonal(Matrix entries) implements Operator, InPlace {
    public Diagonal {
        if (entries.cols() != 1) {
            throw new IllegalArgumentException(
                    "Diagonal: the entries must be one column, found %d×%d"
                            .formatted(entries.rows(), entries.cols()));
        }
    }

    public static Diagonal of(double... entries) {
        return new Diagonal(Matrix.columnVector(entries));
    }

    @Override
    public int rows() {
        return entries.rows();
    }

    @Override
    public int cols() {
        return entries.rows();
    }

    @Override
    public boolean isCheapByColumns() {
        return true;
    }

    @Override
    public boolean isComplex() {
        return entries.isComplex();
    }

    @Override
    public boolean isHermitian() {
        return !isComplex();
    }

    @Override
    public void apply(Buffer x, Buffer y) {
        multiply(false, x, y);
    }

    @Override
    public void applyAdjoint(Buffer w, Buffer y) {
        multiply(true, w, y);
    }

    private void multiply(boolean conjugated, Buffer x, Buffer y) {
        requireFit(rows(), rows(), x, y);
        double numbers = (double) y.rows() * y.columns() * y.width();
        Work.count(numbers, 2 * numbers);
        y.fill(0);
        for (int j = 0; j < x.columns(); j++) {
            Band.add(entries.buffer(), 0, conjugated, x, 0, y, 0, j, 0, rows());
        }
    }

    @Override
    public Resolvent resolvent(Complex sigma) {
        Diagonal inverse = map(sigma.isReal(), (i, d) -> Singular.inverse("Diagonal", sigma, d, i));
        return inverse::apply;
    }

    @Override
    public Matrix exp(Complex tau, Matrix x) {
        LinearMap.requireRows("Diagonal", rows(), x.rows());
        return map(tau.isReal(), (_, d) -> tau.times(d).exp()).apply(x);
    }

    private interface Function {
        Complex at(int index, Complex entry);
    }

    private Diagonal map(boolean real, Function function) {
        return new Diagonal(
                real && !isComplex()
                        ? Matrix.generate(
                                rows(), 1, (i, _) -> function.at(i, entries.at(i, 0)).re())
                        : Matrix.generateComplex(
                                rows(), 1, (i, _) -> function.at(i, entries.at(i, 0))));
    }

    @Override
    public Diagonal conjugate() {
        return isComplex() ? new Diagonal(entries.conjugate()) : this;
    }

    @Override
    public Diagonal adjoint() {
        return conjugate();
    }
}
