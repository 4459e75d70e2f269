package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Tucker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// n (2πθ)^{−d/2} e^{−|v − u|²/2θ}.
///
/// @param density n
/// @param drift u
/// @param variance θ of each direction, gas constant times temperature
record Maxwellian(double density, List<Double> drift, double variance) {
    /// The matching ends when no moment is farther off, relative to density and energy, …
    private static final double MATCHED = 1e-13;

    /// … or after so many corrections.
    private static final int CORRECTIONS = 10;

    /// ∫ f, ∫ v_j f, ½ ∫ |v|² f on a grid.
    record Moments(double mass, List<Double> momentum, double energy) {
        static Moments of(ProductGrid grid, Tucker f) {
            return new Moments(
                    grid.mass(f),
                    IntStream.range(0, grid.dimensions())
                            .mapToObj(mode -> grid.momentum(f, mode))
                            .toList(),
                    grid.energy(f));
        }

        /// These moments and c times others.
        Moments plus(double c, Moments b) {
            return new Moments(
                    mass + c * b.mass,
                    IntStream.range(0, momentum.size())
                            .mapToObj(j -> momentum.get(j) + c * b.momentum.get(j))
                            .toList(),
                    energy + c * b.energy);
        }

        private double size() {
            return Math.max(
                    Math.max(Math.abs(mass), Math.abs(energy)),
                    momentum.stream().mapToDouble(Math::abs).max().orElse(0));
        }
    }

    /// The Maxwellian of these moments on the whole of space.
    static Maxwellian of(Moments moments) {
        int d = moments.momentum.size();
        List<Double> drift = moments.momentum.stream().map(j -> j / moments.mass).toList();
        double square = drift.stream().mapToDouble(u -> u * u).sum();
        return new Maxwellian(
                moments.mass, drift, (2 * moments.energy / moments.mass - square) / d);
    }

    /// The Maxwellian whose sums over a grid are the given moments (spec `rail` §4.7): by Newton's
    /// method with the derivative of the moments on the whole of space, which that of the sums
    /// equals to the error of quadrature.
    static Maxwellian matching(Moments wanted, ProductGrid grid) {
        Moments target = wanted;
        Maxwellian m = of(target);
        for (int k = 0; k < CORRECTIONS; k++) {
            Moments missing = wanted.plus(-1, Moments.of(grid, m.on(grid)));
            if (missing.size() <= MATCHED * wanted.size()) {
                break;
            }
            target = target.plus(1, missing);
            m = of(target);
        }
        return m;
    }

    /// What is left of it after a time of f_t = ∇·(v f) + D Δf: the drift decays as e^{−t}, the
    /// variance relaxes to D.
    Maxwellian relaxed(double t, double diffusivity) {
        double decay = Math.exp(-t);
        return new Maxwellian(
                density,
                drift.stream().map(u -> u * decay).toList(),
                variance * decay * decay + diffusivity * (1 - decay * decay));
    }

    /// The factor that belongs to a direction, n×1; the factors' product has no density yet.
    Matrix factor(ProductGrid grid, int mode) {
        double u = drift.get(mode);
        double root = Math.sqrt(2 * Math.PI * variance);
        return grid.sampled(mode, v -> Math.exp(-(v - u) * (v - u) / (2 * variance)) / root);
    }

    /// Of rank 1.
    Tucker on(ProductGrid grid) {
        return sum(grid, List.of(this));
    }

    static Tucker sum(ProductGrid grid, List<Maxwellian> parts) {
        List<Matrix> factors = new ArrayList<>();
        for (int mode = 0; mode < grid.dimensions(); mode++) {
            int direction = mode;
            factors.add(
                    Matrix.hcat(
                            parts.stream()
                                    .map(part -> part.factor(grid, direction))
                                    .toArray(Matrix[]::new)));
        }
        return ProductGrid.sum(parts.stream().map(Maxwellian::density).toList(), factors);
    }

    /// ln of the value at a point.
    double logarithm(double[] v) {
        double square = 0;
        for (int j = 0; j < v.length; j++) {
            square += (v[j] - drift.get(j)) * (v[j] - drift.get(j));
        }
        return Math.log(density)
                - v.length * Math.log(2 * Math.PI * variance) / 2
                - square / (2 * variance);
    }
}
