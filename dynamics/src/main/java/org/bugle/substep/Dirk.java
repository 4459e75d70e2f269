package org.bugle.substep;

import org.bugle.linalg.Matrix;

/// A diagonally implicit Runge–Kutta method with one diagonal entry γ. Stage i solves X_i − hγ G(t
/// + c_i h, X_i) = X + h Σ_{j<i} a_ij K_j, and K_i = G(t + c_i h, X_i) follows from it without
///   another evaluation, which keeps stiff components accurate. Linear ODEs of Kronecker form are
///   solved by factorisations made once a solve, other linear ones by GMRES, nonlinear ones by
///   Newton–Krylov.
///
/// @param steps how many equal steps the span is cut into
public record Dirk(ButcherTableau tableau, int steps) implements Substep {
    /// @throws IllegalArgumentException if the tableau is not diagonally implicit with one γ > 0,
    ///   or `steps` is not positive
    public Dirk {
        double gamma = tableau.a(0, 0);
        boolean fits = gamma > 0 && steps >= 1;
        for (int i = 0; i < tableau.stages(); i++) {
            fits &= tableau.a(i, i) == gamma;
            for (int j = i + 1; j < tableau.stages(); j++) {
                fits &= tableau.a(i, j) == 0;
            }
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "Dirk: wants a tableau with one γ > 0 on its diagonal and steps ≥ 1, found %s, %d"
                            .formatted(tableau.name(), steps));
        }
    }

    /// @throws ArithmeticException if a stage equation is singular or an iteration does not
    ///   converge
    @Override
    public Matrix solve(ModeOde ode, Span span, Matrix x0) {
        double h = span.h() / steps;
        double sigma = 1 / (h * tableau.a(0, 0));
        StageSolver solver = StageSolver.of(ode, sigma, x0.rows(), x0.cols());
        Matrix x = x0;
        for (int step = 0; step < steps; step++) {
            x = step(solver, span.t() + step * h, h, sigma, x);
        }
        return x;
    }

    private Matrix step(StageSolver solver, double t, double h, double sigma, Matrix x) {
        int s = tableau.stages();
        Matrix[] slopes = new Matrix[s];
        Matrix stage = x;
        for (int i = 0; i < s; i++) {
            Matrix known = x;
            for (int j = 0; j < i; j++) {
                known = known.plus(h * tableau.a(i, j), slopes[j]);
            }
            stage = solver.solve(t + tableau.c(i) * h, known);
            slopes[i] = stage.minus(known).times(sigma);
        }
        if (isStifflyAccurate()) {
            return stage;
        }
        Matrix result = x;
        for (int i = 0; i < s; i++) {
            result = result.plus(h * tableau.b(i), slopes[i]);
        }
        return result;
    }

    /// Whether the last stage is the result.
    private boolean isStifflyAccurate() {
        int last = tableau.stages() - 1;
        for (int j = 0; j <= last; j++) {
            if (tableau.a(last, j) != tableau.b(j)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String name() {
        return tableau.name();
    }

    @Override
    public int order() {
        return tableau.order();
    }

    @Override
    public Stability stability() {
        return Stability.UNLIMITED;
    }
}
