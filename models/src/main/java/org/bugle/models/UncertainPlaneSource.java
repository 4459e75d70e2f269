package org.bugle.models;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Banded;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;

/// A plane source of radiation in a slab of uncertain scattering, ∂_t f + μ ∂_x f + (σ_s(ξ) +
/// σ_a(ξ)) f = σ_s(ξ) ½ ∫ f dμ, in Legendre moments orthonormal in μ, upwind: the 1D benchmark of
/// arXiv:2412.00858 ([UncertainTransport]).
@Named(
        value = "radiative-transfer/tree",
        doc = "Pulse of radiation in a slab of uncertain scattering, on a tree")
public record UncertainPlaneSource(
        @Key(doc = UncertainMedium.TREE, def = "((0 1) (2 3))", source = SPEC) String tree,
        @Key(doc = "grid points in x, both ends included", def = "201", min = 4, source = SPEC)
                int points,
        @Key(doc = "Legendre moments in angle", def = "100", min = 2, source = SPEC) int moments,
        @Key(doc = UncertainMedium.NODES, def = "[100, 100]", min = 1, source = SPEC)
                List<Integer> nodes,
        @Key(doc = "the slab is [-halfLength, halfLength]", def = "2.5", above = 0, source = SPEC)
                double halfLength,
        @Key(
                        doc = "standard deviation of the pulse",
                        def = "0.03",
                        above = 0,
                        source = SPEC + "; S7 has 0.15")
                double width,
        @Key(doc = UncertainMedium.SCATTERING, def = "5", min = 0, unit = "1/length", source = SPEC)
                double sigmaScattering,
        @Key(
                        doc = UncertainMedium.SCATTERING_SPREAD,
                        def = "[4, 1]",
                        unit = "1/length",
                        source = SPEC)
                List<Double> scatteringSpread,
        @Key(doc = UncertainMedium.ABSORPTION, def = "0", min = 0, unit = "1/length", source = SPEC)
                double sigmaAbsorption,
        @Key(
                        doc = UncertainMedium.ABSORPTION_SPREAD,
                        def = "[0, 0]",
                        unit = "1/length",
                        source = SPEC)
                List<Double> absorptionSpread,
        @Key(doc = UncertainMedium.PADDING, def = "10", min = 2, source = SPEC) int padding)
        implements ProblemFamily {
    static final String SPEC = "ttn 5.2";

    @Override
    public TreeProblem problem(long seed) {
        return transport().problem(2, 10);
    }

    UncertainTransport transport() {
        Grid x = Grid.uniform("x", -halfLength, halfLength, points);
        double h = x.spacing();
        Banded mu = Legendre.multiplication(moments);
        SeparableOperator streaming =
                SeparableOperator.zero(points, moments)
                        .both(Coefficient.of(-1), Differences.first(points, h, Boundary.ZERO), mu)
                        .both(
                                Coefficient.ONE,
                                Differences.tridiagonal(
                                        points, 0.5 / h, -1 / h, 0.5 / h, Boundary.ZERO),
                                Directions.absolute(mu));
        return new UncertainTransport(
                tree,
                x,
                streaming,
                UncertainMedium.of(
                        sigmaScattering,
                        scatteringSpread,
                        sigmaAbsorption,
                        absorptionSpread,
                        nodes),
                Matrix.generate(
                        points,
                        1,
                        (i, _) -> {
                            double s = x.point(i) / width;
                            return Math.exp(-s * s / 2) / (Math.sqrt(2 * Math.PI) * width);
                        }),
                padding);
    }
}
