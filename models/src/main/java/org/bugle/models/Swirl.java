package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Tucker;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Swirling deformation and diffusion of a cosine bell on [−π, π]²: u_t − (cos²(x/2) sin(y) g u)_x
/// + (sin(x) cos²(y/2) g u)_y = d Δu with g = π cos(πt/T), which turns one way until T/2 and back
///   until T. The bell is r₀ cos⁶(πr/2r₀) at distances r < r₀ from its centre, else 0.
@Named(
        value = "advection-diffusion/swirl",
        doc = "Swirling deformation and diffusion of a cosine bell")
public record Swirl(
        @Key(
                        doc = "grid points, one number or one a direction",
                        def = "100",
                        min = 4,
                        source = SPEC)
                List<Integer> points,
        @Key(doc = "diffusivity d", def = "1", min = 0, source = SPEC) double diffusivity,
        @Key(doc = "period T of the swirl", def = "2.5", above = 0, source = SPEC) double period,
        @Key(doc = "centre of the bell", def = "[0.9424777960769379, 0]", source = SPEC)
                List<Double> centre,
        @Key(doc = "radius r₀ of the bell", def = "0.9424777960769379", above = 0, source = SPEC)
                double radius,
        @Key(doc = "the initial value", def = "bell", source = SPEC) Profile profile)
        implements ProblemFamily {
    static final String SPEC = "rail E5";

    /// The initial value inside of the radius.
    public enum Profile {
        /// r₀ cos⁶(πr/2r₀).
        BELL,
        /// r cos⁶(πr/2r₀), to which the public rank plot belongs.
        RING
    }

    /// Relative to the largest singular value of the start: rounding of its samples.
    private static final double ROUNDING = 1e-15;

    public Swirl {
        points = Lists.ofTwo("points", points);
        centre = Lists.ofSize("centre", 2, centre);
    }

    @Override
    public Problem<?> problem(long seed) {
        PeriodicBox box = PeriodicBox.of(points, -Math.PI, Math.PI);
        DoubleUnaryOperator hill = s -> Math.cos(s / 2) * Math.cos(s / 2);
        Coefficient swing = Coefficient.of(t -> Math.PI * Math.cos(Math.PI * t / period));
        List<SplitEquation.Term> fluxes =
                List.of(
                        box.flux(swing.times(-1), 0, Map.of(0, hill, 1, Math::sin)),
                        box.flux(swing, 1, Map.of(0, Math::sin, 1, hill)));
        return new BoxProblem(
                        box,
                        box.equation(Collections.nCopies(2, diffusivity), fluxes, List.of()),
                        start(box.grid()),
                        BoxPadding.none(box),
                        period,
                        25,
                        List.of(BoxProblem.Invariant.MASS),
                        List.of(),
                        Optional.empty())
                .problem();
    }

    /// By an SVD of the samples in the square around the bell.
    private Tucker start(ProductGrid grid) {
        Grid x = grid.axes().getFirst();
        Grid y = grid.axes().getLast();
        int[] rows = near(x, centre.getFirst());
        int[] columns = near(y, centre.getLast());
        Matrix samples =
                Matrix.generate(
                        rows.length,
                        columns.length,
                        (i, j) -> value(x.point(rows[i]), y.point(columns[j])));
        Svd svd = Svd.of(samples);
        List<Double> sigma = svd.singularValues();
        int rank = (int) sigma.stream().filter(s -> s > ROUNDING * sigma.getFirst()).count();
        return Tucker.of(
                new LowRankMatrix(
                        placed(svd.u().columns(0, rank), rows, x.size()),
                        Matrix.diagonal(sigma.stream().limit(rank).mapToDouble(s -> s).toArray()),
                        placed(svd.v().columns(0, rank), columns, y.size())));
    }

    private int[] near(Grid axis, double middle) {
        return IntStream.range(0, axis.size())
                .filter(i -> Math.abs(axis.point(i) - middle) < radius)
                .toArray();
    }

    private static Matrix placed(Matrix basis, int[] rows, int n) {
        int above = rows.length == 0 ? 0 : rows[0];
        return Matrix.vcat(
                Matrix.zeros(above, basis.cols()),
                basis,
                Matrix.zeros(n - above - basis.rows(), basis.cols()));
    }

    private double value(double x, double y) {
        double r = Math.hypot(x - centre.getFirst(), y - centre.getLast());
        double height = profile == Profile.BELL ? radius : r;
        return r < radius ? height * Math.pow(Math.cos(Math.PI * r / (2 * radius)), 6) : 0;
    }
}
