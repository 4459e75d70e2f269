package org.bugle.substep;

import org.bugle.linalg.BlockOperator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;

import java.util.List;
import java.util.Optional;

/// Exponential integration. An ODE of Kronecker form X′ = A X + X Mᵀ + C is solved exactly: e^{hA}
/// X e^{hMᵀ} without a source, and through eigenvectors with φ₁ where A and M are Hermitian.
/// Kinetic relaxation in a uniform medium is exact too, one wave number at a time, and where the
/// flows of all parts are known they are composed symmetrically. Every other linear ODE goes
/// through Krylov spaces, to the stated tolerance. Where coefficients vary in time they are frozen
/// at the middle of the span, and a nonlinear G is linearised at X(t) (the exponential
/// Rosenbrock–Euler method): both are of order 2.
///
/// @param krylovOnly whether even the Kronecker form goes through Krylov spaces
public record Exponential(Expmv krylov, boolean krylovOnly) implements Substep {
    /// Forward differences of G, relative to X.
    private static final double DIFFERENCE = Math.sqrt(Math.ulp(1.0));

    @Override
    public Matrix solve(ModeOde ode, Span span, Matrix x0) {
        return switch (ode) {
            case RelaxationOde relaxation -> relaxed(relaxation, span, x0);
            case FlowOde flows when !krylovOnly -> flows.composed(span.h(), x0);
            case SeparableOde separable -> linear(separable, span, x0);
            case TensorOde tensor -> {
                double middle = span.t() + span.h() / 2;
                BlockOperator linear =
                        new BlockOperator(
                                (x, y) -> tensor.evaluate(middle, x, y), tensor.isComplex(), false);
                yield krylov.exp(linear, Complex.real(span.h()), x0);
            }
            default -> linearised(ode, span, x0);
        };
    }

    /// Exact one wave number at a time where the medium is uniform.
    private Matrix relaxed(RelaxationOde ode, Span span, Matrix x0) {
        if (krylovOnly) {
            return linear(ode.terms(), span, x0);
        }
        Relaxation relaxation = ode.relaxation();
        return RelaxationFlow.of(relaxation, span.h())
                .map(flow ->
                        ode.turnedBack(
                                relaxation, flow.advance(span.h(), ode.turned(relaxation, x0))))
                .orElseGet(() -> linear(ode.terms(), span, x0));
    }

    private Matrix linear(SeparableOde separable, Span span, Matrix x0) {
        double h = span.h();
        Optional<KroneckerForm> form = KroneckerForm.of(separable, x0.rows(), x0.cols());
        if (form.isEmpty()) {
            double middle = span.t() + h / 2;
            Matrix zero = Matrix.zeros(x0.rows(), x0.cols());
            Matrix source = separable.evaluate(middle, zero);
            BlockOperator linear =
                    new BlockOperator(
                            (x, y) -> {
                                separable.evaluate(middle, x, y);
                                y.add(-1, source.buffer());
                            },
                            separable.isComplex(),
                            false);
            return krylov.affine(linear, h, x0, source);
        }
        return krylovOnly
                ? krylov.affine(form.get().action(), h, x0, form.get().c())
                : exact(form.get(), h, x0);
    }

    private Matrix exact(KroneckerForm form, double h, Matrix x0) {
        if (!form.hasSource()) {
            Matrix right = Expm.of(form.m().times(h));
            return form.a().exp(Complex.real(h), x0).timesTranspose(right);
        }
        Optional<Eigen.Hermitian> left = form.a().spectrum();
        if (left.isEmpty() || !form.m().isHermitian()) {
            return krylov.affine(form.action(), h, x0, form.c());
        }
        return throughEigenvectors(
                left.get(), Eigen.hermitian(form.m().transpose()), h, x0, form.c());
    }

    /// P [e^z ∘ (PᴴXR) + h φ₁(z) ∘ (PᴴCR)] Rᴴ with z_ij = h (α_i + β_j) (spec `midpoint-bug` M6).
    private static Matrix throughEigenvectors(
            Eigen.Hermitian a, Eigen.Hermitian m, double h, Matrix x0, Matrix c) {
        List<Double> alpha = a.values();
        List<Double> beta = m.values();
        Matrix z =
                Matrix.generate(
                        alpha.size(), beta.size(), (i, j) -> h * (alpha.get(i) + beta.get(j)));
        Matrix x = a.vectors().adjointTimes(x0).times(m.vectors());
        Matrix source = a.vectors().adjointTimes(c).times(m.vectors());
        Matrix advanced =
                z.map(Math::exp)
                        .hadamard(x)
                        .plus(z.map(Exponential::phi1).hadamard(source).times(h));
        return a.vectors().times(advanced).timesAdjoint(m.vectors());
    }

    /// φ₁(z) = (e^z − 1)/z, with φ₁(0) = 1.
    private static double phi1(double z) {
        return z == 0 ? 1 : Math.expm1(z) / z;
    }

    /// X + D(h) with D′ = J D + G(t + h/2, X), D(0) = 0.
    private Matrix linearised(ModeOde ode, Span span, Matrix x0) {
        double middle = span.t() + span.h() / 2;
        Matrix x = ode.isComplex() ? x0.toComplex() : x0;
        Matrix slope = ode.evaluate(middle, x);
        double size = Math.max(x.norm(), Double.MIN_NORMAL);
        BlockOperator jacobian =
                new BlockOperator(
                        (d, image) -> {
                            double epsilon = DIFFERENCE * size / Math.max(d.norm(), 1e-300);
                            Buffer moved = x.buffer().copy().add(epsilon, d);
                            ode.evaluate(middle, moved, image);
                            image.add(-1, slope.buffer()).scale(1 / epsilon);
                        },
                        x.isComplex(),
                        false);
        Matrix zero = x.times(0);
        return x.plus(krylov.affine(jacobian, span.h(), zero, slope));
    }

    @Override
    public String name() {
        return krylovOnly ? "krylov" : "exponential";
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public Stability stability() {
        return Stability.UNLIMITED;
    }
}
