package org.bugle.equation;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.substep.FunctionOde;
import org.bugle.substep.ModeOde;

/// Y′ = g(Y), entry by entry, from a few rows I and columns J of Y:
///
/// | equation | exact                | interpolated                        | entries of g |
/// |----------|----------------------|-------------------------------------|--------------|
/// | K        | K′ = g(K Vᴴ) V       | g(K V_Jᴴ) N                         | m · \|J\|    |
/// | L        | L′ = g(U Lᴴ)ᴴ U      | g(U_I Lᴴ)ᴴ M                        | \|I\| · n    |
/// | S        | S′ = Uᴴ g(U S Vᴴ) V  | Mᴴ g(U_I S V_Jᴴ) N                  | \|I\| · \|J\||
/// | F(t, Y)  | g(Y)                 | X X_I⁺ g(Y)[I, J] (W_J⁺)ᴴ Wᴴ        | both         |
///
/// N = (W_J⁺)ᴴ WᴴV with a basis W of V and of rows of g(Y): the rows of g(Y) are not in the span of
/// V, and what is outside would be seen with the weight ‖V_J⁺‖. M is made the same way from U and
/// columns of g(Y), and X, W are orthonormal bases of columns and rows of g(Y), so that the last
/// line is the cross g[:, J] g[I, J]⁺ g[I, :] without its unstable inverse. I, J and the weights
/// are chosen at the first evaluation of a restriction, from the value that it meets there. Rows
/// and columns drawn evenly check them; the check enlarges I and J until the estimated error is
/// below the tolerance or a bound of the sizes is met, and is noted in the log. Later evaluations
/// are checked too and enlarge I and J where ten times the tolerance is exceeded. Nothing depends
/// on the number of threads, no m×n array is made. Choosing costs O((m + n) q²) operations with q =
/// |I| or |J|, an evaluation O((m + n) q r).
///
/// @param tolerance of the estimated error, relative to the norm of the exact result (Frobenius)
public record InterpolatedEquation(
        PointwiseFunction function, double tolerance, InterpolationLog log)
        implements MatrixEquation {
    /// Below what integrators of order 1 and 2 leave at usual steps, and above the rounding of
    /// differences.
    public static final double TOLERANCE = 1e-8;

    /// Doubles that one task maps.
    private static final int CHUNK = 1 << 15;

    /// @throws IllegalArgumentException if the tolerance is not in (0, 1)
    public InterpolatedEquation {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "InterpolatedEquation: tolerance must be in (0, 1), found " + tolerance);
        }
    }

    /// The same equation with every pointwise term interpolated.
    public static MatrixEquation in(
            MatrixEquation equation, double tolerance, InterpolationLog log) {
        return equation.withParts(part ->
                part instanceof PointwiseEquation(PointwiseFunction g)
                        ? new InterpolatedEquation(g, tolerance, log)
                        : part);
    }

    @Override
    public boolean isComplex() {
        return function.isComplex();
    }

    @Override
    public LowRankMatrix evaluate(double t, LowRankMatrix y) {
        return Cross.of(new EntrySamples.OfFunction(function, y), y, tolerance, log);
    }

    @Override
    public LowRankMatrix derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        double epsilon = DirectionalDifference.step(y, z);
        EntrySamples quotient =
                new EntrySamples.OfDifference(
                        new EntrySamples.OfFunction(function, y.plus(z.times(epsilon))),
                        new EntrySamples.OfFunction(function, y.plus(z.times(-epsilon))),
                        epsilon);
        return Cross.of(quotient, y.plus(z.times(y.norm() / z.norm())), tolerance, log);
    }

    @Override
    public ModeOde kEquation(Matrix v) {
        return FunctionOde.inPlace(isComplex() || v.isComplex(), new KEquation(this, v)::evaluate);
    }

    @Override
    public ModeOde lEquation(Matrix u) {
        return FunctionOde.inPlace(isComplex() || u.isComplex(), new LEquation(this, u)::evaluate);
    }

    @Override
    public ModeOde sEquation(Matrix u, Matrix v) {
        boolean complex = isComplex() || u.isComplex() || v.isComplex();
        return FunctionOde.inPlace(complex, new SEquation(this, u, v)::evaluate);
    }

    /// g of all numbers of a buffer, in place.
    private void apply(Buffer block) {
        int length = block.array().length;
        int chunks = Math.ceilDiv(length, CHUNK);
        Parallel.forEach(
                chunks,
                i ->
                        function.apply(
                                block.array(),
                                i * CHUNK,
                                Math.min(length, (i + 1) * CHUNK),
                                block.isComplex()));
    }

    private CheckedInterpolation interpolation(Matrix basis) {
        return new CheckedInterpolation(basis, tolerance, log);
    }

    /// K ↦ g(K V_Jᴴ) N.
    private static final class KEquation {
        private final InterpolatedEquation equation;
        private final Matrix v;
        private final CheckedInterpolation right;
        private Buffer entries = new Buffer(0, 0, false);

        KEquation(InterpolatedEquation equation, Matrix v) {
            this.equation = equation;
            this.v = v;
            right = equation.interpolation(v);
        }

        void evaluate(double t, Buffer k, Buffer derivative) {
            Matrix now = Matrix.over(k);
            LowRankMatrix y = LowRankMatrix.ofFactors(now, v);
            var columns =
                    right.at(
                            new EntrySamples.OfFunction(equation.function, y),
                            () -> Interpolation.pivots(now));
            entries = fitting(entries, k.rows(), columns.count(), derivative.isComplex());
            entries.product(Op.NONE, k, Op.ADJOINT, columns.basis());
            equation.apply(entries);
            derivative.product(Op.NONE, entries, Op.NONE, columns.weights());
        }
    }

    /// L ↦ g(U_I Lᴴ)ᴴ M.
    private static final class LEquation {
        private final InterpolatedEquation equation;
        private final Matrix u;
        private final CheckedInterpolation left;
        private Buffer entries = new Buffer(0, 0, false);

        LEquation(InterpolatedEquation equation, Matrix u) {
            this.equation = equation;
            this.u = u;
            left = equation.interpolation(u);
        }

        void evaluate(double t, Buffer l, Buffer derivative) {
            Matrix now = Matrix.over(l);
            LowRankMatrix y = LowRankMatrix.ofFactors(u, now);
            var rows =
                    left.at(
                            new EntrySamples.OfFunction(equation.function, y).adjoint(),
                            () -> Interpolation.pivots(now));
            entries = fitting(entries, rows.count(), l.rows(), derivative.isComplex());
            entries.product(Op.NONE, rows.basis(), Op.ADJOINT, l);
            equation.apply(entries);
            derivative.product(Op.ADJOINT, entries, Op.NONE, rows.weights());
        }
    }

    /// S ↦ Mᴴ g(U_I S V_Jᴴ) N.
    private static final class SEquation {
        private final InterpolatedEquation equation;
        private final Matrix u;
        private final Matrix v;
        private final CheckedInterpolation left;
        private final CheckedInterpolation right;
        private Buffer half = new Buffer(0, 0, false);
        private Buffer entries = new Buffer(0, 0, false);

        SEquation(InterpolatedEquation equation, Matrix u, Matrix v) {
            this.equation = equation;
            this.u = u;
            this.v = v;
            left = equation.interpolation(u);
            right = equation.interpolation(v);
        }

        void evaluate(double t, Buffer s, Buffer derivative) {
            Matrix now = Matrix.over(s);
            var g = new EntrySamples.OfFunction(equation.function, new LowRankMatrix(u, now, v));
            var sides =
                    Parallel.both(
                            () ->
                                    left.at(
                                            g.adjoint(),
                                            () -> Interpolation.pivots(v.timesAdjoint(now))),
                            () -> right.at(g, () -> Interpolation.pivots(u.times(now))));
            var rows = sides.first();
            var columns = sides.second();
            boolean complex = derivative.isComplex();
            half = fitting(half, rows.count(), v.cols(), complex);
            entries = fitting(entries, rows.count(), columns.count(), complex);
            half.product(Op.NONE, rows.basis(), Op.NONE, s);
            entries.product(Op.NONE, half, Op.ADJOINT, columns.basis());
            equation.apply(entries);
            half.product(Op.NONE, entries, Op.NONE, columns.weights());
            derivative.product(Op.ADJOINT, rows.weights(), Op.NONE, half);
        }
    }

    /// The buffer itself while it has the right shape.
    private static Buffer fitting(Buffer buffer, int rows, int columns, boolean complex) {
        boolean fits =
                buffer.rows() == rows
                        && buffer.columns() == columns
                        && buffer.isComplex() == complex;
        return fits ? buffer : new Buffer(rows, columns, complex);
    }
}
