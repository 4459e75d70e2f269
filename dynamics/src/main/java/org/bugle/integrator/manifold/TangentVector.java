package org.bugle.integrator.manifold;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;

import java.util.Objects;

/// A tangent vector Z = U M Vᴴ + Up Vᴴ + U Vpᴴ of the manifold of rank-r matrices at its foot point
/// Y = U S Vᴴ, as an m×n map of rank at most 2r. The factors of Y move with U̇ = Up S⁻¹, Ṡ = M, V̇
/// = Vp S⁻ᴴ.
///
/// @param foot Y, with orthonormal bases and a square core that need not be diagonal
/// @param m r×r
/// @param up m×r with UᴴUp = 0
/// @param vp n×r with VᴴVp = 0
public record TangentVector(LowRankMatrix foot, Matrix m, Matrix up, Matrix vp)
        implements LinearMap {
    /// @throws IllegalArgumentException if the shapes do not fit
    public TangentVector {
        int r = foot.rank();
        if (foot.s().rows() != foot.s().cols()
                || m.rows() != r
                || m.cols() != r
                || up.rows() != foot.rows()
                || up.cols() != r
                || vp.rows() != foot.cols()
                || vp.cols() != r) {
            throw new IllegalArgumentException(
                    "TangentVector: at a %d×%d matrix with a %d×%d core, M, Up and Vp must be r×r, m×r and n×r, found %d×%d, %d×%d and %d×%d"
                            .formatted(
                                    foot.rows(),
                                    foot.cols(),
                                    foot.s().rows(),
                                    foot.s().cols(),
                                    m.rows(),
                                    m.cols(),
                                    up.rows(),
                                    up.cols(),
                                    vp.rows(),
                                    vp.cols()));
        }
    }

    /// The tangent projection Π(Y)X = UUᴴX + XVVᴴ − UUᴴXVVᴴ of any X, from X V and XᴴU.
    public static TangentVector projection(LowRankMatrix y, LinearMap x) {
        Sketch sketch = x.sketch(y.v(), y.u());
        return new TangentVector(
                y,
                y.u().adjointTimes(sketch.image()),
                twice(y.u(), sketch.image()),
                twice(y.v(), sketch.adjointImage()));
    }

    /// Orthogonal to the basis to rounding: S⁻¹ amplifies what one pass leaves.
    private static Matrix twice(Matrix basis, Matrix x) {
        return Basis.outside(basis, Basis.outside(basis, x));
    }

    public static TangentVector zero(LowRankMatrix y) {
        return new TangentVector(
                y,
                Matrix.zeros(y.rank(), y.rank()),
                Matrix.zeros(y.rows(), y.rank()),
                Matrix.zeros(y.cols(), y.rank()));
    }

    /// The projection of this vector to the tangent space at y. It stays in factors.
    public TangentVector transportedTo(LowRankMatrix y) {
        return projection(y, this);
    }

    // ---- arithmetic

    public TangentVector times(double factor) {
        return new TangentVector(foot, m.times(factor), up.times(factor), vp.times(factor));
    }

    public TangentVector plus(TangentVector other) {
        return plus(1, other);
    }

    public TangentVector minus(TangentVector other) {
        return plus(-1, other);
    }

    /// Z + factor · Z′.
    ///
    /// @throws IllegalArgumentException if the foot points differ
    public TangentVector plus(double factor, TangentVector other) {
        sameFoot(other);
        return new TangentVector(
                foot,
                m.plus(factor, other.m),
                up.plus(factor, other.up),
                vp.plus(factor, other.vp));
    }

    private void sameFoot(TangentVector other) {
        if (!Objects.equals(foot, other.foot)) {
            throw new IllegalArgumentException(
                    "TangentVector: the vectors belong to different foot points, whose factors have"
                            + " different bases; transport one of them first");
        }
    }

    /// Re ⟨Z, Z′⟩, the metric.
    ///
    /// @throws IllegalArgumentException if the foot points differ
    public double inner(TangentVector other) {
        sameFoot(other);
        return m.inner(other.m).re() + up.inner(other.up).re() + vp.inner(other.vp).re();
    }

    /// The Frobenius norm of Z.
    public double norm() {
        return Math.hypot(m.norm(), Math.hypot(up.norm(), vp.norm()));
    }

    // ---- curvature

    /// II_Y(Z, Z) = 2 Up S⁻¹ Vpᴴ: the normal acceleration of every curve that goes through Y with
    /// the velocity Z.
    ///
    /// @throws RetractionException if S is singular
    public LowRankMatrix secondFundamentalForm() {
        return secondFundamentalForm(this);
    }

    /// II_Y(Z, Z′) = Up S⁻¹ Vp′ᴴ + Up′ S⁻¹ Vpᴴ.
    ///
    /// @throws IllegalArgumentException if the foot points differ
    /// @throws RetractionException if S is singular
    public LowRankMatrix secondFundamentalForm(TangentVector other) {
        sameFoot(other);
        Regular s = core();
        return LowRankMatrix.ofFactors(
                Matrix.hcat(s.right(up), s.right(other.up)), Matrix.hcat(other.vp, vp));
    }

    /// The Weingarten map W_Y(Z, N) = N Vp S⁻ᴴ Vᴴ + U S⁻ᴴ Upᴴ N for the normal part N of any X,
    /// from X Vp and XᴴUp: what the curvature turns of N into the tangent space. Its norm is at
    /// most ‖N‖₂ ‖Z‖ / σ_r.
    ///
    /// @throws RetractionException if S is singular
    public TangentVector weingarten(LinearMap x) {
        Regular s = core();
        Sketch sketch = x.sketch(vp, up);
        Matrix left = s.rightAdjoint(twice(foot.u(), sketch.image()));
        Matrix right = s.right(twice(foot.v(), sketch.adjointImage()));
        return new TangentVector(
                foot,
                Matrix.zeros(m.rows(), m.cols()),
                Basis.outside(foot.u(), left),
                Basis.outside(foot.v(), right));
    }

    Regular core() {
        return Regular.of("TangentVector", "the core S", foot.s(), Regular.SINGULAR);
    }

    // ---- as a matrix

    /// Z = [U M + Up, U] [V, Vp]ᴴ.
    public LowRankMatrix asLowRank() {
        return LowRankMatrix.ofFactors(
                Matrix.hcat(foot.u().times(m).plus(up), foot.u()), Matrix.hcat(foot.v(), vp));
    }

    /// Y + Z = [U, Up] [[S + M, I], [I, 0]] [V, Vp]ᴴ, of rank at most 2r.
    public LowRankMatrix target() {
        Matrix one = Matrix.identity(m.rows());
        Matrix core =
                Matrix.block(
                        new Matrix[][] {
                            {foot.s().plus(m), one}, {one, Matrix.zeros(m.rows(), m.cols())}
                        });
        return new LowRankMatrix(Matrix.hcat(foot.u(), up), core, Matrix.hcat(foot.v(), vp));
    }

    @Override
    public int rows() {
        return foot.rows();
    }

    @Override
    public int cols() {
        return foot.cols();
    }

    @Override
    public boolean isComplex() {
        return foot.isComplex() || m.isComplex() || up.isComplex() || vp.isComplex();
    }

    @Override
    public Matrix apply(Matrix x) {
        Matrix inner = foot.v().adjointTimes(x);
        return foot.u().times(m.times(inner).plus(vp.adjointTimes(x))).plus(up.times(inner));
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        Matrix inner = foot.u().adjointTimes(w);
        return foot.v().times(m.adjointTimes(inner).plus(up.adjointTimes(w))).plus(vp.times(inner));
    }

    /// Zᴴ, tangent at Yᴴ.
    @Override
    public TangentVector adjoint() {
        return new TangentVector(foot.adjoint(), m.adjoint(), vp, up);
    }

    /// Z̄, tangent at Ȳ.
    @Override
    public TangentVector conjugate() {
        return new TangentVector(foot.conjugate(), m.conjugate(), up.conjugate(), vp.conjugate());
    }
}
