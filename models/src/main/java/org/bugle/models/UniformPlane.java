package org.bugle.models;

import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.Sparse;
import org.bugle.lowrank.LowRankMatrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Transport in a plane that is the same everywhere, from an isotropic start; periodic ones are
/// solved exactly, one wave vector κ at a time.
///
/// @param density ρ at t = 0, m×1
record UniformPlane(
        PlaneTransport transport, double scattering, double absorption, Matrix density) {
    /// Waves of the start below this fraction of the largest are rounding of the transform.
    private static final double NEGLIGIBLE = 1e-15;

    MatrixProblem problem(double endTime, int rank, int padding) {
        Directions directions = transport.directions();
        int most = Math.min(transport.size(), directions.size());
        LowRankMatrix start =
                LowRankMatrix.ofFactors(density, directions.isotropic()).orthonormalized();
        List<LinearMap> omega = List.of(directions.x(), directions.y());
        boolean closed = transport.boundary() == Boundary.PERIODIC;
        boolean solvable = closed && transport.derivative() != Derivative.UPWIND;
        return new MatrixProblem(
                SeparableEquation.of(transport.in(scattering, absorption)),
                transport.cells(),
                directions.grid(),
                Start.krylov(start, Math.min(padding, most), transport.derivatives(), omega),
                0,
                endTime,
                Math.min(rank, most),
                List.of(
                        transport.integral(
                                "mass",
                                "integral of the scalar flux",
                                absorption == 0 && closed,
                                transport.sampled((_, _) -> 1))),
                List.of(transport.scalarFlux()),
                solvable
                        ? new Reference.Exact<>("exact by Fourier modes", this::solution)
                        : new Reference.None<>());
    }

    /// A wave of the start, its conjugate with it.
    ///
    /// @param weight of e^{iκx} in the real part of the sum
    private record Wave(int p, int q, double x, double y, Complex weight) {
        double length() {
            return Math.hypot(x, y);
        }
    }

    private List<Wave> waves() {
        int nx = transport.x().size();
        int ny = transport.y().size();
        Matrix place = Matrix.generate(nx, ny, (i, j) -> density.get(i * ny + j, 0));
        Matrix spectrum = fourier(nx, -1).times(place).timesTranspose(fourier(ny, -1));
        Matrix kx = symbol(transport.x());
        Matrix ky = symbol(transport.y());
        double least = NEGLIGIBLE * spectrum.maxAbs();
        List<Wave> waves = new ArrayList<>();
        for (int p = 0; p <= nx / 2; p++) {
            for (int q = 0; q < ny; q++) {
                boolean ownConjugate = 2 * p % nx == 0 && 2 * q % ny == 0;
                boolean second = 2 * p % nx == 0 && q > (ny - q) % ny;
                if (!second && spectrum.at(p, q).abs() > least) {
                    double share = (ownConjugate ? 1.0 : 2.0) / ((double) nx * ny);
                    Complex weight = spectrum.at(p, q).times(share);
                    waves.add(new Wave(p, q, kx.get(p, 0), ky.get(q, 0), weight));
                }
            }
        }
        return waves;
    }

    /// e^{±2πi jk/n}.
    private static Matrix fourier(int n, int sign) {
        return Matrix.generateComplex(
                n, n, (j, k) -> new Complex(0, sign * 2 * Math.PI * ((long) j * k % n) / n).exp());
    }

    /// The wave numbers κ that the discrete derivative sees, n×1.
    private Matrix symbol(Grid grid) {
        Matrix first = transport.d(grid).apply(Matrix.identity(grid.size(), 1));
        return fourier(grid.size(), -1).times(first).imag();
    }

    /// The real part of Σ_k c_k e^{iκ_k x} in every cell, m×1.
    ///
    /// @param coefficients one a wave, its weight included
    private Matrix synthesis(List<Wave> waves, Transforms transforms, Matrix coefficients) {
        int nx = transport.x().size();
        int ny = transport.y().size();
        Complex[][] spectrum = new Complex[nx][ny];
        for (int k = 0; k < waves.size(); k++) {
            spectrum[waves.get(k).p()][waves.get(k).q()] = coefficients.at(k, 0);
        }
        Matrix sparse =
                Matrix.generateComplex(
                        nx / 2 + 1,
                        ny,
                        (p, q) -> spectrum[p][q] == null ? Complex.ZERO : spectrum[p][q]);
        Matrix values =
                transforms
                        .x()
                        .columns(0, nx / 2 + 1)
                        .times(sparse)
                        .timesTranspose(transforms.y())
                        .real();
        return Matrix.generate(nx * ny, 1, (k, _) -> values.get(k / ny, k % ny));
    }

    private record Transforms(Matrix x, Matrix y) {}

    private Transforms transforms() {
        return new Transforms(fourier(transport.x().size(), 1), fourier(transport.y().size(), 1));
    }

    /// The solution ρ of the diffusion equation ∂_t ρ = Δρ/(3σ_s) − σ_a ρ, the limit ε → 0.
    Matrix diffusionLimit(double t) {
        List<Wave> waves = waves();
        Matrix weights =
                Matrix.generateComplex(
                        waves.size(),
                        1,
                        (k, _) -> {
                            double kappa = waves.get(k).length();
                            double decay = kappa * kappa / (3 * scattering) + absorption;
                            return waves.get(k).weight().times(Math.exp(-decay * t));
                        });
        return synthesis(waves, transforms(), weights);
    }

    /// The c(t) of every wave; those of equal length share it.
    private List<Matrix> modes(List<Wave> waves, int degree, double t) {
        double speed = 1 / transport.knudsen();
        var mode = new KineticMode(degree + 1, speed, scattering * speed * speed);
        double[] lengths = waves.stream().mapToDouble(Wave::length).distinct().toArray();
        Matrix[] found = new Matrix[lengths.length];
        Parallel.forEach(lengths.length, k -> found[k] = mode.at(lengths[k], t));
        Map<Double, Matrix> byLength = new HashMap<>();
        for (int k = 0; k < lengths.length; k++) {
            byLength.put(lengths[k], found[k]);
        }
        return waves.stream().map(wave -> byLength.get(wave.length())).toList();
    }

    /// The exact solution of the discrete equation, dense.
    private LowRankMatrix solution(double t) {
        List<Wave> waves = waves();
        Matrix modes =
                transport.directions().x() instanceof Sparse
                        ? byLegendre(waves, t)
                        : byDirection(waves, t);
        Transforms transforms = transforms();
        Matrix[] columns = new Matrix[modes.cols()];
        Parallel.forEach(
                columns.length,
                j -> {
                    Matrix weighted =
                            Matrix.generateComplex(
                                    waves.size(),
                                    1,
                                    (k, _) -> waves.get(k).weight().times(modes.at(k, j)));
                    columns[j] = synthesis(waves, transforms, weighted);
                });
        Matrix values = Matrix.hcat(columns).times(Math.exp(-absorption * t));
        return LowRankMatrix.ofFactors(values, Matrix.identity(values.cols()));
    }

    /// Spherical harmonics: radiation that starts isotropic stays symmetric about its wave vector,
    /// Σ_l (−i)^l c_l v_l with the Legendre functions v_l of Ω·κ/|κ|, which follow each other by
    /// a_{l+1} v_{l+1} = (Ω·κ/|κ|) v_l − a_l v_{l−1}.
    private Matrix byLegendre(List<Wave> waves, double t) {
        Directions directions = transport.directions();
        int n = directions.size();
        int degree = (int) Math.round((Math.sqrt(8.0 * n + 1) - 3) / 2);
        List<Matrix> modes = modes(waves, degree, t);
        Matrix cos = rows(waves, n, wave -> wave.x() / Math.max(wave.length(), Double.MIN_NORMAL));
        Matrix sin = rows(waves, n, wave -> wave.y() / Math.max(wave.length(), Double.MIN_NORMAL));
        Matrix last = Matrix.zeros(n, waves.size());
        Matrix legendre = directions.isotropic().times(rows(waves, 1, _ -> 1));
        Matrix even = last;
        Matrix odd = last;
        for (int l = 0; l <= degree; l++) {
            int order = l;
            Matrix c =
                    Matrix.generate(n, waves.size(), (_, k) -> modes.get(k).get(order, 0))
                            .hadamard(legendre)
                            .times(l % 4 == 0 || l % 4 == 3 ? 1 : -1); // the sign of (−i)^l
            even = l % 2 == 0 ? even.plus(c) : even;
            odd = l % 2 == 1 ? odd.plus(c) : odd;
            if (l < degree) {
                Matrix along =
                        directions
                                .x()
                                .apply(legendre)
                                .hadamard(cos)
                                .plus(directions.y().apply(legendre).hadamard(sin));
                Matrix next = l == 0 ? along : along.plus(-Legendre.coefficient(l), last);
                last = legendre;
                legendre = next.times(1 / Legendre.coefficient(l + 1));
            }
        }
        return Matrix.complex(even, odd).transpose();
    }

    private interface WaveNumber {
        double of(Wave wave);
    }

    /// A number of every wave, in n equal rows.
    private static Matrix rows(List<Wave> waves, int n, WaveNumber number) {
        double[] values = waves.stream().mapToDouble(number::of).toArray();
        return Matrix.generate(n, values.length, (_, k) -> values[k]);
    }

    /// A quadrature: e^{tG} of the isotropic start with G = −(i/ε) κ·Ω + (σ/ε²)(⟨·⟩ − I). By
    /// scaling and squaring, which loses about σt/ε² units of rounding.
    private Matrix byDirection(List<Wave> waves, double t) {
        Directions directions = transport.directions();
        double speed = 1 / transport.knudsen();
        Matrix identity = Matrix.identity(directions.size());
        Matrix relaxation =
                directions.relaxation().apply(identity).times(scattering * speed * speed * t);
        Matrix x = directions.x().apply(identity);
        Matrix y = directions.y().apply(identity);
        Matrix[] rows = new Matrix[waves.size()];
        Parallel.forEach(
                rows.length,
                k -> {
                    Wave wave = waves.get(k);
                    Matrix streaming = x.times(wave.x()).plus(wave.y(), y);
                    Matrix generator = relaxation.plus(new Complex(0, -speed * t), streaming);
                    rows[k] = Expm.of(generator).times(directions.isotropic()).transpose();
                });
        return Matrix.vcat(rows);
    }
}
