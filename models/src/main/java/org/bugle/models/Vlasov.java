package org.bugle.models;

import org.bugle.equation.SeparableEquation;
import org.bugle.equation.StateDependentEquation;
import org.bugle.equation.SumEquation;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The Vlasov–Poisson equation in one space and one velocity dimension, both periodic,
///
/// ∂_t f + v ∂_x f − E ∂_v f = 0, ∂_x E = 1 − ∫ f dv, mean of E zero,
///
/// with spectral derivatives: Y′ = −D_x Y diag(v) + diag(E(Y)) Y D_vᵀ. The start is (1 + α cos kx)
/// times a profile in v; in x there is one period of the perturbation. Of rank 1 and even in v, it
/// hides the equation from its own bases (⟨v⟩ = 0, ⟨∂_v⟩ = 0); hence the padding. Lengths are in
/// Debye lengths, velocities in thermal velocities, times in inverse plasma frequencies.
///
/// @param points in x and in v
/// @param amplitude α
/// @param wavenumber k
/// @param velocities v runs over the half-open interval
/// @param padding least rank of a start by a tolerance
record Vlasov(
        List<Integer> points,
        double amplitude,
        double wavenumber,
        List<Double> velocities,
        int padding) {
    MatrixProblem problem(DoubleUnaryOperator profile, double endTime) {
        Phase phase = phase();
        Grid x = phase.x;
        Grid v = phase.v;
        Circulant dx = Circulant.derivative(x.size(), 2 * Math.PI / wavenumber, 1);
        Circulant dv =
                Circulant.derivative(v.size(), velocities.getLast() - velocities.getFirst(), 1);
        var transport =
                SeparableEquation.of(
                        SeparableOperator.zero(x.size(), v.size())
                                .both(Coefficient.of(-1), dx, new Diagonal(v.points())));
        var acceleration =
                StateDependentEquation.left(
                        Coefficient.ONE, (t, y) -> new Diagonal(phase.electricField(y)), dv);
        LowRankMatrix start =
                LowRankMatrix.ofFactors(
                        x.points().map(s -> 1 + amplitude * Math.cos(wavenumber * s)),
                        v.points().map(profile));
        return new MatrixProblem(
                SumEquation.of(transport, acceleration),
                x,
                v,
                Start.krylov(
                        start,
                        Math.min(padding, Math.min(x.size(), v.size())),
                        dx,
                        new Diagonal(v.points())),
                0,
                endTime,
                Math.min(10, Math.min(x.size(), v.size())),
                List.of(
                        new Observable<>("mass", "∫∫ f dv dx", true, (t, y) -> phase.moment(y, 0)),
                        new Observable<>(
                                "momentum", "∫∫ v f dv dx", true, (t, y) -> phase.moment(y, 1)),
                        new Observable<>(
                                "energy",
                                "½ ∫∫ v² f dv dx + ½ ∫ E² dx",
                                true,
                                (t, y) -> phase.moment(y, 2) / 2 + phase.electricEnergy(y)),
                        new Observable<>(
                                "electric-energy",
                                "½ ∫ E² dx",
                                false,
                                (t, y) -> phase.electricEnergy(y))),
                List.of(
                        new Field<>("density", x, phase::density),
                        new Field<>("electric-field", x, phase::electricField)),
                new Reference.None<>());
    }

    private Phase phase() {
        double period = 2 * Math.PI / wavenumber;
        double first = velocities.getFirst();
        return new Phase(
                Grid.periodic("x", 0, period, points.getFirst()),
                Grid.periodic("v", first, velocities.getLast() - first, points.getLast()),
                antiderivative(points.getFirst(), period));
    }

    /// ∂_x⁻¹ on periodic functions of mean zero; modes without a derivative give zero.
    private static Circulant antiderivative(int n, double period) {
        Matrix symbol = Circulant.derivative(n, period, 1).symbol();
        return Circulant.ofSymbol(
                Matrix.generateComplex(
                        n,
                        1,
                        (k, _) -> {
                            double wave = symbol.at(k, 0).im();
                            return wave == 0 ? Complex.ZERO : new Complex(0, -1 / wave);
                        }));
    }

    /// The phase space and what one measures there.
    private record Phase(Grid x, Grid v, Circulant antiderivative) {
        /// ∫ f dv, n×1.
        Matrix density(LowRankMatrix y) {
            return y.apply(v.weights()).real();
        }

        Matrix electricField(LowRankMatrix y) {
            return antiderivative.apply(density(y).map(rho -> 1 - rho));
        }

        double electricEnergy(LowRankMatrix y) {
            double norm = electricField(y).norm();
            return x.spacing() * norm * norm / 2;
        }

        /// ∫∫ v^p f dv dx.
        double moment(LowRankMatrix y, int p) {
            Matrix weights = v.weights().hadamard(v.points().map(s -> Math.pow(s, p)));
            return x.weights().adjointTimes(y.apply(weights)).get(0, 0);
        }
    }
}
