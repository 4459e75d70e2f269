package org.bugle.models;

import org.bugle.equation.MatrixEquation;
import org.bugle.equation.RelaxationEquation;
import org.bugle.equation.SeparableEquation;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Expm;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.stream.IntStream;

/// Radiative transfer in a slab in Legendre moments, f = Σ_j f_j(x) √(2j+1) P_j(μ), so that Y is
/// cells × moments and the density ρ = ½ ∫ f dμ its first column:
///
/// Y′ = −(1/ε) D Y Jᵀ + (1/ε²) Σ_s Y (e₀e₀ᵀ − I) − Σ_a Y + Q e₀ᵀ, J = tridiag of a_j = j/√(4j² −
/// 1).
///
/// @param length of the slab
/// @param scattering, absorption and source are cells×1
record SlabTransport(
        int cells,
        double length,
        int moments,
        double knudsen,
        Derivative derivative,
        Boundary boundary,
        Matrix scattering,
        Matrix absorption,
        Matrix source) {
    /// Fourier modes of the start below this fraction of the largest one are rounding of the
    /// transform.
    private static final double NEGLIGIBLE = 1e-15;

    /// Above this σt/ε² the exponential of a mode loses digits that its slow part alone keeps.
    private static final double STIFF = 200;

    /// The limit of a varying medium is the exponential of a dense matrix of at most this size.
    private static final int DENSE_LIMIT = 512;

    SlabTransport {
        requireFit(derivative, boundary);
    }

    /// @throws IllegalArgumentException if the derivative needs a period and there is none
    static void requireFit(Derivative derivative, Boundary boundary) {
        if (derivative == Derivative.FOURIER && boundary == Boundary.ZERO) {
            throw new IllegalArgumentException(
                    "derivative fourier wants boundary: periodic, found zero");
        }
    }

    /// The same numbers everywhere, no source.
    static SlabTransport uniform(
            int cells,
            double length,
            int moments,
            double knudsen,
            Derivative derivative,
            Boundary boundary,
            double scattering,
            double absorption) {
        return new SlabTransport(
                cells,
                length,
                moments,
                knudsen,
                derivative,
                boundary,
                Matrix.generate(cells, 1, (_, _) -> scattering),
                Matrix.generate(cells, 1, (_, _) -> absorption),
                Matrix.zeros(cells, 1));
    }

    double spacing() {
        return length / cells;
    }

    boolean isUniform() {
        return relaxation().isUniform();
    }

    private RelaxationEquation relaxation() {
        return new RelaxationEquation(d(), j(), knudsen, scattering, absorption, source);
    }

    /// With the upwind scheme + (1/ε) R Y |J|ᵀ, whose diffusion is no relaxation.
    MatrixEquation equation() {
        if (derivative != Derivative.UPWIND) {
            return relaxation();
        }
        SeparableEquation transport = relaxation().separable();
        SeparableOperator operator =
                transport.operator().both(Coefficient.of(1 / knudsen), dissipation(), absoluteJ());
        return new SeparableEquation(operator, transport.sources());
    }

    /// ∂_x, by its symbol where the points are periodic.
    LinearMap d() {
        if (derivative == Derivative.FOURIER) {
            return Circulant.derivative(cells, length, 1);
        }
        LinearMap stencil = Differences.first(cells, spacing(), boundary);
        boolean constant = scattering.map(s -> s - scattering.get(0, 0)).maxAbs() == 0;
        if (boundary == Boundary.ZERO || !constant) {
            return stencil;
        }
        return Circulant.ofSymbol(
                Matrix.generateComplex(cells, 1, (k, _) -> new Complex(0, wave(k) / spacing())));
    }

    /// sin(2πk/n), exactly odd in k.
    private double wave(int k) {
        return 2 * k == cells
                ? 0
                : 2 * k < cells
                        ? Math.sin(2 * Math.PI * k / cells)
                        : -Math.sin(2 * Math.PI * (cells - k) / cells);
    }

    private LinearMap dissipation() {
        double half = 0.5 / spacing();
        return Differences.tridiagonal(cells, half, -2 * half, half, boundary);
    }

    /// Multiplication by μ.
    Banded j() {
        return Legendre.multiplication(moments);
    }

    private Dense absoluteJ() {
        Eigen.Hermitian eigen = Eigen.hermitian(j().apply(Matrix.identity(moments)));
        double[] values = eigen.values().stream().mapToDouble(Math::abs).toArray();
        return Dense.of(
                eigen.vectors().times(Matrix.diagonal(values)).timesAdjoint(eigen.vectors()));
    }

    /// The density of a solution.
    Matrix density(LowRankMatrix y) {
        return y.apply(Matrix.identity(moments, 1)).real();
    }

    Observable<LowRankMatrix> mass(String name, String doc, double factor) {
        boolean kept =
                absorption.maxAbs() == 0 && source.maxAbs() == 0 && boundary == Boundary.PERIODIC;
        return new Observable<>(
                name,
                doc,
                kept,
                (t, y) -> {
                    Matrix rho = density(y);
                    double sum = IntStream.range(0, cells).mapToDouble(i -> rho.get(i, 0)).sum();
                    return factor * spacing() * sum;
                });
    }

    // ---- the diffusion limit

    boolean hasLimit() {
        boolean scatters = IntStream.range(0, cells).allMatch(i -> scattering.get(i, 0) > 0);
        return scatters && (isUniform() || cells <= DENSE_LIMIT);
    }

    /// The density of the limit ε → 0: ∂_tρ = D (1/(3σ_s)) D ρ − σ_a ρ + Q.
    ///
    /// @throws IllegalArgumentException if it is not known
    Matrix limit(Matrix density, double time) {
        if (!hasLimit()) {
            throw new IllegalArgumentException(
                    "the diffusion limit is known where there is scattering everywhere, and in a varying slab of at most %d cells"
                            .formatted(DENSE_LIMIT));
        }
        if (isUniform() && d() instanceof Circulant circulant) {
            double sigma = scattering.get(0, 0);
            double loss = absorption.get(0, 0);
            Matrix symbol = circulant.symbol();
            return Circulant.ofSymbol(
                            Matrix.generateComplex(
                                    cells,
                                    1,
                                    (k, _) -> {
                                        double kappa = symbol.at(k, 0).im();
                                        double rate = kappa * kappa / (3 * sigma) + loss;
                                        return Complex.real(Math.exp(-rate * time));
                                    }))
                    .apply(density);
        }
        LinearMap d = d();
        Matrix mobility = scattering.map(s -> 1 / (3 * s));
        Matrix flux = new Diagonal(mobility).apply(d.apply(Matrix.identity(cells)));
        Matrix operator =
                d.apply(flux).minus(new Diagonal(absorption).apply(Matrix.identity(cells)));
        Matrix withSource = Matrix.vcat(Matrix.hcat(operator, source), Matrix.zeros(1, cells + 1));
        Matrix both = Matrix.vcat(density, Matrix.identity(1));
        return Expm.of(withSource.times(time)).times(both).rows(0, cells);
    }

    // ---- the solution of the discrete equation in a uniform medium with periodic ends

    /// Whether [#exact] knows the solution.
    boolean isSolved() {
        return isUniform() && boundary == Boundary.PERIODIC;
    }

    /// Its Fourier modes do not see each other, few of a smooth start are not zero, and in the
    /// moments i^j f_j the equation of a mode is real. Near the diffusion limit, where an
    /// exponential loses σt/ε² units of rounding, only the slow part of each mode is left (spec
    /// `gap` §4.6a).
    LowRankMatrix exact(LowRankMatrix start, double time) {
        double stiffness = scattering.get(0, 0) * time / (knudsen * knudsen);
        if (stiffness > STIFF && derivative != Derivative.UPWIND) {
            return new FullRank(Substep.exponential())
                    .step(equation(), new Span(0, 0, 0, time), start)
                    .value();
        }
        return time == 0 ? start : byModes(start, time);
    }

    private LowRankMatrix byModes(LowRankMatrix start, double time) {
        Matrix spectrum = Circulant.transform(start.u()).times(start.s());
        Matrix sizes = Matrix.generate(cells, 1, (k, _) -> spectrum.rows(k, k + 1).norm());
        int[] modes =
                IntStream.rangeClosed(0, cells / 2) // the others are conjugate
                        .filter(k -> sizes.get(k, 0) > NEGLIGIBLE * sizes.maxAbs())
                        .toArray();
        Matrix first = Matrix.identity(cells, 1);
        Matrix d = Circulant.ofFirstColumn(d().apply(first)).symbol();
        Matrix r = Circulant.ofFirstColumn(dissipation().apply(first)).symbol();
        Matrix diffusion = diffusion();
        Matrix[] rows = new Matrix[modes.length];
        Parallel.forEach(
                modes.length,
                m -> {
                    int k = modes[m];
                    Matrix equation = transport(d.at(k, 0).im()).plus(r.at(k, 0).re(), diffusion);
                    Matrix f = spectrum.rows(k, k + 1).timesAdjoint(start.v()).transpose();
                    Matrix turned = turned(f, 1);
                    Matrix parts = Matrix.hcat(turned.real(), turned.imag());
                    Matrix values = Dense.of(equation).exp(Complex.real(time), parts);
                    Matrix moved = Matrix.complex(values.columns(0, 1), values.columns(1, 2));
                    rows[m] = turned(moved, -1).transpose();
                });
        Matrix waves = waves(modes);
        Matrix f = Matrix.vcat(rows);
        // Re(waves · f)
        return LowRankMatrix.ofFactors(
                Matrix.hcat(waves.real(), waves.imag())
                        .times(Matrix.vcat(f.real(), f.imag().negate())),
                Matrix.identity(moments));
    }

    /// i^{±j} f_j.
    private static Matrix turned(Matrix f, int sign) {
        return Matrix.generateComplex(
                f.rows(),
                1,
                (j, _) ->
                        switch (Math.floorMod(sign * j, 4)) {
                            case 0 -> f.at(j, 0);
                            case 1 -> f.at(j, 0).times(Complex.I);
                            case 2 -> f.at(j, 0).negate();
                            default -> f.at(j, 0).times(Complex.I.negate());
                        });
    }

    /// The equation of a mode where D has the symbol iκ, for i^j f_j.
    private Matrix transport(double kappa) {
        double rate = scattering.get(0, 0) / (knudsen * knudsen);
        double loss = absorption.get(0, 0);
        Banded j = j();
        return Banded.generate(
                        moments,
                        1,
                        1,
                        (i, k) -> {
                            double sign = k < i ? 1 : -1;
                            return i == k
                                    ? -loss - (i == 0 ? 0 : rate)
                                    : sign * kappa / knudsen * j.at(i, k).re();
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

    /// The waves e^{2πi jk/n}/n of the modes k ≤ n/2, doubled where the conjugate mode is another
    /// one.
    private Matrix waves(int[] modes) {
        return Matrix.generateComplex(
                cells,
                modes.length,
                (j, k) -> {
                    int mode = modes[k];
                    double weight = (mode == 0 || 2 * mode == cells ? 1.0 : 2.0) / cells;
                    double angle = 2 * Math.PI * ((long) j * mode % cells) / cells;
                    return new Complex(0, angle).exp().times(weight);
                });
    }
}
