package org.bugle.substep;

import org.bugle.linalg.BlockOperator;
import org.bugle.linalg.Gmres;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

import java.util.Optional;

/// Solves the stage equations σ (X − R) = G(t, X) of implicit methods for X.
interface StageSolver {
    Matrix solve(double t, Matrix r);

    /// The solver that the structure of the ODE allows, for X n×r.
    static StageSolver of(ModeOde ode, double sigma, int rows, int columns) {
        if (ode instanceof SeparableOde separable) {
            Optional<KroneckerForm> form = KroneckerForm.of(separable, rows, columns);
            if (form.isPresent()) {
                KroneckerResolvent resolvent = KroneckerResolvent.of(form.get(), sigma);
                Matrix c = form.get().c();
                return (t, r) -> resolvent.solve(r.times(sigma).plus(c));
            }
            return new NewtonKrylov(ode, sigma, true);
        }
        return ode instanceof RelaxationOde relaxation
                ? RelaxationStages.of(relaxation, sigma)
                : new NewtonKrylov(ode, sigma, false);
    }

    /// Newton's method with GMRES on J D ≈ σ D − (G(X + εD) − G(X)) / ε; one exact step where G is
    /// linear in X.
    record NewtonKrylov(ModeOde ode, double sigma, boolean linear) implements StageSolver {
        /// ‖σ (X − R) − G(t, X)‖ relative to σ ‖R‖ + ‖G(t, R)‖ at which the iteration stops.
        private static final double RESIDUAL = 1e-12;

        private static final int ITERATIONS = 30;

        /// For the inner iterations: each Newton step gains this factor, or the whole where G is
        /// linear.
        private static final Gmres INEXACT = new Gmres(1e-6, 40, 2000);

        private static final Gmres EXACT = new Gmres(1e-12, 40, 4000);

        /// Forward differences: the square root of the unit roundoff, relative to X.
        private static final double DIFFERENCE = Math.sqrt(Math.ulp(1.0));

        /// @throws ArithmeticException if the iteration does not converge
        @Override
        public Matrix solve(double t, Matrix r) {
            boolean complex = ode.isComplex() || r.isComplex();
            Matrix x = complex ? r.toComplex() : r;
            Matrix slope = ode.evaluate(t, x);
            double scale = Math.abs(sigma) * r.norm() + slope.norm();
            double residual = Double.NaN;
            for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                Matrix defect = slope.minus(x.minus(r).times(sigma));
                residual = defect.norm();
                if (residual <= RESIDUAL * scale) {
                    return x;
                }
                x = x.plus((linear ? EXACT : INEXACT).solve(jacobian(t, x, slope), defect));
                if (linear) {
                    return x;
                }
                slope = ode.evaluate(t, x);
            }
            throw new ArithmeticException(
                    "the implicit stage at t = %.6g did not converge: residual %.3g of %.3g after %d Newton steps; reduce h"
                            .formatted(t, residual, scale, ITERATIONS));
        }

        private BlockOperator jacobian(double t, Matrix x, Matrix slope) {
            double size = Math.max(x.norm(), Double.MIN_NORMAL);
            return new BlockOperator(
                    (d, image) -> {
                        double length = d.norm();
                        // a linear G is differenced at its own scale, without loss
                        double epsilon =
                                (linear ? 1 : DIFFERENCE) * size / Math.max(length, 1e-300);
                        Buffer moved = x.buffer().copy().add(epsilon, d);
                        ode.evaluate(t, moved, image);
                        image.add(-1, slope.buffer()).scale(-1 / epsilon).add(sigma, d);
                    },
                    x.isComplex(),
                    false);
        }
    }
}
