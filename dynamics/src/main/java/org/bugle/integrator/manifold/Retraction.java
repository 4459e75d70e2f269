package org.bugle.integrator.manifold;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Retractions of the manifold of rank-r matrices: from a tangent vector Z at Y back to the
/// manifold, R_Y(0) = Y and DR_Y(0) = id (arXiv:2309.06125). With K̄ = (Y + Z) V, L̄ = (Y + Z)ᴴ U
/// and A = UᴴK̄ = S + M:
///
/// | name         | R_Y(Z)                         | domain              | order | Π(Y)(R − Y) − Z |
/// |--------------|--------------------------------|---------------------|-------|-----------------|
/// | SVD          | best rank-r approximation      | σ_r > σ_{r+1} of Y + Z | 2  | O(‖Z‖³)         |
/// | ORTHOGRAPHIC | K̄ A⁻¹ L̄ᴴ                       | A regular           | 2     | 0               |
/// | KSL          | U₁U₁ᴴ(Y + Z), U₁ = orth(K̄)     | K̄ of full rank      | 2     | O(‖Z‖³)         |
/// | LSK          | (Y + Z)V₁V₁ᴴ, V₁ = orth(L̄)     | L̄ of full rank      | 2     | O(‖Z‖³)         |
/// | KLS          | U₁U₁ᴴ(Y + Z)V₁V₁ᴴ              | K̄, L̄ of full rank   | 2     | O(‖Z‖⁴)         |
/// | FACTOR       | polar[U + UpS⁻¹] A polar[V + VpS⁻ᴴ]ᴴ | S regular     | 1     | O(‖Z‖²)         |
///
/// Each costs O((m + n) r²). FACTOR is a negative control: it is no better than first order.
public enum Retraction {
    /// The metric projection: the step of projected Runge–Kutta methods.
    SVD("svd", 2, 3) {
        @Override
        public LowRankMatrix apply(TangentVector z) {
            return truncated(z.target(), z.foot().rank());
        }

        @Override
        public LowRankMatrix extended(LowRankMatrix y, LinearMap d) {
            return switch (d) {
                case LowRankMatrix factors -> truncated(y.plus(factors), y.rank());
                case TangentVector z -> apply(z);
                default ->
                        throw new IllegalArgumentException(
                                "svd: the extended form wants an increment in factors, found "
                                        + d.getClass().getSimpleName());
            };
        }

        private LowRankMatrix truncated(LowRankMatrix sum, int rank) {
            if (!sum.isFinite()) {
                throw new RetractionException("svd: Y + Z is not finite");
            }
            LowRankMatrix whole = sum.orthonormalized();
            List<Double> sigma = Svd.of(whole.s()).singularValues();
            if (sigma.size() > rank) {
                double first = sigma.getFirst();
                double last = sigma.get(rank - 1);
                double next = sigma.get(rank);
                if (last - next <= EQUAL * first && last > IRRELEVANT * first) {
                    throw new RetractionException(
                            String.format(
                                    Locale.ROOT,
                                    "svd: the singular values %d and %d of Y + Z must differ, found"
                                            + " %.6g twice",
                                    rank,
                                    rank + 1,
                                    last));
                }
            }
            return Truncation.toRank(rank).apply(whole).value();
        }

        // From Y + Z − X normal at X. It is the inverse as long as ‖Y + Z − X‖₂ < σ_r(X).
        @Override
        public TangentVector inverse(LowRankMatrix y, LowRankMatrix x) {
            sameKind(y, x);
            Matrix q = y.v().adjointTimes(x.v());
            Matrix vp = rightDirections(this, y, x, q);
            Matrix k = x.u().times(x.s()).minus(y.u().times(vp.adjointTimes(x.v())));
            k = Regular.of(label(), RIGHT, q, Regular.HALF).right(k);
            TangentVector z = fromImage(y, k, vp);
            double distance = z.target().minus(x).orthonormalized().s().norm2();
            double sigma = Svd.of(x.s()).singularValues().getLast();
            if (!(distance < sigma)) {
                throw new RetractionException(
                        String.format(
                                Locale.ROOT,
                                "svd: Y + Z must be nearer to X than σ_r(X) = %.3g, found ‖Y + Z −"
                                        + " X‖₂ = %.3g",
                                sigma,
                                distance));
            }
            return z;
        }
    },

    /// Along the normal space of Y: the only one whose inverse is linear.
    ORTHOGRAPHIC("orthographic", 2, Integer.MAX_VALUE) {
        @Override
        public LowRankMatrix extended(LowRankMatrix y, LinearMap d) {
            Matrix k = image(y, d);
            Qr left = Qr.of(k);
            Qr right = Qr.of(adjointImage(y, d));
            Matrix a = y.u().adjointTimes(k);
            Regular regular = Regular.of(label(), "S + M", a, most(y));
            return new LowRankMatrix(
                    left.q(), regular.right(left.r()).timesAdjoint(right.r()), right.q());
        }

        @Override
        public TangentVector inverse(LowRankMatrix y, LowRankMatrix x) {
            sameKind(y, x);
            TangentVector px = TangentVector.projection(y, x);
            Regular.require(label(), "UᴴXV", px.m(), Regular.SINGULAR);
            return new TangentVector(y, px.m().minus(y.s()), px.up(), px.vp());
        }

        // The condition number of A = UᴴXV may exceed that of S by half of the digits.
        private static double most(LowRankMatrix y) {
            return Math.min(Regular.HALF * Regular.condition(y.s()), Regular.SINGULAR);
        }
    },

