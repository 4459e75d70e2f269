package org.bugle.linalg.structured;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.Schur;

import java.util.Optional;

/// An n×n operator A of one mode in the form in which a [KroneckerSumSolver] uses it: the
/// decomposition A = Q T Qᴴ with T diagonal or upper triangular, made once and used for any number
/// of solves; or, for a large operator without one, A itself, known by its resolvents.
///
/// | form       | of                                               | Q                      | T          |
/// |------------|--------------------------------------------------|------------------------|------------|
/// | diagonal   | diagonal A                                       | the identity           | diagonal   |
/// | Fourier    | circulant A                                      | the Fourier transform  | diagonal   |
/// | Hermitian  | A = Aᴴ, dense or n ≤ 512                         | eigenvectors           | diagonal   |
/// | triangular | other A, dense or n ≤ 512                        | Schur vectors, complex | triangular |
/// | shifted    | other A with n > 512: resolvents, one a column   |                        |            |
public sealed interface ModeForm
        permits DiagonalForm, FourierForm, HermitianForm, TriangularForm, ShiftedForm {
    /// n.
    int size();

    /// Whether A has entries that are not real.
    boolean isComplex();

    /// The form that suits the operator best. Multiples and sums of circulants are circulants.
    ///
    /// @throws IllegalArgumentException if the operator's matrix has a NaN or infinite entry
    static ModeForm of(Operator a) {
        Optional<Circulant> circulant = circulant(a);
        if (circulant.isPresent()) {
            return new FourierForm(circulant.get());
        }
        return switch (a) {
            case Diagonal diagonal -> DiagonalForm.of(diagonal.entries());
            case Identity identity -> DiagonalForm.of(ones(identity.rows()));
            case Dense dense when a.rows() > Operator.DENSE_LIMIT ->
                    of(dense.matrix(), dense.isHermitian());
            default -> a.rows() > Operator.DENSE_LIMIT ? new ShiftedForm(a) : small(a);
        };
    }

    private static ModeForm small(Operator a) {
        Optional<Eigen.Hermitian> known = a.spectrum();
        return known.isPresent()
                ? HermitianForm.of(known.get())
                : of(a.apply(Matrix.identity(a.rows())), a.isHermitian());
    }

    /// The form of a matrix.
    ///
    /// @param hermitian takes (A + Aᴴ)/2 for A and decomposes it into eigenvectors; otherwise A is
    ///   decomposed into Schur vectors
    /// @throws IllegalArgumentException if A is not square or has a NaN or infinite entry
    static ModeForm of(Matrix a, boolean hermitian) {
        return hermitian
                ? HermitianForm.of(Eigen.hermitian(a.plus(a.adjoint()).times(0.5)))
                : TriangularForm.of(Schur.of(a), a.isComplex());
    }

    /// The form of A = 0, for a mode on which nothing acts.
    static ModeForm zero(int n) {
        return DiagonalForm.of(Matrix.zeros(n, 1));
    }

    private static Optional<Circulant> circulant(LinearMap a) {
        return switch (a) {
            case Circulant circulant -> Optional.of(circulant);
            case Scaled scaled ->
                    circulant(scaled.operator())
                            .map(c -> Circulant.ofSymbol(c.symbol().times(scaled.factor())));
            case SumOfMaps sum ->
                    sum.terms().stream()
                            .map(ModeForm::circulant)
                            .reduce((x, y) -> x.flatMap(c -> y.map(d -> sum(c, d))))
                            .orElseThrow();
            default -> Optional.empty();
        };
    }

    private static Circulant sum(Circulant a, Circulant b) {
        return Circulant.ofSymbol(a.symbol().plus(b.symbol()));
    }

    private static Matrix ones(int n) {
        return Matrix.generate(n, 1, (_, _) -> 1);
    }
}
