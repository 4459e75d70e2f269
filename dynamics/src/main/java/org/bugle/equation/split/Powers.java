package org.bugle.equation.split;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.List;

/// Entrywise products of Tucker tensors: the bases are multiplied row by row (Khatri–Rao), the
/// cores by Kronecker products, and ranks multiply.
final class Powers {
    private Powers() {}

    /// Every entry of y to a power p ≥ 1.
    static Tucker of(Tucker y, int p) {
        Tucker power = y;
        for (int k = 1; k < p; k++) {
            power = product(power, y);
        }
        return power;
    }

    /// The entrywise product, the indices of b running fastest.
    static Tucker product(Tucker a, Tucker b) {
        List<Matrix> bases = new ArrayList<>();
        int[] shape = new int[a.modes()];
        for (int mode = 0; mode < shape.length; mode++) {
            bases.add(rowwiseKronecker(a.bases().get(mode), b.bases().get(mode)));
            shape[mode] = bases.get(mode).cols();
        }
        return new Tucker(kronecker(a.core(), b.core(), shape), bases);
    }

    private static Tensor kronecker(Tensor a, Tensor b, int[] shape) {
        int[] i = new int[shape.length];
        int[] j = new int[shape.length];
        return a.isComplex() || b.isComplex()
                ? Tensor.generateComplex(
                        shape,
                        index -> {
                            split(index, b, i, j);
                            return a.at(i).times(b.at(j));
                        })
                : Tensor.generate(
                        shape,
                        index -> {
                            split(index, b, i, j);
                            return a.get(i) * b.get(j);
                        });
    }

    private static void split(int[] index, Tensor inner, int[] i, int[] j) {
        for (int mode = 0; mode < index.length; mode++) {
            i[mode] = index[mode] / inner.size(mode);
            j[mode] = index[mode] % inner.size(mode);
        }
    }

    private static Matrix rowwiseKronecker(Matrix a, Matrix b) {
        Matrix[] columns = new Matrix[a.cols() * b.cols()];
        for (int i = 0; i < a.cols(); i++) {
            for (int j = 0; j < b.cols(); j++) {
                columns[i * b.cols() + j] = a.columns(i, i + 1).hadamard(b.columns(j, j + 1));
            }
        }
        return columns.length == 0 ? Matrix.zeros(a.rows(), 0) : Matrix.hcat(columns);
    }
}
