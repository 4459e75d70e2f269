package org.bugle.linalg;

import org.bugle.linalg.blas.Blas;
import org.bugle.linalg.blas.Op;
import org.bugle.linalg.kernel.Buffer;

/// The restarted GMRES iteration (Saad, Schultz, SIAM J. Sci. Stat. Comput. 7 (1986) 856) for
/// linear equations F(X) = B with a linear function F on blocks.
///
/// @param tolerance of ‖B − F(X)‖ relative to ‖B‖ (Frobenius)
/// @param restart dimension of a Krylov space, from which the next one starts anew
/// @param iterations most evaluations of F before giving up
public record Gmres(double tolerance, int restart, int iterations) {
    /// Residual 10⁻¹⁰, restart after 40, at most 4000 iterations.
    public static final Gmres ACCURATE = new Gmres(1e-10, 40, 4000);

    public Gmres {
        if (!(tolerance > 0 && tolerance < 1) || restart < 1 || iterations < 1) {
            throw new IllegalArgumentException(
                    "Gmres: the tolerance must be in (0, 1), restart and iterations at least 1, found %s, %d and %d"
                            .formatted(tolerance, restart, iterations));
        }
    }

    /// X with ‖B − F(X)‖ ≤ tolerance·‖B‖, from X = 0.
    ///
    /// @throws ArithmeticException if the iterations do not reach the tolerance, with the residual
    ///   they reached; or if a value is not finite
    public Matrix solve(BlockOperator f, Matrix b) {
        boolean complex = f.isComplex() || b.isComplex();
        Buffer x = new Buffer(b.rows(), b.cols(), complex);
        Buffer image = new Buffer(b.rows(), b.cols(), complex);
        Buffer residual = new Buffer(b.rows(), b.cols(), complex).set(b.buffer());
        double wanted = tolerance * residual.norm();
        double norm = residual.norm();
        int used = 0;
        while (!(norm <= wanted)) { // so written, a NaN is seen
            int before = used;
            Arnoldi space = new Arnoldi(f, residual, norm, Math.min(restart, iterations - used));
            used += reduce(space, norm, wanted, x, iterations - used);
            f.action().apply(x, image);
            residual.set(b.buffer()).add(-1, image);
            double reached = residual.norm();
            if (!(reached <= wanted)
                    && (used >= iterations || used == before || !(reached < norm))) {
                throw new ArithmeticException(
                        "Gmres: the residual is %.3g of ‖B‖ after %d iterations (%d×%d, restart %d), wanted %.3g"
                                .formatted(
                                        reached / wanted * tolerance,
                                        used,
                                        b.rows(),
                                        b.cols(),
                                        restart,
                                        tolerance));
            }
            norm = reached;
        }
        return Matrix.over(x);
    }

    /// Adds to X the block of the space with the smallest residual; returns the iterations it took.
    private int reduce(Arnoldi space, double norm, double wanted, Buffer x, int most) {
        Matrix y;
        double left;
        double remainder;
        do {
            remainder = space.extend();
            int m = space.size();
            Matrix h = space.projection(m + 1);
            Matrix start = Matrix.identity(m + 1, 1).times(norm);
            Qr qr = Qr.of(h);
            y = solved(qr.r(), qr.q().adjointTimes(start));
            left = start.minus(h.times(y)).norm();
        } while (remainder > 0 && left > wanted && space.size() < Math.min(restart, most));
        space.addCombination(y, x);
        return space.size();
    }

    /// R⁻¹ b, or zero where R is singular: a space on which F is singular brings nothing.
    private static Matrix solved(Matrix r, Matrix b) {
        for (int i = 0; i < r.rows(); i++) {
            if (r.at(i, i).abs() <= Math.ulp(r.norm())) {
                return b.times(0);
            }
        }
        Buffer y = b.buffer().copy();
        Blas.trsm(y.isComplex(), true, Op.NONE, y.rows(), 1, r.buffer().block(), y.block());
        return Matrix.over(y);
    }
}
