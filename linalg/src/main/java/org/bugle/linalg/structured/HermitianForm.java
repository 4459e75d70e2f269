package org.bugle.linalg.structured;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.Matrix;

/// A = Q diag(λ) Qᴴ with real λ and unitary Q.
///
/// @param adjoint Qᴴ, kept beside Q so that no solve transposes
record HermitianForm(Eigenvalues eigenvalues, Matrix vectors, Matrix adjoint) implements ModeForm {
    static HermitianForm of(Eigen.Hermitian eigen) {
        return new HermitianForm(
                Eigenvalues.of(eigen.values()), eigen.vectors(), eigen.vectors().adjoint());
    }

    @Override
    public int size() {
        return vectors.rows();
    }

    @Override
    public boolean isComplex() {
        return vectors.isComplex();
    }
}
