package org.bugle.benchmarks;

import org.bugle.equation.split.SplitEquation;
import org.bugle.integrator.implicit.Rail;
import org.bugle.integrator.implicit.RailOptions;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.operator.Coefficient;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A Gaussian of three widths, exp(−x² − 4y² − 9z²), that turns about (1, 1, 1) in a cube of side
/// 4π and diffuses: u_t + (z − y) u_x + (x − z) u_y + (y − x) u_z = Δu/12, with n points a side and
/// spectral derivatives. Its multilinear rank rises to what the truncation allows.
record SpinningGaussian(int n, int rank, ImexTableau table) {
    private static final double SIDE = 4 * Math.PI;
    private static final double[] SQUEEZE = {1, 4, 9};
    private static final int SETTLING = 60;

    SplitEquation equation() {
        Circulant first = Circulant.derivative(n, SIDE, 1);
        Operator second =
                Circulant.ofSymbol(Circulant.derivative(n, SIDE, 2).symbol().times(1.0 / 12));
        LinearMap x = new Diagonal(points());
        List<SplitEquation.Term> terms = new ArrayList<>();
        for (int mode = 0; mode < 3; mode++) {
            terms.add(term(-1, mode, first, (mode + 2) % 3, x));
            terms.add(term(1, mode, first, (mode + 1) % 3, x));
        }
        return new SplitEquation(
                List.of(n, n, n),
                List.of(Optional.of(second), Optional.of(second), Optional.of(second)),
                terms,
                List.of());
    }

    private static SplitEquation.Term term(
            double c, int derived, LinearMap first, int speed, LinearMap x) {
        List<Optional<LinearMap>> factors =
                new ArrayList<>(List.of(Optional.empty(), Optional.empty(), Optional.empty()));
        factors.set(derived, Optional.of(first));
        factors.set(speed, Optional.of(x));
        return SplitEquation.Term.linear(Coefficient.of(c), factors);
    }

    private Matrix points() {
        return Matrix.generate(n, 1, (i, _) -> SIDE * ((i + 0.5) / n - 0.5));
    }

    Rail method() {
        return new Rail(
                table,
                new TuckerTruncation.Sequential(new Truncation.Tail(0, 1e-8, 1, rank)),
                RailOptions.ROBUST);
    }

    Span span() {
        return new Span(0, 0, 0, 0.01);
    }

    /// After so many steps that the rank is that of the truncation.
    Tucker settled(SplitEquation equation, Rail method) {
        Matrix x = points();
        List<Matrix> columns =
                Arrays.stream(SQUEEZE).mapToObj(a -> x.map(s -> Math.exp(-a * s * s))).toList();
        Tucker y = Tucker.product(1, columns).orthonormalized();
        for (int k = 0; k < SETTLING; k++) {
            y = method.step(equation, span(), y).value();
        }
        return y;
    }
}
