package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

import java.util.Locale;

/// Y′ = F(t, Y) of a dense matrix by the Dormand–Prince 8(5,3) method of Hipparchus, with steps
/// that adapt to a tight tolerance.
///
/// @param complex whether a real Y has a complex F(t, Y)
/// @param tolerance relative, of the local error; entries far below the root mean square of the
///   start are held to it absolutely
record DenseFlow(Derivative derivative, boolean complex, double tolerance) {
    /// F(t, Y).
    @FunctionalInterface
    interface Derivative {
        Matrix at(double t, Matrix y);
    }

    /// Steps are never shorter than this fraction of the interval.
    private static final double SHORTEST = 1e-12;

    /// Y(t₁) from Y(t₀).
    ///
    /// @throws ArithmeticException if it blows up, or is too stiff
    Matrix solve(double t0, Matrix y0, double t1) {
        if (t1 == t0) {
            return y0;
        }
        Flat flat = new Flat(y0.rows(), y0.cols(), complex || y0.isComplex(), derivative);
        double[] start = flat.array(y0);
        double span = Math.abs(t1 - t0);
        // a start of zero is what a source makes of it
        double size = y0.norm() > 0 ? y0.norm() : span * derivative.at(t0, y0).norm();
        double floor = tolerance * size / Math.sqrt(start.length);
        var method =
                new DormandPrince853Integrator(
                        SHORTEST * span, span, Math.max(floor, Double.MIN_NORMAL), tolerance);
        try {
            Matrix y1 =
                    flat.matrix(
                            method.integrate(flat, new ODEState(t0, start), t1).getPrimaryState());
            if (y1.isFinite()) {
                return y1;
            }
        } catch (MathRuntimeException e) { // the method asks for a step below its shortest one
            throw new ArithmeticException(refusal(t0, t1));
        }
        throw new ArithmeticException(refusal(t0, t1));
    }

    private static String refusal(double t0, double t1) {
        return String.format(
                Locale.ROOT,
                "FullReference: the full solution cannot be followed from t = %.6g to %.6g; it"
                        + " blows up or is too stiff for an explicit method",
                t0,
                t1);
    }

    /// The equation on arrays of doubles; complex numbers interleaved.
    private record Flat(int rows, int cols, boolean complex, Derivative derivative)
            implements OrdinaryDifferentialEquation {
        double[] array(Matrix y) {
            return (complex ? y.toComplex() : y).toArray();
        }

        Matrix matrix(double[] array) {
            return complex
                    ? Matrix.ofComplexColumnMajor(rows, cols, array)
                    : Matrix.ofColumnMajor(rows, cols, array);
        }

        @Override
        public int getDimension() {
            return rows * cols * (complex ? 2 : 1);
        }

        @Override
        public double[] computeDerivatives(double t, double[] y) {
            return array(derivative.at(t, matrix(y)));
        }
    }
}
