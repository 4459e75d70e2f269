package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.Tucker;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Standing or travelling waves that decay on a periodic box of length L: u_t + s·∇u = Σ_j d_j ∂_j²
/// u from u₀ = c + Σ_k Π_j sin(2πk x_j/L). Every wave keeps its wave number: u = c + Σ_k e^{−κ² Σd
/// t} Π_j sin(κ(x_j − s_j t)), κ = 2πk/L, stays in the few bases of u₀ and its derivatives.
///
/// @param low where the box begins in every direction
/// @param speeds s_j; empty if they are all zero
record TravellingWaves(
        List<Integer> points,
        double low,
        double length,
        List<Double> diffusivity,
        List<Double> speeds,
        double constant,
        List<Integer> waves) {
    BoxProblem problem(double endTime, int rank) {
        PeriodicBox box = PeriodicBox.of(points, low, low + length);
        List<SplitEquation.Term> fluxes = new ArrayList<>();
        for (int mode = 0; mode < speeds.size(); mode++) {
            fluxes.add(box.flux(Coefficient.of(speeds.get(mode)), mode, Map.of()));
        }
        return new BoxProblem(
                box,
                box.equation(diffusivity, fluxes, List.of()),
                solution(box.grid(), 0),
                BoxPadding.none(box),
                endTime,
                rank,
                List.of(BoxProblem.Invariant.MASS),
                List.of(),
                Optional.of(this::solution));
    }

    private Tucker solution(ProductGrid grid, double t) {
        double sum = diffusivity.stream().mapToDouble(d -> d).sum();
        List<Double> amplitudes = new ArrayList<>();
        List<Matrix> factors = new ArrayList<>();
        int first = constant == 0 ? 0 : 1; // the constant is a wave of its own
        if (first == 1) {
            amplitudes.add(constant);
        }
        for (int k : waves) {
            amplitudes.add(Math.exp(-wave(k) * wave(k) * sum * t));
        }
        for (int mode = 0; mode < grid.dimensions(); mode++) {
            double shift = speeds.isEmpty() ? 0 : speeds.get(mode) * t;
            Grid axis = grid.axes().get(mode);
            factors.add(
                    Matrix.generate(
                            axis.size(),
                            amplitudes.size(),
                            (i, k) ->
                                    k < first
                                            ? 1
                                            : Math.sin(
                                                    wave(waves.get(k - first))
                                                            * (axis.point(i) - shift))));
        }
        return ProductGrid.sum(amplitudes, factors);
    }

    private double wave(int k) {
        return 2 * Math.PI * k / length;
    }
}
