package org.bugle.models;

import org.bugle.equation.LowRankSource;
import org.bugle.equation.SeparableEquation;
import org.bugle.linalg.BlockOperator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Expmv;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;

/// The Su–Olson benchmark, radiation that heats cold material with a heat capacity ∝ T³, so that
/// both are linear in their energy densities U = ∫ I dμ and V,
///
/// ∂_τ I + μ ∂_x I + I = c_a V/2 + (1 − c_a) U/2 + Q/2, ∂_τ V = c_a (U − V),
///
/// from nothing, with the source Q for |x| ≤ ½ up to τ = 10. One matrix holds both: its columns are
/// V and the moments f_j of 2I = Σ_j f_j √(2j+1) P_j(μ), with f₀ = U. Lengths are mean free paths.
@Named(
        value = "radiative-transfer/su-olson",
        doc = "Radiation and the material that it heats, in a slab (Su and Olson's benchmark)")
public record SuOlson(
        @Key(doc = "cells in x", def = "400", min = 4, source = "1000 in low-rank papers")
                int cells,
        @Key(doc = "Legendre moments in angle", def = "100", min = 2, source = "500 in papers")
                int moments,
        @Key(
                        doc = "the slab is [-halfLength, halfLength]",
                        def = "4",
                        above = 0,
                        source = "gap A5: at least the end time + 1/2")
                double halfLength,
        @Key(
                        doc = "c_a, the part of the opacity that heats the material",
                        def = "1",
                        min = 0,
                        max = 1,
                        source = SPEC)
                double absorbedPart,
        @Key(doc = "Q in its cells", def = "1", min = 0, source = SPEC) double source,
        @Key(doc = "the source is in [-w, w] for this w", def = "0.5", above = 0, source = SPEC)
                double sourceHalfWidth,
        @Key(doc = "the source ends at this time", def = "10", above = 0, source = SPEC)
                double sourceEnd,
        @Key(doc = "discretisation of the x derivative", def = "fourier", source = "gap §4.3")
                Derivative derivative,
        @Key(doc = "a start by a tolerance is padded to this rank", def = "10", min = 3)
                int padding)
        implements ProblemFamily {
    static final String SPEC = "gap A5";

    /// The column of V, and that of U.
    private static final int MATERIAL = 0;

    private static final int RADIATION = 1;

    /// Dense exponentials of more columns cost more than Krylov spaces.
    private static final int DENSE = 128;

    public SuOlson {
        if (derivative == Derivative.UPWIND) {
            throw new IllegalArgumentException(
                    "derivative must be fourier or centred, found upwind");
        }
    }

    @Override
    public MatrixProblem problem(long seed) {
        Grid x = Grid.periodic("x", -halfLength + halfLength / cells, 2 * halfLength, cells);
        Grid columns = Grid.counted("material, moment", 0, moments + 1);
        Matrix emission = x.points().map(this::emitted);
        Matrix isotropic = column(RADIATION);
        Matrix place = emission.times(1 / emission.norm());
        var start = new LowRankMatrix(place, Matrix.zeros(1, 1), isotropic);
        int most = Math.min(cells, moments + 1);
        LinearMap d = d();
        return new MatrixProblem(
                SeparableEquation.of(
                        SeparableOperator.zero(cells, moments + 1)
                                .both(Coefficient.of(-1), d, flight())
                                .right(Coefficient.ONE, exchange()),
                        new LowRankSource(
                                Coefficient.of(t -> t <= sourceEnd ? source : 0),
                                LowRankMatrix.ofFactors(emission, isotropic))),
                x,
                columns,
                Start.krylov(
                        start, Math.min(padding, most), List.of(d), List.of(exchange(), flight())),
                0,
                3.16228,
                Math.min(20, most),
                List.of(
                        energy("radiation-energy", "∫ U dx", x, RADIATION),
                        energy("material-energy", "∫ V dx", x, MATERIAL),
                        new Observable<>(
                                "balance",
                                "∫ (U + V) dx less what the source has given",
                                true,
                                (t, y) ->
                                        integral(x, y, RADIATION)
                                                + integral(x, y, MATERIAL)
                                                - source
                                                        * Math.min(t, sourceEnd)
                                                        * x.weights().inner(emission).re())),
                List.of(
                        new Field<>("radiation-energy", x, y -> y.apply(isotropic).real()),
                        new Field<>("material-energy", x, y -> y.apply(column(MATERIAL)).real())),
                new Reference.Exact<>("exact by Fourier modes", t -> exact(emission, t)));
    }

    /// The part of a cell at x that the source fills.
    private double emitted(double x) {
        double half = halfLength / cells;
        double filled = Math.min(x + half, sourceHalfWidth) - Math.max(x - half, -sourceHalfWidth);
        return Math.max(0, filled / (2 * half));
    }

    private Matrix column(int index) {
        return Matrix.generate(moments + 1, 1, (i, _) -> i == index ? 1 : 0);
    }

    private Observable<LowRankMatrix> energy(String name, String doc, Grid x, int column) {
        return new Observable<>(name, doc, false, (t, y) -> integral(x, y, column));
    }

    private double integral(Grid x, LowRankMatrix y, int column) {
        return x.weights().inner(y.apply(column(column))).re();
    }

    private LinearMap d() {
        double spacing = 2 * halfLength / cells;
        return derivative == Derivative.FOURIER
                ? Circulant.derivative(cells, 2 * halfLength, 1)
                : Differences.first(cells, spacing, Boundary.PERIODIC);
    }

    /// Multiplication by μ; material does not fly.
    private Banded flight() {
        return Banded.generate(
                moments + 1,
                1,
                1,
                (i, j) ->
                        i == j || Math.min(i, j) == MATERIAL
                                ? 0
                                : Legendre.coefficient(Math.max(i, j) - RADIATION));
    }

    /// U loses c_a U and V loses c_a V to each other; all other moments are scattered away.
    private Banded exchange() {
        return Banded.generate(
                moments + 1,
                1,
                1,
                (i, j) -> {
                    if (Math.max(i, j) > RADIATION) {
                        return i == j ? -1 : 0;
                    }
                    return i == j ? -absorbedPart : absorbedPart;
                });
    }

    /// The solution of the discrete equation: of a mode iκ of ∂_x the columns V and (−i)^j f_j obey
    /// a real tridiagonal equation.
    private LowRankMatrix exact(Matrix emission, double time) {
        Matrix spectrum = Circulant.ofFirstColumn(emission).symbol();
        Matrix kappa =
                Circulant.ofFirstColumn(d().apply(Matrix.identity(cells, 1))).symbol().imag();
        int modes = cells / 2 + 1; // the others are conjugate
        Matrix[] columns = new Matrix[modes];
        Parallel.forEach(modes, k -> columns[k] = mode(kappa.get(k, 0), time));
        Matrix waves =
                Matrix.generateComplex(
                        cells,
                        modes,
                        (j, k) -> {
                            double weight = (k == 0 || 2 * k == cells ? 1.0 : 2.0) / cells;
                            double angle = 2 * Math.PI * ((long) j * k % cells) / cells;
                            return new Complex(0, angle)
                                    .exp()
                                    .times(spectrum.at(k, 0))
                                    .times(weight * source);
                        });
        Complex[] turns = {
            Complex.ONE, Complex.I.negate(), Complex.ONE.negate(), Complex.I,
        };
        Matrix values =
                Matrix.generateComplex(
                        modes,
                        moments + 1,
                        (k, j) ->
                                turns[Math.max(0, j - RADIATION) % 4].times(columns[k].get(j, 0)));
        return LowRankMatrix.ofFactors(waves.times(values).real(), Matrix.identity(moments + 1));
    }

    /// What a source of 1 makes of a mode in a time.
    private Matrix mode(double kappa, double time) {
        Banded flight = flight();
        Banded generator =
                Banded.generate(
                                moments + 1,
                                1,
                                1,
                                (i, j) -> Math.signum(i - j) * kappa * flight.at(i, j).re())
                        .plus(exchange());
        double heated = Math.min(time, sourceEnd);
        Matrix y = heated(generator, heated);
        if (time == heated) {
            return y;
        }
        return moments < DENSE
                ? Expm.of(dense(generator).times(time - heated)).times(y)
                : Expmv.ACCURATE.exp(generator, Complex.real(time - heated), y);
    }

    private static Matrix dense(Banded a) {
        return a.apply(Matrix.identity(a.rows()));
    }

    /// X(t) of X′ = A X + e_U from zero.
    private Matrix heated(Banded a, double t) {
        Matrix one = column(RADIATION);
        if (moments >= DENSE) {
            return Expmv.ACCURATE.affine(BlockOperator.of(a), t, Matrix.zeros(moments + 1, 1), one);
        }
        Matrix extended =
                Matrix.block(new Matrix[][] {{dense(a), one}, {Matrix.zeros(1, moments + 2)}});
        return Expm.of(extended.times(t)).block(0, moments + 1, moments + 1, moments + 2);
    }
}
