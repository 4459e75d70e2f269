package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.ProductOfMaps;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// A periodic box of two or three directions with cell-centred points x_i = lo + (i + ½) L/N and
/// spectral derivatives (spec `rail` §2), and the parts of an equation u_t + ∇·(a(x, t) u) = Σ_j
/// d_j ∂_j² u + φ on it.
///
/// @param grid one axis a direction
/// @param derivatives D_j, skew
/// @param laplacians D2_j, symmetric
record PeriodicBox(ProductGrid grid, List<Circulant> derivatives, List<Circulant> laplacians) {
    private static final List<String> NAMES = List.of("x", "y", "z");

    PeriodicBox {
        derivatives = List.copyOf(derivatives);
        laplacians = List.copyOf(laplacians);
    }

    /// The box of one interval, in as many directions as there are numbers of points.
    static PeriodicBox of(List<Integer> points, double low, double high) {
        return of(NAMES.subList(0, points.size()), points, low, high);
    }

    static PeriodicBox of(List<String> names, List<Integer> points, double low, double high) {
        List<Grid> axes = new ArrayList<>();
        List<Circulant> first = new ArrayList<>();
        List<Circulant> second = new ArrayList<>();
        double length = high - low;
        for (int mode = 0; mode < points.size(); mode++) {
            int n = points.get(mode);
            axes.add(Grid.periodic(names.get(mode), low + length / (2 * n), length, n));
            first.add(Circulant.derivative(n, length, 1));
            second.add(Circulant.derivative(n, length, 2));
        }
        return new PeriodicBox(new ProductGrid(axes), first, second);
    }

    int dimensions() {
        return grid.dimensions();
    }

    /// d_j D2_j for every direction.
    List<Optional<Operator>> diffusion(List<Double> diffusivity) {
        List<Optional<Operator>> stiff = new ArrayList<>();
        for (int mode = 0; mode < dimensions(); mode++) {
            stiff.add(
                    Optional.of(
                            Circulant.ofSymbol(
                                    laplacians.get(mode).symbol().times(diffusivity.get(mode)))));
        }
        return stiff;
    }

    /// −c(t) ∂_j (Π_i a_i(x_i) u), a part of the flux.
    ///
    /// @param field a_i, of the directions where it is not 1
    SplitEquation.Term flux(Coefficient c, int direction, Map<Integer, DoubleUnaryOperator> field) {
        List<Optional<LinearMap>> factors = new ArrayList<>();
        for (int mode = 0; mode < dimensions(); mode++) {
            Optional<LinearMap> factor = Optional.empty();
            DoubleUnaryOperator a = field.get(mode);
            if (a != null) {
                factor = Optional.of(new Diagonal(grid.sampled(mode, a)));
            }
            if (mode == direction) {
                Circulant derivative = derivatives.get(mode);
                factor =
                        Optional.of(
                                factor.<LinearMap>map(m -> ProductOfMaps.of(derivative, m))
                                        .orElse(derivative));
            }
            factors.add(factor);
        }
        return SplitEquation.Term.linear(c.times(-1), factors);
    }

    /// The equation of diffusion, fluxes and sources.
    SplitEquation equation(
            List<Double> diffusivity,
            List<SplitEquation.Term> fluxes,
            List<SplitEquation.Source> sources) {
        return new SplitEquation(grid.sizes(), diffusion(diffusivity), fluxes, sources);
    }
}
