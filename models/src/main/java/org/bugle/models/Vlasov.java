package org.bugle.models;

import org.bugle.equation.VlasovEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// The Vlasov–Poisson equation in one, two or three space and velocity dimensions, all periodic,
///
/// ∂_t f + v·∇_x f − E·∇_v f = 0, ∇·E = 1 − ∫ f dv, E = −∇φ,
///
/// with spectral derivatives ([VlasovEquation]). The start is (1 + α Σ_i cos kx_i) Π_i p(v_i) with
/// a profile p of each velocity; in each x_i there is one period of the perturbation. Of rank 1 and
/// even in v, it hides the equation from its own bases (⟨v⟩ = 0, ⟨∂_v⟩ = 0); hence the padding.
/// Lengths are in Debye lengths, velocities in thermal velocities, times in inverse plasma
/// frequencies.
///
/// @param dimensions of space, and as many of velocity
/// @param points in each direction of space, in each of velocity
/// @param amplitude α
/// @param wavenumber k
/// @param velocities each v_i runs over the half-open interval
/// @param padding least rank of a start by a tolerance
record Vlasov(
        int dimensions,
        List<Integer> points,
        double amplitude,
        double wavenumber,
        List<Double> velocities,
        int padding) {
    static final String POINTS = "grid points in each direction of x and in each of v";

    MatrixProblem problem(DoubleUnaryOperator profile, double endTime) {
        PhaseSpace phase = phaseSpace();
        VlasovEquation equation = phase.equation();
        LowRankMatrix start =
                LowRankMatrix.ofFactors(
                        phase.x.sum(s -> amplitude * Math.cos(wavenumber * s)).map(s -> 1 + s),
                        phase.v.product(profile));
        List<LinearMap> derivatives = new ArrayList<>();
        List<LinearMap> multiplications = new ArrayList<>();
        for (VlasovEquation.Direction i : phase.directions()) {
            derivatives.add(i.inSpace());
            multiplications.add(new Diagonal(i.velocity()));
        }
        Grid x = phase.x.grid();
        Grid v = phase.v.grid();
        int smallest = Math.min(x.size(), v.size());
        return new MatrixProblem(
                equation,
                x,
                v,
                Start.krylov(start, Math.min(padding, smallest), derivatives, multiplications),
                0,
                endTime,
                Math.min(10, smallest),
                phase.observables(),
                phase.fields(),
                new Reference.None<>());
    }

    private PhaseSpace phaseSpace() {
        double first = velocities.getFirst();
        double period = 2 * Math.PI / wavenumber;
        PeriodicCube x = PeriodicCube.of("x", dimensions, 0, period, points.getFirst());
        return new PhaseSpace(
                x,
                PeriodicCube.of(
                        "v", dimensions, first, velocities.getLast() - first, points.getLast()),
                IntStream.range(0, dimensions).mapToObj(x::derivative).toList(),
                x.inverseLaplacian());
    }

    /// The phase space and what one measures there.
    ///
    /// @param gradient ∂_i of every direction of space
    private record PhaseSpace(
            PeriodicCube x, PeriodicCube v, List<Operator> gradient, LinearMap inverseLaplacian) {
        VlasovEquation equation() {
            return new VlasovEquation(directions(), v.grid().weights(), this::field);
        }

        /// E = −∇φ with −Δφ = 1 − ρ.
        List<Matrix> field(Matrix density) {
            Matrix potential = inverseLaplacian.apply(density.map(rho -> rho - 1));
            return gradient.stream().map(d -> d.apply(potential).negate()).toList();
        }

        List<VlasovEquation.Direction> directions() {
            return IntStream.range(0, x.dimensions())
                    .mapToObj(i ->
                            new VlasovEquation.Direction(
                                    gradient.get(i), v.coordinate(i), v.derivative(i)))
                    .toList();
        }

        List<Observable<LowRankMatrix>> observables() {
            List<Observable<LowRankMatrix>> all = new ArrayList<>();
            all.add(new Observable<>("mass", "∫∫ f dv dx", true, (t, y) -> mass(y)));
            for (int i = 0; i < x.dimensions(); i++) {
                Matrix velocity = v.coordinate(i);
                all.add(
                        new Observable<>(
                                numbered("momentum", i),
                                "∫∫ %s f dv dx".formatted(v.axes().get(i).name()),
                                true,
                                (t, y) -> moment(y, velocity)));
            }
            Matrix speeds = v.sum(s -> s * s);
            all.add(
                    new Observable<>(
                            "energy",
                            "½ ∫∫ |v|² f dv dx + ½ ∫ |E|² dx",
                            true,
                            (t, y) -> moment(y, speeds) / 2 + electricEnergy(y)));
            all.add(
                    new Observable<>(
                            "electric-energy", "½ ∫ |E|² dx", false, (t, y) -> electricEnergy(y)));
            return all;
        }

        /// Curves in one dimension, pictures in two; in three the means over x2 and x3.
        List<Field<LowRankMatrix>> fields() {
            List<Field<LowRankMatrix>> all = new ArrayList<>();
            all.add(new Field<>("density", plotted(), y -> seen(density(y))));
            for (int i = 0; i < x.dimensions(); i++) {
                int each = i;
                all.add(
                        new Field<>(
                                numbered("electric-field", i),
                                plotted(),
                                y -> seen(field(density(y)).get(each))));
            }
            return all;
        }

        private Grid plotted() {
            return x.dimensions() == 3 ? x.axes().getFirst() : x.grid();
        }

        private Matrix seen(Matrix values) {
            return x.dimensions() == 3 ? x.alongFirst(values) : values;
        }

        private String numbered(String name, int i) {
            return x.dimensions() == 1 ? name : name + "-" + (i + 1);
        }

        /// ∫ f dv, N×1.
        Matrix density(LowRankMatrix y) {
            return y.apply(v.grid().weights()).real();
        }

        double electricEnergy(LowRankMatrix y) {
            double squares = field(density(y)).stream().mapToDouble(e -> e.norm() * e.norm()).sum();
            return x.grid().weights().get(0, 0) * squares / 2;
        }

        double mass(LowRankMatrix y) {
            return x.grid().weights().adjointTimes(density(y)).get(0, 0);
        }

        /// ∫∫ g(v) f dv dx.
        double moment(LowRankMatrix y, Matrix g) {
            Matrix weights = v.grid().weights().hadamard(g);
            return x.grid().weights().adjointTimes(y.apply(weights)).get(0, 0);
        }
    }
}