    /// The step of the projector-splitting integrator.
    KSL("ksl", 2, 3) {
        @Override
        public LowRankMatrix extended(LowRankMatrix y, LinearMap d) {
            return projectedLeft(this, y, d);
        }

        @Override
        public TangentVector inverse(LowRankMatrix y, LowRankMatrix x) {
            return inverseLeft(this, y, x);
        }
    },

    /// The mirror of KSL: LSK_Y(Z) = KSL_{Yᴴ}(Zᴴ)ᴴ.
    LSK("lsk", 2, 3) {
        @Override
        public LowRankMatrix extended(LowRankMatrix y, LinearMap d) {
            return projectedLeft(this, y.adjoint(), d.adjoint()).adjoint();
        }

        @Override
        public TangentVector inverse(LowRankMatrix y, LowRankMatrix x) {
            TangentVector z = inverseLeft(this, y.adjoint(), x.adjoint());
            return new TangentVector(y, z.m().adjoint(), z.vp(), z.up());
        }
    },

    /// The step of the unconventional (BUG) integrator.
    KLS("kls", 2, 4) {
        @Override
        public LowRankMatrix extended(LowRankMatrix y, LinearMap d) {
            Matrix u = basis(this, "(Y + Z) V", image(y, d));
            Matrix v = basis(this, "(Y + Z)ᴴ U", adjointImage(y, d));
            Matrix s = u.adjointTimes(y.apply(v).plus(d.apply(v)));
            Regular.require(label(), "U₁ᴴ (Y + Z) V₁", s, Regular.SINGULAR);
            return new LowRankMatrix(u, s, v);
        }

        @Override
        public TangentVector inverse(LowRankMatrix y, LowRankMatrix x) {
            sameKind(y, x);
            Matrix p = y.u().adjointTimes(x.u());
            Matrix q = y.v().adjointTimes(x.v());
            Eigen.Hermitian left = Eigen.hermitian(p.timesAdjoint(p));
            Eigen.Hermitian right = Eigen.hermitian(q.timesAdjoint(q));
            Matrix c = p.times(x.s()).timesAdjoint(q);
            Matrix hat = left.vectors().adjointTimes(c).times(right.vectors());
            // 1 − (1 − λ)(1 − μ) > 0, as both are squared cosines
            Matrix quotient =
                    Matrix.generate(
                            hat.rows(),
                            hat.cols(),
                            (i, j) -> {
                                double lambda = left.values().get(i);
                                double mu = right.values().get(j);
                                return 1 / (lambda + mu - lambda * mu);
                            });
            Matrix a = left.vectors().times(hat.hadamard(quotient)).timesAdjoint(right.vectors());
            Regular byP = Regular.of(label(), LEFT, p, Regular.HALF);
            Regular byQ = Regular.of(label(), RIGHT, q, Regular.HALF);
            return new TangentVector(
                    y,
                    a.minus(y.s()),
                    outside(y.u(), x.u().times(byP.left(a))),
                    outside(y.v(), x.v().times(byQ.left(a.adjoint()))));
        }
    },

    /// Every factor by itself; of first order only, and without an inverse here.
    FACTOR("factor", 1, 2) {
        @Override
        public LowRankMatrix apply(TangentVector z) {
            LowRankMatrix y = z.foot();
            Regular s = Regular.of(label(), "the core S", y.s(), Regular.SINGULAR);
            return new LowRankMatrix(
                    polar(y.u().plus(s.right(z.up()))),
                    y.s().plus(z.m()),
                    polar(y.v().plus(s.rightAdjoint(z.vp()))));
        }

        private static Matrix polar(Matrix a) {
            Svd svd = Svd.of(a);
            return svd.u().timesAdjoint(svd.v());
        }

        @Override
        public LowRankMatrix extended(LowRankMatrix y, LinearMap d) {
            return apply(TangentVector.projection(y, d));
        }

        @Override
        public TangentVector inverse(LowRankMatrix y, LowRankMatrix x) {
            throw new IllegalArgumentException(
                    "factor: has no inverse here; curves want a retraction of second order");
        }
    };

    /// Two singular values are equal up to rounding, relative to the largest.
    private static final double EQUAL = 16 * Math.ulp(1.0);

    /// Which one of two equal singular values this small is kept hardly changes the result.
    private static final double IRRELEVANT = 1e-10;

