package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Latest;
import org.bugle.lowrank.Tucker;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Relaxation of two streams by the Lenard–Bernstein (Dougherty) Fokker–Planck operator in two or
/// three velocity dimensions: f_t = ∇·(v f) + D Δf on a periodic box, D = R T, from Maxwellians n_i
/// (2πR T_i)^{−d/2} e^{−|v − u_i e_1|²/(2R T_i)}. Each stays one (an Ornstein–Uhlenbeck process);
/// mass is kept, and momentum and energy where the start has the momentum 0 and the temperature T
/// of the equilibrium, as the defaults have.
@Named(
        value = "fokker-planck/dougherty",
        doc = "Relaxation of two streams by the Lenard-Bernstein (Dougherty) operator")
public record Dougherty(
        @Key(doc = "velocity dimensions", def = "2", min = 2, max = 3, source = SPEC + "; T8: 3")
                int dimensions,
        @Key(
                        doc = "grid points, one number or one a direction",
                        def = "300",
                        min = 4,
                        source = SPEC + "; T8: 100")
                List<Integer> points,
        @Key(doc = "length of the box, whose middle is 0", def = "16", above = 0, source = SPEC)
                double length,
        @Key(doc = "gas constant R", def = "0.16666666666666666", above = 0, source = SPEC)
                double gasConstant,
        @Key(doc = "temperature T of the equilibrium", def = "3", above = 0, source = SPEC)
                double temperature,
        @Key(
                        doc = "density n of each stream",
                        def = "[1.990964530353041, 1.150628123236752]",
                        source = SPEC + "; T8: [0.8037121822811545, 4.764615814550553]")
                List<Double> densities,
        @Key(
                        doc = "drift u of each stream in the first direction",
                        def = "[0.4979792385268875, -0.8616676237412346]",
                        source = SPEC + "; T8: [-0.3403147128006618, 0.05740548475117823]")
                List<Double> drifts,
        @Key(
                        doc = "temperature of each stream",
                        def = "[2.46518981703837, 0.4107062104302872]",
                        above = 0,
                        source = SPEC + "; T8: [0.1033754314349305, 3.442950196134546]")
                List<Double> temperatures)
        implements ProblemFamily {
    static final String SPEC = "rail E6";

    private static final List<String> NAMES = List.of("vx", "vy", "vz");

    /// A moment that is off its equilibrium by less than this fraction is there but for the digits
    /// of the parameters.
    private static final double DIGITS = 1e-12;

    public Dougherty {
        points = Lists.ofEach("points", dimensions, points);
        densities = List.copyOf(densities);
        drifts = Lists.ofSize("drifts", densities.size(), drifts);
        temperatures = Lists.ofSize("temperatures", densities.size(), temperatures);
    }

    private double diffusivity() {
        return gasConstant * temperature;
    }

    @Override
    public Problem<?> problem(long seed) {
        PeriodicBox box =
                PeriodicBox.of(NAMES.subList(0, dimensions), points, -length / 2, length / 2);
        List<SplitEquation.Term> fluxes = new ArrayList<>();
        for (int mode = 0; mode < dimensions; mode++) {
            fluxes.add(
                    box.flux(
                            Coefficient.of(-1),
                            mode,
                            Map.of(mode, DoubleUnaryOperator.identity())));
        }
        Tucker start = solution(box.grid(), 0);
        return new BoxProblem(
                        box,
                        box.equation(
                                Collections.nCopies(dimensions, diffusivity()), fluxes, List.of()),
                        start,
                        BoxPadding.none(box),
                        dimensions == 2 ? 15 : 10,
                        dimensions == 2 ? 8 : 6,
                        invariants(),
                        relaxation(box.grid(), start),
                        Optional.of(this::solution))
                .problem();
    }

    private List<Maxwellian> streams() {
        return IntStream.range(0, densities.size())
                .mapToObj(i -> {
                    List<Double> drift = new ArrayList<>(Collections.nCopies(dimensions, 0.0));
                    drift.set(0, drifts.get(i));
                    return new Maxwellian(
                            densities.get(i), drift, gasConstant * temperatures.get(i));
                })
                .toList();
    }

    private Tucker solution(ProductGrid grid, double t) {
        return Maxwellian.sum(
                grid, streams().stream().map(m -> m.relaxed(t, diffusivity())).toList());
    }

    /// J′ = −J and κ′ = d D ρ − 2κ.
    private List<BoxProblem.Invariant> invariants() {
        double mass = 0;
        double momentum = 0;
        double energy = 0;
        for (Maxwellian m : streams()) {
            double u = m.drift().getFirst();
            mass += m.density();
            momentum += m.density() * u;
            energy += m.density() * (u * u + dimensions * m.variance()) / 2;
        }
        double equilibrium = dimensions * diffusivity() * mass / 2;
        List<BoxProblem.Invariant> kept = new ArrayList<>(List.of(BoxProblem.Invariant.MASS));
        if (Math.abs(momentum) <= DIGITS * mass) {
            kept.add(BoxProblem.Invariant.MOMENTUM);
        }
        if (Math.abs(energy - equilibrium) <= DIGITS * equilibrium) {
            kept.add(BoxProblem.Invariant.ENERGY);
        }
        return kept;
    }

    /// How far the equilibrium of the moments of the start is.
    private static List<Observable<Tucker>> relaxation(ProductGrid grid, Tucker start) {
        Maxwellian equilibrium = Maxwellian.matching(Maxwellian.Moments.of(grid, start), grid);
        int stride = BoxProblem.stride(grid);
        ProductGrid seen = grid.thinned(stride);
        Tensor values = equilibrium.on(seen).toDense();
        Latest<Tucker, Tensor> dense = new Latest<>(f -> ProductGrid.thinned(f, stride));
        return List.of(
                new Observable<>(
                        "distance",
                        "∫ |f − f∞|, f∞ the Maxwellian with the moments of the start on the grid",
                        false,
                        (_, f) -> seen.l1(dense.of(f).minus(values))),
                new Observable<>(
                        "relative-entropy",
                        "∫ f ln(f/f∞) where f is positive",
                        false,
                        (_, f) -> entropy(seen, dense.of(f), equilibrium)));
    }

    private static double entropy(ProductGrid grid, Tensor f, Maxwellian equilibrium) {
        double[] v = new double[grid.dimensions()];
        double sum = 0;
        int[] index = new int[v.length];
        for (double value : f.toArray()) {
            for (int mode = 0; mode < v.length; mode++) {
                v[mode] = grid.axes().get(mode).point(index[mode]);
            }
            if (value > 0) {
                sum += value * (Math.log(value) - equilibrium.logarithm(v));
            }
            for (int mode = 0; mode < v.length && ++index[mode] == f.size(mode); mode++) {
                index[mode] = 0;
            }
        }
        return grid.cell() * sum;
    }
}
