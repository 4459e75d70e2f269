package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.Tucker;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rigid rotation and diffusion of a Gaussian in a periodic box: u_t + ω(t) (a×x)·∇u = d Δu + φ
/// from u₀ = e^{−Σ s_j (x_j − c_j)²}, ω(t) = ω₀ + ω₁ t. Without φ the Gaussian turns and spreads;
/// with it, it stays in place and decays, u = e^{−κt} u₀ with κ = d times the number of directions.
/// As many sharpnesses as directions: two make a matrix, three a tensor on the star.
@Named(
        value = "advection-diffusion/rotation",
        doc = "Rigid rotation and diffusion of a Gaussian, with or without a source")
public record Rotation(
        @Key(
                        doc = "grid points, one number or one a direction",
                        def = "100",
                        min = 4,
                        source = SPEC)
                List<Integer> points,
        @Key(
                        doc = "length of the box, whose middle is 0",
                        def = "12.566370614359172",
                        above = 0,
                        source = SPEC)
                double length,
        @Key(
                        doc = "diffusivity d",
                        def = "0.2",
                        min = 0,
                        source = SPEC + "; T3: 1/3, T4 and T5: 1/12")
                double diffusivity,
        @Key(
                        doc = "sharpness s in each of the two or three directions",
                        def = "[1, 3]",
                        above = 0,
                        source = SPEC + "; E4: [1, 9], T3: [1, 2, 3], T4: [1, 9, 1], T5: [2, 2, 2]")
                List<Double> sharpness,
        @Key(
                        doc = "centre c of the start, one number or one a direction",
                        def = "0",
                        source = SPEC + "; T5: [π/2, -π/2, 0]")
                List<Double> centre,
        @Key(
                        doc = "axis a; its length multiplies the angular velocity",
                        def = "[0, 0, 1]",
                        source = SPEC + "; T5: [1, 1, 1]")
                List<Double> axis,
        @Key(
                        doc = "angular velocity ω₀ at the start",
                        unit = "rad/time",
                        def = "1",
                        source = SPEC + "; T4: 2, T6 and T7: 0")
                double angularVelocity,
        @Key(
                        doc = "angular acceleration ω₁",
                        unit = "rad/time²",
                        def = "0",
                        source = SPEC + "; T6: 1, T7: 2")
                double angularAcceleration,
        @Key(doc = "the source φ", def = "fixed", source = SPEC + ", T3, T6; E4, T4, T5, T7: none")
                Source source,
        @Key(
                        doc = "a start by a tolerance is padded to this rank",
                        def = "15",
                        min = 1,
                        source = SPEC)
                int padding)
        implements ProblemFamily {
    static final String SPEC = "rail E3";

    /// What there is beside rotation and diffusion.
    public enum Source {
        /// Keeps the Gaussian in place.
        FIXED,
        /// Nothing.
        NONE
    }

    public Rotation {
        sharpness = Lists.directions("sharpness", sharpness);
        points = Lists.ofEach("points", sharpness.size(), points);
        centre = Lists.ofEach("centre", sharpness.size(), centre);
        axis = Lists.ofSize("axis", 3, axis);
        if (sharpness.size() == 2 && (axis.get(0) != 0 || axis.get(1) != 0)) {
            throw new IllegalArgumentException(
                    "axis must be [0, 0, a] in two directions, found " + axis);
        }
        if (source == Source.FIXED && centre.stream().anyMatch(c -> c != 0)) {
            throw new IllegalArgumentException(
                    "centre must be 0 where source is fixed, found %s; source: none turns it"
                            .formatted(centre));
        }
    }

    private int dimensions() {
        return sharpness.size();
    }

    @Override
    public Problem<?> problem(long seed) {
        PeriodicBox box = PeriodicBox.of(points, -length / 2, length / 2);
        Tucker start = Tucker.product(1, gaussian(box.grid()));
        boolean fixed = source == Source.FIXED;
        return new BoxProblem(
                        box,
                        box.equation(
                                Collections.nCopies(dimensions(), diffusivity),
                                fluxes(box),
                                fixed ? sources(box.grid()) : List.of()),
                        start,
                        BoxPadding.of(padding, box, Rotation::directions),
                        0.5,
                        dimensions() == 2 ? 15 : 10,
                        fixed ? List.of() : List.of(BoxProblem.Invariant.MASS),
                        List.of(),
                        Optional.of(fixed ? this::inPlace : turned()))
                .problem();
    }

    /// x, which leads to all polynomials times the Gaussian; its derivatives are among them.
    private static List<LinearMap> directions(Axis axis) {
        return List.of(new Diagonal(axis.grid().points()));
    }

    private List<Matrix> gaussian(ProductGrid grid) {
        List<Matrix> columns = new ArrayList<>();
        for (int mode = 0; mode < dimensions(); mode++) {
            double s = sharpness.get(mode);
            double c = centre.get(mode);
            columns.add(grid.sampled(mode, x -> Math.exp(-s * (x - c) * (x - c))));
        }
        return columns;
    }

    /// A with A x = a×x, in the first directions.
    private Matrix generator() {
        double[][] cross = {
            {0, -axis.get(2), axis.get(1)},
            {axis.get(2), 0, -axis.get(0)},
            {-axis.get(1), axis.get(0), 0}
        };
        return Matrix.of(cross).block(0, dimensions(), 0, dimensions());
    }

    private Coefficient turning() {
        return angularAcceleration == 0
                ? Coefficient.of(angularVelocity)
                : Coefficient.of(t -> angularVelocity + angularAcceleration * t);
    }

    private List<SplitEquation.Term> fluxes(PeriodicBox box) {
        Matrix a = generator();
        Coefficient omega = turning();
        List<SplitEquation.Term> fluxes = new ArrayList<>();
        for (int i = 0; i < dimensions(); i++) {
            for (int j = 0; j < dimensions(); j++) {
                if (a.get(i, j) != 0) {
                    fluxes.add(box.flux(omega.times(a.get(i, j)), i, Map.of(j, x -> x)));
                }
            }
        }
        return fluxes;
    }

    // ---- exact solutions

    private RotatingGaussian turned() {
        return new RotatingGaussian(
                sharpness,
                centre,
                generator(),
                t -> (angularVelocity + angularAcceleration * t / 2) * t,
                diffusivity);
    }

    private double decay() {
        return diffusivity * dimensions();
    }

    private Tucker inPlace(ProductGrid grid, double t) {
        return Tucker.product(Math.exp(-decay() * t), gaussian(grid));
    }

    /// φ = u_t + ω (A x)·∇u − d Δu of u = e^{−κt} u₀: polynomials of degree 2 times u₀.
    private List<SplitEquation.Source> sources(ProductGrid grid) {
        int d = dimensions();
        double[] still = new double[(int) Math.pow(3, d)]; // by powers of the coordinates
        double[] turned = new double[still.length];
        Matrix a = generator();
        still[0] = -decay();
        for (int i = 0; i < d; i++) {
            double s = sharpness.get(i);
            still[0] += 2 * diffusivity * s;
            still[2 * power(i)] -= 4 * diffusivity * s * s;
            for (int j = 0; j < d; j++) {
                turned[power(i) + power(j)] -= 2 * a.get(i, j) * s;
            }
        }
        List<Matrix> factors = new ArrayList<>();
        List<Matrix> columns = gaussian(grid);
        for (int mode = 0; mode < d; mode++) {
            Grid x = grid.axes().get(mode);
            Matrix g = columns.get(mode);
            factors.add(
                    Matrix.generate(x.size(), 3, (i, k) -> Math.pow(x.point(i), k) * g.get(i, 0)));
        }
        int[] shape = new int[d];
        Arrays.fill(shape, 3);
        Coefficient omega = turning();
        SplitEquation.Source diffusive =
                new SplitEquation.Source(
                        Coefficient.of(t -> Math.exp(-decay() * t)),
                        new Tucker(Tensor.of(shape, still), factors));
        SplitEquation.Source advective =
                new SplitEquation.Source(
                        Coefficient.of(t -> omega.at(t).re() * Math.exp(-decay() * t)),
                        new Tucker(Tensor.of(shape, turned), factors));
        boolean round = Arrays.stream(turned).allMatch(c -> c == 0); // about the axis
        return round ? List.of(diffusive) : List.of(diffusive, advective);
    }

    /// The place of x_j among the products of powers 0, 1 and 2.
    private static int power(int j) {
        return (int) Math.pow(3, j);
    }
}
