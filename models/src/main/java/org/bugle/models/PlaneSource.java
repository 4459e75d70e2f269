package org.bugle.models;

import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;
import java.util.stream.IntStream;

/// The plane-source benchmark of radiative transfer in a slab: a pulse of particles in the middle,
/// moving at unit speed in all directions μ and scattered isotropically,
///
/// ∂_t f = −(μ/ε) ∂_x f + (σ_s/ε²)(ρ − f) − σ_a f, ρ = ½ ∫ f dμ,
///
/// in Legendre moments: f = Σ_j f_j(x) √(2j+1) P_j(μ), so Y is cells × moments, ρ is its first
/// column and φ = 2ρ the scalar flux. Y′ = −(1/ε) D Y Jᵀ + (σ_s/ε²) Y (e₀e₀ᵀ − I) − σ_a Y with J =
/// tridiag of a_j = j/√(4j² − 1). The start φ₀ = max(floor, Gaussian of standard deviation `width`)
/// is isotropic, of rank 1, and ⟨ρ₀, ∂_x ρ₀⟩ = 0 hides the equation from it; hence the padding.
@Named(
        value = "radiative-transfer/plane-source",
        doc = "Pulse of radiation in a scattering slab (Ganapol's benchmark)")
public record PlaneSource(
        @Key(doc = "cells in x", def = "1000", min = 4, source = "1001 in low-rank papers")
                int cells,
        @Key(doc = "Legendre moments in angle", def = "200", min = 2, source = "low-rank papers")
                int moments,
        @Key(doc = "the slab is [-halfLength, halfLength]", def = "1.5", above = 0, source = SPEC)
                double halfLength,
        @Key(doc = "standard deviation of the pulse", def = "0.03", above = 0, source = SPEC)
                double width,
        @Key(
                        doc = "least scalar flux of the start",
                        def = "0",
                        min = 0,
                        source = "gap A1: 1e-4 in low-rank papers, 0 in the exact figures")
                double floor,
        @Key(doc = "Knudsen number, the scaling to diffusion", def = "1", above = 0, source = SPEC)
                double knudsen,
        @Key(doc = "scattering", def = "1", min = 0, unit = "1/length", source = SPEC)
                double sigmaScattering,
        @Key(doc = "absorption", def = "0", min = 0, unit = "1/length", source = SPEC)
                double sigmaAbsorption,
        @Key(doc = "discretisation of the x derivative", def = "fourier", source = "gap §4.3")
                Derivative derivative,
        @Key(doc = "what lies beyond the ends of the slab", def = "periodic") Boundary boundary,
        @Key(
                        doc = "a start by a tolerance is padded to this rank",
                        def = "10",
                        min = 2,
                        source = "ttn §5.2")
                int padding)
        implements ProblemFamily {
    static final String SPEC = "gap A1";

    /// Fourier modes of the start below this fraction of the largest one are rounding of the
    /// transform.
    private static final double NEGLIGIBLE = 1e-15;

    /// How ∂_x is discretised.
    public enum Derivative {
        /// Exact for all wave numbers that the grid resolves.
        FOURIER,
        /// (−1, 0, 1)/(2Δx).
        CENTRED,
        /// Centred with the artificial diffusion |J| (1, −2, 1)/(2Δx); not for small ε.
        UPWIND
    }

    public PlaneSource {
        if (derivative == Derivative.FOURIER && boundary == Boundary.ZERO) {
            throw new IllegalArgumentException(
                    "derivative fourier wants boundary: periodic, found zero");
        }
    }

    @Override
    public Problem problem(long seed) {
        double dx = 2 * halfLength / cells;
        Grid x = Grid.periodic("x", -halfLength + dx / 2, 2 * halfLength, cells);
        Grid degree = Grid.counted("moment", 0, moments);
        LowRankMatrix start = start(x);
        Matrix isotropic = Matrix.identity(moments, 1);
        boolean keepsMass = sigmaAbsorption == 0 && boundary == Boundary.PERIODIC;
        return new Problem(
                SeparableEquation.of(operator(cells, d(), dissipation())),
                x,
                degree,
                Start.krylov(start, Math.min(padding, Math.min(cells, moments)), d(), j()),
                0,
                1,
                Math.min(20, Math.min(cells, moments)),
                List.of(
                        new Observable(
                                "mass",
                                "integral of the scalar flux",
                                keepsMass,
                                (t, y) -> 2 * dx * sum(y.apply(isotropic)))),
                List.of(new Field("scalar-flux", x, y -> y.apply(isotropic).times(2).real())),
                boundary == Boundary.PERIODIC
                        ? new Reference.Exact("exact by Fourier modes", t -> exact(start, t))
                        : new Reference.None());
    }

    private static double sum(Matrix column) {
        return IntStream.range(0, column.rows()).mapToDouble(i -> column.get(i, 0)).sum();
    }

    private LowRankMatrix start(Grid x) {
        Matrix density =
                Matrix.generate(
                        cells,
                        1,
                        (i, _) -> {
                            double s = x.point(i) / width;
                            double gauss = Math.exp(-s * s / 2) / (Math.sqrt(2 * Math.PI) * width);
                            return Math.max(floor, gauss) / 2;
                        });
        return LowRankMatrix.ofFactors(density, Matrix.identity(moments, 1)).orthonormalized();
    }

    /// −(1/ε) D Y Jᵀ + (1/ε) R Y |J|ᵀ + (σ_s/ε²) Y (e₀e₀ᵀ − I) − σ_a Y, in space or on Fourier
    /// modes.
    ///
    /// @param r artificial diffusion of the upwind scheme
    private SeparableOperator operator(int rows, LinearMap d, LinearMap r) {
        double scattering = sigmaScattering / (knudsen * knudsen);
        Matrix loss =
                Matrix.generate(moments, 1, (i, _) -> -sigmaAbsorption - (i == 0 ? 0 : scattering));
        SeparableOperator operator =
                SeparableOperator.zero(rows, moments)
                        .both(Coefficient.of(-1 / knudsen), d, j())
                        .right(Coefficient.ONE, new Diagonal(loss));
        return derivative == Derivative.UPWIND
                ? operator.both(Coefficient.of(1 / knudsen), r, absoluteJ())
                : operator;
    }

    /// ∂_x.
    private LinearMap d() {
        double dx = 2 * halfLength / cells;
        return derivative == Derivative.FOURIER
                ? Circulant.derivative(cells, 2 * halfLength, 1)
                : Differences.first(cells, dx, boundary);
    }

    private LinearMap dissipation() {
        double half = cells / (4 * halfLength);
        return Differences.tridiagonal(cells, half, -2 * half, half, boundary);
    }

    /// Multiplication by μ.
    private Banded j() {
        return Banded.generate(
                moments,
                1,
                1,
                (i, j) -> {
                    double k = Math.max(i, j);
                    return i == j ? 0 : k / Math.sqrt(4 * k * k - 1);
                });
    }

    private Dense absoluteJ() {
        Eigen.Hermitian eigen = Eigen.hermitian(j().apply(Matrix.identity(moments)));
        double[] values = eigen.values().stream().mapToDouble(Math::abs).toArray();
        return Dense.of(
                eigen.vectors().times(Matrix.diagonal(values)).timesAdjoint(eigen.vectors()));
    }

    /// The solution of the discrete equation. Its Fourier modes do not see each other, few of a
    /// smooth start are not zero, and in the moments (−i)^j f_j the equation of a mode is real.
    private LowRankMatrix exact(LowRankMatrix start, double time) {
        Matrix e0 = Matrix.identity(moments, 1);
        Matrix spectrum = Circulant.ofFirstColumn(start.apply(e0)).symbol();
        double largest = spectrum.maxAbs();
        int[] modes =
                IntStream.rangeClosed(0, cells / 2) // the others are conjugate
                        .filter(k -> spectrum.at(k, 0).abs() > NEGLIGIBLE * largest)
                        .toArray();
        Matrix first = Matrix.identity(cells, 1);
        Matrix d = Circulant.ofFirstColumn(d().apply(first)).symbol();
        Matrix r = Circulant.ofFirstColumn(dissipation().apply(first)).symbol();
        Matrix diffusion = diffusion();
        Matrix[] columns = new Matrix[modes.length];
        Parallel.forEach(
                modes.length,
                k -> {
                    int mode = modes[k];
                    Matrix equation =
                            transport(d.at(mode, 0).im()).plus(r.at(mode, 0).re(), diffusion);
                    columns[k] = Dense.of(equation).exp(Complex.real(time), e0);
                });
        Matrix waves = waves(modes, spectrum);
        Matrix values = Matrix.hcat(columns).transpose();
        Matrix turned = // Re(wave · (−i)^j)
                Matrix.generate(
                        modes.length * 2,
                        moments,
                        (k, j) -> {
                            boolean imaginary = k >= modes.length;
                            double sign = j % 4 == 0 || j % 4 == 1 ? 1 : -1;
                            return imaginary == (j % 2 == 1)
                                    ? sign * values.get(k % modes.length, j)
                                    : 0;
                        });
        Matrix parts = Matrix.hcat(waves.real(), waves.imag());
        return LowRankMatrix.ofFactors(parts.times(turned), Matrix.identity(moments));
    }

    /// The equation of a mode where D has the symbol iκ.
    private Matrix transport(double kappa) {
        double scattering = sigmaScattering / (knudsen * knudsen);
        Banded j = j();
        return Banded.generate(
                        moments,
                        1,
                        1,
                        (i, k) -> {
                            double loss = sigmaAbsorption + (i == 0 ? 0 : scattering);
                            double sign = k < i ? 1 : -1;
                            return i == k ? -loss : sign * kappa / knudsen * j.at(i, k).re();
                        })
                .apply(Matrix.identity(moments));
    }

    /// |J|/ε of the upwind scheme; |J|_jk ≠ 0 for even k − j only.
    private Matrix diffusion() {
        if (derivative != Derivative.UPWIND) {
            return Matrix.zeros(moments, moments);
        }
        Matrix turned = Matrix.generate(moments, moments, (i, k) -> (i - k) % 4 == 0 ? 1.0 : -1.0);
        return absoluteJ().matrix().hadamard(turned).times(1 / knudsen);
    }

    /// The start's waves ρ̂_k e^{2πi jk/n}/n of the modes k ≤ n/2, doubled where the conjugate mode
    /// is another one.
    private Matrix waves(int[] modes, Matrix spectrum) {
        return Matrix.generateComplex(
                cells,
                modes.length,
                (j, k) -> {
                    int mode = modes[k];
                    double weight = (mode == 0 || 2 * mode == cells ? 1.0 : 2.0) / cells;
                    double angle = 2 * Math.PI * ((long) j * mode % cells) / cells;
                    return new Complex(0, angle).exp().times(spectrum.at(mode, 0)).times(weight);
                });
    }
}