    private static final String LEFT = "the overlap UᴴU_x";
    private static final String RIGHT = "the overlap VᴴV_x";

    private final String label;
    private final int order;
    private final int tangentialOrder;

    Retraction(String label, int order, int tangentialOrder) {
        this.label = label;
        this.order = order;
        this.tangentialOrder = tangentialOrder;
    }

    /// R_Y(Z) with Y the foot point of Z.
    ///
    /// @throws RetractionException if Z is outside of the domain
    public LowRankMatrix apply(TangentVector z) {
        return extended(z.foot(), z);
    }

    /// The same formula for an increment D of the ambient space: R_Y(D), with Z replaced by D.
    /// ORTHOGRAPHIC and FACTOR see Π(Y)D only. With Y and Y + D of rank r all but FACTOR give Y + D
    /// exactly.
    ///
    /// @param d m×n, through its actions on thin blocks; in factors for SVD
    /// @throws IllegalArgumentException for SVD if D is not in factors
    /// @throws RetractionException if D is outside of the domain
    public abstract LowRankMatrix extended(LowRankMatrix y, LinearMap d);

    /// The tangent vector Z at Y with R_Y(Z) = X, in closed form.
    ///
    /// @throws IllegalArgumentException for FACTOR, or if shapes or ranks of Y and X differ
    /// @throws RetractionException if X is too far away
    public abstract TangentVector inverse(LowRankMatrix y, LowRankMatrix x);

    /// 2 if the curve R_Y(tZ) has no tangential acceleration at t = 0, else 1.
    public int order() {
        return order;
    }

    /// The power of ‖Z‖ in Π(Y)(R_Y(Z) − Y) − Z; [Integer#MAX_VALUE] where this is zero.
    public int tangentialOrder() {
        return tangentialOrder;
    }

    /// Why a vector is outside of the domain, in a sentence; empty if it is not.
    public Optional<String> outsideDomain(TangentVector z) {
        try {
            apply(z);
            return Optional.empty();
        } catch (RetractionException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    String label() {
        return label;
    }

    /// As in run files.
    @Override
    public String toString() {
        return label;
    }

    // ---- shared by the formulas

    /// K̄ = (Y + D) V.
    private static Matrix image(LowRankMatrix y, LinearMap d) {
        return y.u().times(y.s()).plus(d.apply(y.v()));
    }

    /// L̄ = (Y + D)ᴴ U.
    private static Matrix adjointImage(LowRankMatrix y, LinearMap d) {
        return y.v().timesAdjoint(y.s()).plus(d.applyAdjoint(y.u()));
    }

    private static Matrix basis(Retraction r, String quantity, Matrix k) {
        Qr qr = Qr.of(k);
        Regular.require(r.label, quantity, qr.r(), Regular.SINGULAR);
        return qr.q();
    }

    /// U₁U₁ᴴ(Y + D).
    private static LowRankMatrix projectedLeft(Retraction r, LowRankMatrix y, LinearMap d) {
        Matrix u = basis(r, "(Y + Z) V", image(y, d));
        Qr qr = Qr.of(y.applyAdjoint(u).plus(d.applyAdjoint(u)));
        return new LowRankMatrix(u, qr.r().adjoint(), qr.q());
    }

    private static TangentVector inverseLeft(Retraction r, LowRankMatrix y, LowRankMatrix x) {
        sameKind(y, x);
        Matrix q = y.v().adjointTimes(x.v());
        return fromImage(y, x.u().times(x.s()).timesAdjoint(q), rightDirections(r, y, x, q));
    }

    /// Vp = (V_x − V Q) S_xᴴ (U_xᴴU)⁻ᴴ for Q = VᴴV_x.
    private static Matrix rightDirections(
            Retraction r, LowRankMatrix y, LowRankMatrix x, Matrix q) {
        Regular p = Regular.of(r.label, LEFT, x.u().adjointTimes(y.u()), Regular.HALF);
        Matrix normal = x.v().minus(y.v().times(q));
        return outside(y.v(), p.rightAdjoint(normal.timesAdjoint(x.s())));
    }

    /// The tangent vector with (Y + Z) V = K̄ and the given Vp.
    private static TangentVector fromImage(LowRankMatrix y, Matrix k, Matrix vp) {
        return new TangentVector(y, y.u().adjointTimes(k).minus(y.s()), outside(y.u(), k), vp);
    }

    private static Matrix outside(Matrix basis, Matrix x) {
        return Basis.outside(basis, Basis.outside(basis, x));
    }

    private static void sameKind(LowRankMatrix y, LowRankMatrix x) {
        if (y.rows() != x.rows() || y.cols() != x.cols() || y.rank() != x.rank()) {
            throw new IllegalArgumentException(
                    "Retraction: both matrices must have the same shape and rank, found %d×%d of rank %d and %d×%d of rank %d"
                            .formatted(y.rows(), y.cols(), y.rank(), x.rows(), x.cols(), x.rank()));
        }
    }
}
