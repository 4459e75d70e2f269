package org.bugle.models;

import org.bugle.linalg.Matrix;

/// The first-order IMEX macro–micro scheme for radiative transfer in a periodic slab, to compare
/// with (spec `gap` §4.10): f = ρ + εg on discrete ordinates, ρ at the points and g between them,
///
/// g⁺ = [g − (h/ε)(I − ⟨·⟩)(μ⁺Δ⁻g + μ⁻Δ⁺g)/Δx − (h/ε²) μ (ρ_{i+1} − ρ_i)/Δx] / (1 + σh/ε²), ρ⁺ = ρ
/// − (h/Δx) ⟨μ (g⁺_{i+½} − g⁺_{i−½})⟩.
///
/// Full rank. Near the diffusion limit it is stable for h ≲ 1.5 σΔx² only.
///
/// @param nodes of the Gauss–Legendre rule in μ
public record MacroMicro(double length, int nodes, double knudsen, double scattering) {
    /// ρ at a time from an isotropic start, in equal steps of at most `step`.
    ///
    /// @param density cells×1
    /// @throws IllegalArgumentException if the step is not positive
    public Matrix density(Matrix density, double time, double step) {
        if (!(step > 0)) {
            throw new IllegalArgumentException(
                    "MacroMicro: the step must be positive, found " + step);
        }
        int steps = (int) Math.ceil(time / step);
        int cells = density.rows();
        double[] rho = density.toArray();
        double[][] g = new double[nodes][cells];
        Matrix rule = Legendre.nodes(nodes);
        for (int i = 0; i < steps; i++) {
            advance(rule, rho, g, time / steps);
        }
        return Matrix.columnVector(rho);
    }

    private void advance(Matrix rule, double[] rho, double[][] g, double h) {
        int cells = rho.length;
        double dx = length / cells;
        double[][] streaming = new double[nodes][cells];
        double[] mean = new double[cells];
        for (int k = 0; k < nodes; k++) {
            double mu = rule.get(k, 0);
            for (int i = 0; i < cells; i++) {
                double upwind =
                        mu > 0
                                ? g[k][i] - g[k][(i + cells - 1) % cells]
                                : g[k][(i + 1) % cells] - g[k][i];
                streaming[k][i] = mu * upwind / dx;
                mean[i] += rule.get(k, 1) * streaming[k][i];
            }
        }
        double[] flux = new double[cells];
        double rate = h / (knudsen * knudsen);
        for (int k = 0; k < nodes; k++) {
            double mu = rule.get(k, 0);
            for (int i = 0; i < cells; i++) {
                double slope = (rho[(i + 1) % cells] - rho[i]) / dx;
                double explicit =
                        g[k][i] - h / knudsen * (streaming[k][i] - mean[i]) - rate * mu * slope;
                g[k][i] = explicit / (1 + scattering * rate);
                flux[i] += rule.get(k, 1) * mu * g[k][i];
            }
        }
        for (int i = 0; i < cells; i++) {
            rho[i] -= h / dx * (flux[i] - flux[(i + cells - 1) % cells]);
        }
    }
}
