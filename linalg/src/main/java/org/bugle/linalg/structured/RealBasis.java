package org.bugle.linalg.structured;

import org.bugle.linalg.Matrix;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// The real orthonormal eigenvectors Q of a real symmetric operator A = Q diag(λ) Qᵀ, by what they
/// do to real columns.
///
/// @param coefficients X ↦ QᵀX
/// @param synthesis X ↦ QX
record RealBasis(
        Eigenvalues eigenvalues,
        UnaryOperator<Matrix> coefficients,
        UnaryOperator<Matrix> synthesis) {
    /// Nothing for an operator that is not real and symmetric, or not decomposed.
    static Optional<RealBasis> of(ModeForm form) {
        return switch (form) {
            case DiagonalForm diagonal when !diagonal.isComplex() ->
                    Optional.of(
                            new RealBasis(
                                    diagonal.eigenvalues(),
                                    UnaryOperator.identity(),
                                    UnaryOperator.identity()));
            case FourierForm fourier when fourier.isSymmetric() ->
                    Optional.of(
                            new RealBasis(
                                    fourier.realEigenvalues(),
                                    fourier::coefficients,
                                    fourier::synthesis));
            case HermitianForm hermitian when !hermitian.isComplex() ->
                    Optional.of(
                            new RealBasis(
                                    hermitian.eigenvalues(),
                                    hermitian.adjoint()::times,
                                    hermitian.vectors()::times));
            case DiagonalForm _, FourierForm _, HermitianForm _, TriangularForm _, ShiftedForm _ ->
                    Optional.empty();
        };
    }
}
