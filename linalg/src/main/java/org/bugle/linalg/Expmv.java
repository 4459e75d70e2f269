package org.bugle.linalg;

import org.bugle.linalg.kernel.Buffer;

/// The action of an exponential on a block by Krylov spaces (Arnoldi, or Lanczos where the function
/// is Hermitian): e^{τA} X, and the solution of X′ = A X + C. The space grows until the leading
/// term of its error (Saad, SIAM J. Numer. Anal. 29 (1992) 209, Theorem 5.1) is small enough; at
/// its largest dimension the step is shortened instead, on the same space.
///
/// @param tolerance bound of the estimated error over the whole of τ, relative to the norm of the
///   solution along the way
/// @param dimension the largest dimension of a Krylov space
public record Expmv(double tolerance, int dimension) {
    /// 10⁻¹², in spaces of at most 40 dimensions.
    public static final Expmv ACCURATE = new Expmv(1e-12, 40);

    /// How often the estimate is looked at while a space grows; each look costs a small
    /// exponential.
    private static final int LOOK_EVERY = 5;

    /// A step is tried with this multiple of the last one.
    private static final double GROWTH = 2;

    /// No step is asked for less: about the rounding of the exponential of the projection.
    private static final double ROUNDING = 100 * Math.ulp(1.0);

    /// A step is aimed at this fraction of what the estimate allows.
    private static final double SAFETY = 0.8;

    /// More steps, or shorter ones as a fraction of τ, mean that A is too stiff for a Krylov
    /// method.
    private static final int MOST_STEPS = 20_000;

    private static final double SHORTEST = 1e-9;

    /// Numbers in the largest basis; wider blocks are taken apart into groups of columns.
    private static final long LARGEST_BASIS = 1L << 24;

    public Expmv {
        if (!(tolerance > 0 && tolerance < 1) || dimension < 2) {
            throw new IllegalArgumentException(
                    "Expmv: the tolerance must be in (0, 1) and the dimension at least 2, found %s and %d"
                            .formatted(tolerance, dimension));
        }
    }

    /// e^{τA} X for a square A (n×n) and X n×k.
    ///
    /// @throws ArithmeticException if A is too stiff for τ, or a value is not finite
    public Matrix exp(LinearMap a, Complex tau, Matrix x) {
        LinearMap.requireRows("Expmv", a.rows(), x.rows());
        BlockOperator function = BlockOperator.of(a);
        long perColumn = (long) x.rows() * (dimension + 1);
        int width = (int) Math.max(1, LARGEST_BASIS / Math.max(1, perColumn));
        if (x.cols() <= width) {
            return exp(function, tau, x);
        }
        Matrix[] groups = new Matrix[Math.ceilDiv(x.cols(), width)];
        for (int g = 0; g < groups.length; g++) {
            Matrix group = x.columns(g * width, Math.min(x.cols(), (g + 1) * width));
            groups[g] = exp(function, tau, group);
        }
        return Matrix.hcat(groups);
    }

    /// e^{τF} X for a linear function F on blocks.
    ///
    /// @throws ArithmeticException if F is too stiff for τ, or a value is not finite
    public Matrix exp(BlockOperator f, Complex tau, Matrix x) {
        boolean complex = f.isComplex() || x.isComplex() || !tau.isReal();
        Buffer value = x.buffer();
        Progress progress = new Progress(1, 1);
        for (int step = 0; progress.left > 0; step++) {
            limit(step, progress, tau);
            double norm = value.norm();
            if (norm == 0) {
                break;
            }
            Advance advance = advance(f, value, norm, norm, tau, progress, false);
            value = new Buffer(value.rows(), value.columns(), complex);
            advance.space.addCombination(advance.coefficients, value);
            progress = advance.after;
        }
        return Matrix.over(complex ? value.promoted() : value);
    }

    /// X(h) of X′ = F(X) + C, X(0) = X₀, as X + h φ₁(hF)(F(X) + C) in as many steps as it takes.
    ///
    /// @throws ArithmeticException if F is too stiff for h, or a value is not finite
    public Matrix affine(BlockOperator f, double h, Matrix x0, Matrix c) {
        Complex tau = Complex.real(h);
        boolean complex = f.isComplex() || x0.isComplex() || c.isComplex();
        Buffer value = new Buffer(x0.rows(), x0.cols(), complex).set(x0.buffer());
        Buffer slope = new Buffer(x0.rows(), x0.cols(), complex);
        Progress progress = new Progress(1, 1);
        for (int step = 0; progress.left > 0; step++) {
            limit(step, progress, tau);
            f.action().apply(value, slope);
            slope.add(1, c.buffer());
            double norm = slope.norm();
            if (norm == 0) {
                break;
            }
            Advance advance = advance(f, slope, norm, value.norm(), tau, progress, true);
            advance.space.addCombination(advance.coefficients, value);
            progress = advance.after;
        }
        return Matrix.over(value);
    }

