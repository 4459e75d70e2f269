package org.bugle.models;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Sparse;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.ArrayList;
import java.util.List;

/// A line source of radiation in a plane of uncertain scattering and absorption: the 2D benchmark
/// of arXiv:2412.00858 ([UncertainTransport]), upwind, the outermost points at rest. Of the
/// spherical harmonics only those even across the plane are kept, (N + 1)(N + 2)/2 of the (N + 1)²
/// of the source; the others stay zero.
@Named(
        value = "uncertainty/line-source",
        doc = "Pulse of radiation in a plane of uncertain scattering and absorption, on a tree")
public record UncertainLineSource(
        @Key(doc = UncertainMedium.TREE, def = "((0 1) (2 3))", source = SPEC) String tree,
        @Key(
                        doc = "grid points in x and in y, both ends included",
                        def = "100",
                        min = 4,
                        source = SPEC + "; affordable: 31")
                int points,
        @Key(
                        doc = "degree N of the spherical harmonics",
                        def = "31",
                        min = 1,
                        source = SPEC + "; affordable: 5 to 7")
                int degree,
        @Key(
                        doc = UncertainMedium.NODES,
                        def = "[100, 100]",
                        min = 1,
                        source = SPEC + "; affordable: 6 to 8")
                List<Integer> nodes,
        @Key(
                        doc = "the plane is [-halfLength, halfLength] in x and y",
                        def = "1.5",
                        above = 0,
                        source = SPEC)
                double halfLength,
        @Key(
                        doc = "width s of the pulse exp(-r²/4s²)/(4πs²)",
                        def = "0.03",
                        above = 0,
                        source = SPEC + "; affordable: 0.15")
                double width,
        @Key(doc = "least scalar flux of the start", def = "1e-4", min = 0, source = SPEC)
                double floor,
        @Key(doc = UncertainMedium.SCATTERING, def = "1", min = 0, unit = "1/length", source = SPEC)
                double sigmaScattering,
        @Key(
                        doc = UncertainMedium.SCATTERING_SPREAD,
                        def = "[1, 0]",
                        unit = "1/length",
                        source = SPEC)
                List<Double> scatteringSpread,
        @Key(doc = UncertainMedium.ABSORPTION, def = "1", min = 0, unit = "1/length", source = SPEC)
                double sigmaAbsorption,
        @Key(
                        doc = UncertainMedium.ABSORPTION_SPREAD,
                        def = "[0, 1]",
                        unit = "1/length",
                        source = SPEC)
                List<Double> absorptionSpread,
        @Key(doc = UncertainMedium.PADDING, def = "10", min = 2, source = SPEC) int padding)
        implements ProblemFamily {
    static final String SPEC = "ttn 5.3";

    @Override
    public TreeProblem problem(long seed) {
        return transport().problem(1, 10);
    }

    UncertainTransport transport() {
        Grid x = Grid.uniform("x", -halfLength, halfLength, points);
        Grid y = Grid.uniform("y", -halfLength, halfLength, points);
        Directions directions = Directions.moments(degree);
        double half = 0.5 / x.spacing();
        SeparableOperator streaming =
                SeparableOperator.zero(points * points, directions.size())
                        .both(Coefficient.of(-1), inside(points, -half, 0), directions.x())
                        .both(Coefficient.of(-1), inside(1, -half, 0), directions.y())
                        .both(
                                Coefficient.ONE,
                                inside(points, half, -2 * half),
                                Directions.absolute(directions.x()))
                        .both(
                                Coefficient.ONE,
                                inside(1, half, -2 * half),
                                Directions.absolute(directions.y()));
        return new UncertainTransport(
                tree,
                Grid.product("cell", x, y),
                streaming,
                UncertainMedium.of(
                        sigmaScattering,
                        scatteringSpread,
                        sigmaAbsorption,
                        absorptionSpread,
                        nodes),
                Matrix.generate(
                        points * points,
                        1,
                        (k, _) -> pulse(x.point(k / points), y.point(k % points))),
                padding);
    }

    private double pulse(double x, double y) {
        double variance = 4 * width * width;
        double gauss = Math.exp(-(x * x + y * y) / variance) / (Math.PI * variance);
        return Math.max(floor, gauss) / (4 * Math.PI);
    }

    /// A three-point stencil on the inner points, zero on the outermost.
    ///
    /// @param stride to the neighbour
    /// @param side of the neighbour below; the one above has the opposite sign where the middle is
    ///   0
    private LinearMap inside(int stride, double side, double middle) {
        List<Sparse.Entry> entries = new ArrayList<>();
        for (int i = 1; i < points - 1; i++) {
            for (int j = 1; j < points - 1; j++) {
                int k = i * points + j;
                entries.add(new Sparse.Entry(k, k - stride, side));
                entries.add(new Sparse.Entry(k, k, middle));
                entries.add(new Sparse.Entry(k, k + stride, middle == 0 ? -side : side));
            }
        }
        return Sparse.of(points * points, points * points, entries);
    }
}
