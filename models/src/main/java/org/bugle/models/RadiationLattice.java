package org.bugle.models;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.SeparableOperator;

import java.util.List;
import java.util.Set;

/// The lattice benchmark of radiative transfer, a checkerboard of absorbers in a scattering square
/// of 7×7 unit squares with a source in the middle one and vacuum around (see [PlaneTransport]).
/// The start is zero; its basis is that of the source and its derivatives.
@Named(
        value = "radiative-transfer/lattice",
        doc = "Radiation from the middle of a checkerboard of absorbers")
public record RadiationLattice(
        @Key(doc = "cells in x and in y", def = "70", min = 7, source = "350 in low-rank papers")
                int cells,
        @Key(doc = "discretisation of the directions", def = "moments") AngleRule angle,
        @Key(
                        doc = "degree N of the (N+1)(N+2)/2 spherical harmonics",
                        def = "11",
                        min = 1,
                        source = "21 in low-rank papers")
                int degree,
        @Key(doc = "of a quadrature: polar nodes, azimuths", def = "[8, 16]")
                List<Integer> directions,
        @Key(doc = "scattering between the absorbers", def = "1", min = 0, source = SPEC)
                double sigmaScattering,
        @Key(doc = "absorption in the absorbers", def = "10", min = 0, source = SPEC)
                double sigmaAbsorption,
        @Key(doc = "strength Q of the source", def = "1", min = 0, source = SPEC) double source,
        @Key(
                        doc = "what the middle square is made of",
                        def = "scattering",
                        source = "gap A3: absorbing in low-rank papers")
                Middle middle,
        @Key(doc = "the square of the eleventh absorber", def = "above", source = "gap A3")
                Eleventh eleventh,
        @Key(doc = "discretisation of the derivatives", def = "upwind", source = "gap §4.3")
                Derivative derivative,
        @Key(doc = "what lies beyond the edges", def = "zero", source = SPEC) Boundary boundary,
        @Key(doc = "a start by a tolerance is padded to this rank", def = "10", min = 3)
                int padding)
        implements ProblemFamily {
    static final String SPEC = "gap A3";

    private static final int SQUARES = 7;

    /// Where both conventions put an absorber.
    private static final Set<Square> ABSORBERS =
            Set.of(
                    new Square(1, 1),
                    new Square(1, 3),
                    new Square(1, 5),
                    new Square(5, 1),
                    new Square(5, 3),
                    new Square(5, 5),
                    new Square(2, 2),
                    new Square(2, 4),
                    new Square(4, 2),
                    new Square(4, 4));

    private static final Square MIDDLE = new Square(3, 3);

    /// Values of the scalar flux below this are drawn as this on the logarithmic scale.
    private static final double DARK = 1e-7;

    /// The unit square with this lower left corner.
    private record Square(int x, int y) {
        static Square of(double x, double y) {
            return new Square((int) Math.floor(x), (int) Math.floor(y));
        }
    }

    /// The matter of the middle square.
    public enum Middle {
        SCATTERING,
        ABSORBING
    }

    /// The eleventh absorber is at (3, 1) or at (3, 5).
    public enum Eleventh {
        BELOW,
        ABOVE
    }

    public RadiationLattice {
        directions = Lists.ofSize("directions", 2, directions);
    }

    @Override
    public MatrixProblem problem(long seed) {
        PlaneTransport transport = transport();
        Directions omega = transport.directions();
        Matrix absorption = transport.sampled((x, y) -> absorbs(x, y) ? sigmaAbsorption : 0);
        Matrix scattering = transport.sampled((x, y) -> absorbs(x, y) ? 0 : sigmaScattering);
        Matrix emission = transport.sampled((x, y) -> Square.of(x, y).equals(MIDDLE) ? source : 0);
        Matrix shape = transport.sampled((x, y) -> Square.of(x, y).equals(MIDDLE) ? 1 : 0);
        Matrix place = shape.times(1 / shape.norm());
        var start = new LowRankMatrix(place, Matrix.zeros(1, 1), omega.isotropic());
        int most = Math.min(transport.size(), omega.size());
        List<LinearMap> angles = List.of(omega.x(), omega.y());
        Field<LowRankMatrix> flux = transport.scalarFlux();
        return new MatrixProblem(
                SeparableEquation.of(
                        transport.in(scattering, absorption),
                        LowRankSource.constant(emission, omega.isotropic())),
                transport.cells(),
                omega.grid(),
                Start.krylov(start, Math.min(padding, most), transport.derivatives(), angles),
                0,
                3.2,
                Math.min(20, most),
                List.of(
                        transport.integral(
                                "mass",
                                "integral of the scalar flux",
                                false,
                                transport.sampled((_, _) -> 1)),
                        transport.integral(
                                "absorption", "absorbed in unit time", false, absorption),
                        outflow(transport)),
                List.of(
                        flux,
                        new Field<>(
                                "log-scalar-flux",
                                flux.grid(),
                                y -> flux.of().apply(y).map(RadiationLattice::logarithm))),
                new Reference.None<>());
    }

    private static double logarithm(double flux) {
        return Math.log10(Math.max(flux, DARK));
    }

    private PlaneTransport transport() {
        return new PlaneTransport(
                axis("x"),
                axis("y"),
                derivative,
                boundary,
                Directions.of(angle, degree, directions),
                1);
    }

    private Grid axis(String name) {
        return Grid.periodic(name, 0.5 * SQUARES / cells, SQUARES, cells);
    }

    private boolean absorbs(double x, double y) {
        Square square = Square.of(x, y);
        return ABSORBERS.contains(square)
                || square.equals(new Square(3, eleventh == Eleventh.BELOW ? 1 : 5))
                || (square.equals(MIDDLE) && middle == Middle.ABSORBING);
    }

    /// What streaming takes away: −∫∫ ρ of the streaming terms.
    private static Observable<LowRankMatrix> outflow(PlaneTransport transport) {
        SeparableOperator streaming = transport.streaming();
        Matrix one = transport.sampled((_, _) -> transport.area());
        Matrix isotropic = transport.directions().isotropic();
        List<Matrix> left =
                streaming.terms().stream()
                        .map(term -> term.left().orElseThrow().applyAdjoint(one))
                        .toList();
        List<Matrix> right =
                streaming.terms().stream()
                        .map(term -> term.right().orElseThrow().applyAdjoint(isotropic))
                        .toList();
        return new Observable<>(
                "outflow",
                "what leaves through the edges in unit time",
                false,
                (t, y) -> {
                    double sum = 0;
                    for (int k = 0; k < left.size(); k++) {
                        double c = streaming.terms().get(k).coefficient().at(t).re();
                        sum -= c * left.get(k).inner(y.apply(right.get(k))).re();
                    }
                    return sum;
                });
    }
}