    /// The fraction of τ that is left, and the last step as a fraction of τ.
    private record Progress(double left, double last) {
        Progress after(double step) {
            return new Progress(step >= left ? 0 : left - step, step);
        }
    }

    /// A step on a space: the coefficients of the new block (or of the increment).
    private record Advance(Arnoldi space, Matrix coefficients, Progress after) {}

    private static void limit(int step, Progress progress, Complex tau) {
        if (step == MOST_STEPS || progress.last < SHORTEST) {
            throw new ArithmeticException(
                    "Expmv: a fraction %.3g of τ = %s is left after %d steps, the last %.3g of it; the operator is too stiff for a Krylov method"
                            .formatted(progress.left, tau, step, progress.last));
        }
    }

    /// The longest step from a block of this norm that keeps its share of the tolerance.
    private Advance advance(
            BlockOperator f,
            Buffer start,
            double norm,
            double size,
            Complex tau,
            Progress progress,
            boolean increment) {
        Arnoldi space = new Arnoldi(f, start, norm, dimension);
        int most = Math.min(dimension, start.rows() * start.columns());
        double step = Math.min(progress.left, GROWTH * progress.last);
        double remainder = 1;
        while (remainder > 0 && space.size() < most) {
            remainder = space.extend();
            if (space.size() % LOOK_EVERY == 0 && space.size() < most && remainder > 0) {
                Trial trial = trial(space, remainder, norm, tau.times(step), increment);
                if (trial.error <= allowed(trial, size, step)) {
                    return new Advance(space, trial.coefficients, progress.after(step));
                }
            }
        }
        if (remainder == 0 || most < dimension) {
            Trial exact = trial(space, 0, norm, tau.times(progress.left), increment);
            return new Advance(space, exact.coefficients, progress.after(progress.left));
        }
        Trial trial = trial(space, remainder, norm, tau.times(step), increment);
        double ratio = allowed(trial, size, step) / trial.error;
        while (!(ratio >= 1)) {
            // the error of a step s is O(s^m), its share of the tolerance O(s)
            double shrink = SAFETY * Math.pow(ratio, 1.0 / space.size());
            step *= Double.isFinite(shrink) ? Math.clamp(shrink, 0.1, SAFETY) : 0.1;
            limit(0, new Progress(progress.left, step), tau);
            trial = trial(space, remainder, norm, tau.times(step), increment);
            ratio = allowed(trial, size, step) / trial.error;
        }
        return new Advance(space, trial.coefficients, progress.after(step));
    }

    private double allowed(Trial trial, double size, double fraction) {
        return Math.max(tolerance * fraction, ROUNDING) * Math.max(size, trial.coefficients.norm());
    }

    private record Trial(Matrix coefficients, double error) {}

    /// One exponential of the padded projection [[sH, e₁, 0], [0, 0, 1], [0, 0, 0]] holds e^{sH}
    /// e₁, φ₁(sH) e₁ and φ₂(sH) e₁ (Sidje, ACM Trans. Math. Softw. 24 (1998) 130, Theorem 1).
    private static Trial trial(
            Arnoldi space, double remainder, double norm, Complex s, boolean increment) {
        int m = space.size();
        Matrix padded =
                Matrix.block(
                        new Matrix[][] {
                            {
                                space.projection(m).times(s),
                                Matrix.identity(m, 1),
                                Matrix.zeros(m, 1)
                            },
                            {Matrix.zeros(1, m), Matrix.zeros(1, 1), Matrix.identity(1)},
                            {Matrix.zeros(1, m + 2)}
                        });
        Matrix exponential = Expm.of(padded);
        int column = increment ? m : 0;
        int next = increment ? m + 1 : m;
        Complex scale = increment ? s.times(norm) : Complex.real(norm);
        Matrix coefficients = exponential.block(0, m, column, column + 1).times(scale);
        double tail = exponential.at(m - 1, next).abs();
        return new Trial(coefficients, scale.abs() * remainder * s.abs() * tail);
    }
}
