package org.bugle.substep;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Dense;

import java.util.Optional;

/// The velocities of kinetic relaxation in q coordinates of which the first is the density: the
/// Hermitian matrix A of velocities, and the projection γ² e₀e₀ᵀ of the isotropic part. All moments
/// have γ = 1 and A = J; a basis that misses a part of e₀ has γ < 1.
///
/// With a basis V the small numbers of the diffusion limit are formed from products in which every
/// row keeps its own scale, and γ² − 1 as −‖e₀ − VVᴴe₀‖²: their errors are multiplied by h/ε² (spec
/// `gap` §4.6a, §6).
///
/// @param rotation q×q with K H̄ for the rotated coordinates of K; absent where e₀ is the first one
/// @param first A₀₀
/// @param coupling A₁₀ …, (q−1)×1
/// @param rest the matrix of the other q − 1 coordinates
/// @param defect γ² − 1 ≤ 0
public record Angle(
        Optional<Matrix> rotation,
        double first,
        Matrix coupling,
        Operator rest,
        double gamma,
        double defect) {
    /// All n moments, with the real symmetric tridiagonal J that multiplies by the velocity.
    public static Angle of(Banded j) {
        int q = j.rows();
        Banded rest = Banded.generate(q - 1, 1, 1, (i, k) -> j.at(i + 1, k + 1).re());
        Matrix coupling = Matrix.generate(q - 1, 1, (i, _) -> j.at(i + 1, 0).re());
        return new Angle(Optional.empty(), j.at(0, 0).re(), coupling, rest, 1, 0);
    }

    /// The moments seen through a basis.
    ///
    /// @param v n×q with orthonormal columns
    public static Angle of(Banded j, Matrix v) {
        int q = v.cols();
        Matrix basis = v.conjugate();
        Matrix c = basis.rows(0, 1).adjoint();
        double gamma = c.norm();
        Matrix isotropic = basis.times(c);
        Matrix rotation = gamma == 0 ? Matrix.identity(q) : rotation(c, gamma);
        Matrix rotated = basis.times(rotation);
        if (gamma > 0) {
            rotated = Matrix.hcat(isotropic.times(1 / gamma), rotated.columns(1, q));
        }
        Matrix a = rotated.adjointTimes(j.apply(rotated));
        a = a.plus(a.adjoint()).times(0.5);
        double missed = isotropic.minus(Matrix.identity(v.rows(), 1)).norm();
        return new Angle(
                Optional.of(rotation),
                a.get(0, 0),
                a.block(1, q, 0, 1),
                Dense.of(a.block(1, q, 1, q)),
                gamma,
                -missed * missed);
    }

    /// A unitary H with Hᴴ c = ‖c‖ e₀, by a reflection.
    private static Matrix rotation(Matrix c, double gamma) {
        double modulus = c.at(0, 0).abs();
        Complex phase = modulus == 0 ? Complex.ONE : c.at(0, 0).times(1 / modulus);
        Matrix first = Matrix.identity(c.rows(), 1);
        Matrix normal = c.plus(phase.times(gamma), first);
        Matrix reflection =
                Matrix.identity(c.rows())
                        .plus(-2 / normal.inner(normal).re(), normal.timesAdjoint(normal));
        return reflection.times(phase.negate());
    }

    public int size() {
        return coupling.rows() + 1;
    }

    boolean isComplex() {
        return coupling.isComplex() || rest.isComplex();
    }

    /// From space × angle to the coordinates whose first is the density.
    Matrix rotated(Matrix z) {
        return rotation.map(h -> z.times(h.conjugate())).orElse(z);
    }

    Matrix rotatedBack(Matrix z) {
        return rotation.map(z::timesTranspose).orElse(z);
    }

    /// The matrix A, dense.
    Matrix dense() {
        Matrix other = rest.apply(Matrix.identity(size() - 1));
        return Matrix.block(
                new Matrix[][] {
                    {Matrix.diagonal(first), coupling.adjoint()},
                    {coupling, other}
                });
    }
}
