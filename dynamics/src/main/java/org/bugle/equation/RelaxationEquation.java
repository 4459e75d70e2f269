package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.Sparse;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Angle;
import org.bugle.substep.Relaxation;
import org.bugle.substep.RelaxationOde;
import org.bugle.substep.SeparableOde;

import java.util.ArrayList;
import java.util.List;

/// Kinetic relaxation in diffusive scaling for Y, space × moments (m×n), of which the first moment
/// is the density:
///
/// Y′ = −(1/ε) D Y Jᵀ + (1/ε²) Σ_s Y (e₀e₀ᵀ − I) − Σ_a Y + Q e₀ᵀ.
///
/// Its restrictions know that they relax, so that exponential and implicit substeps stay accurate
/// and stable as ε → 0 (spec `gap` §4).
///
/// @param derivative D = ∂_x, m×m and real
/// @param velocity J, n×n, real symmetric tridiagonal: multiplies by the velocity
/// @param knudsen ε
/// @param scattering Σ_s on the diagonal, m×1
/// @param absorption Σ_a on the diagonal, m×1
/// @param source Q, m×1
public record RelaxationEquation(
        LinearMap derivative,
        Banded velocity,
        double knudsen,
        Matrix scattering,
        Matrix absorption,
        Matrix source)
        implements MatrixEquation {
    /// @throws IllegalArgumentException if ε is not positive, a profile has not the height of D, or
    ///   scattering is negative somewhere
    public RelaxationEquation {
        int m = derivative.rows();
        if (!(knudsen > 0)) {
            throw new IllegalArgumentException(
                    "RelaxationEquation: the Knudsen number must be positive, found " + knudsen);
        }
        for (Matrix profile : List.of(scattering, absorption, source)) {
            if (profile.rows() != m || profile.cols() != 1) {
                throw new IllegalArgumentException(
                        "RelaxationEquation: profiles must be %d×1 as the derivative has %d rows, found %d×%d"
                                .formatted(m, m, profile.rows(), profile.cols()));
            }
        }
        if (!velocity.isHermitian() || velocity.lower() > 1 || velocity.upper() > 1) {
            throw new IllegalArgumentException(
                    "RelaxationEquation: the velocities must be a symmetric tridiagonal matrix");
        }
    }

    /// The same numbers everywhere.
    public static RelaxationEquation uniform(
            LinearMap derivative,
            Banded velocity,
            double knudsen,
            double scattering,
            double absorption) {
        int m = derivative.rows();
        return new RelaxationEquation(
                derivative,
                velocity,
                knudsen,
                Matrix.generate(m, 1, (_, _) -> scattering),
                Matrix.generate(m, 1, (_, _) -> absorption),
                Matrix.zeros(m, 1));
    }

    /// Whether the exact flow is known: nothing varies in space and there is no source.
    public boolean isUniform() {
        return isConstant(scattering) && isConstant(absorption) && source.maxAbs() == 0;
    }

    private static boolean isConstant(Matrix profile) {
        double first = profile.get(0, 0);
        return profile.map(x -> x - first).maxAbs() == 0;
    }

    /// The same equation as a sum of products.
    public SeparableEquation separable() {
        int m = derivative.rows();
        int n = velocity.rows();
        double rate = 1 / (knudsen * knudsen);
        SeparableOperator operator =
                SeparableOperator.zero(m, n)
                        .both(Coefficient.of(-1 / knudsen), derivative, velocity);
        Diagonal anisotropic = new Diagonal(Matrix.generate(n, 1, (j, _) -> j == 0 ? 0 : -1));
        if (isConstant(scattering) && isConstant(absorption)) {
            double sigma = scattering.get(0, 0) * rate;
            double loss = absorption.get(0, 0);
            operator =
                    operator.right(
                            Coefficient.ONE,
                            new Diagonal(
                                    Matrix.generate(n, 1, (j, _) -> -loss - (j == 0 ? 0 : sigma))));
        } else {
            operator =
                    operator.both(Coefficient.of(rate), new Diagonal(scattering), anisotropic)
                            .left(Coefficient.of(-1), new Diagonal(absorption));
        }
        List<LowRankSource> sources = new ArrayList<>();
        if (source.maxAbs() > 0) {
            sources.add(LowRankSource.constant(source, Matrix.identity(n, 1)));
        }
        return new SeparableEquation(operator, sources);
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return separable().evaluate(t, y);
    }

    @Override
    public RelaxationOde kEquation(Matrix v) {
        return new RelaxationOde(
                separable().kEquation(v),
                RelaxationOde.Side.SPACE,
                () -> new Relaxation(derivative, knudsen, medium(), Angle.of(velocity, v)));
    }

    @Override
    public RelaxationOde lEquation(Matrix u) {
        return new RelaxationOde(
                separable().lEquation(u),
                RelaxationOde.Side.ANGLE,
                () ->
                        new Relaxation(
                                Dense.of(u.adjointTimes(derivative.apply(u))),
                                knudsen,
                                medium(u),
                                Angle.of(velocity)));
    }

    @Override
    public SeparableOde sEquation(Matrix u, Matrix v) {
        return separable().sEquation(u, v);
    }

    private Relaxation.Medium medium() {
        return isUniform()
                ? new Relaxation.Medium.Uniform(scattering.get(0, 0), absorption.get(0, 0))
                : new Relaxation.Medium.Varying(diagonal(scattering), diagonal(absorption), source);
    }

    private static Sparse diagonal(Matrix profile) {
        List<Sparse.Entry> entries = new ArrayList<>();
        for (int i = 0; i < profile.rows(); i++) {
            entries.add(new Sparse.Entry(i, i, profile.get(i, 0)));
        }
        return Sparse.of(profile.rows(), profile.rows(), entries);
    }

    private Relaxation.Medium medium(Matrix u) {
        return isUniform()
                ? medium()
                : new Relaxation.Medium.Varying(
                        restricted(u, scattering),
                        restricted(u, absorption),
                        u.adjointTimes(source));
    }

    private static Sparse restricted(Matrix u, Matrix profile) {
        Matrix hit = new Diagonal(profile).apply(u);
        return Sparse.of(u.adjointTimes(hit));
    }
}
