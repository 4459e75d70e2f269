package org.bugle.models;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.ProductOfMaps;
import org.bugle.linalg.structured.Scaled;
import org.bugle.operator.Coefficient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// A periodic box of two or three directions with cell-centred points and spectral derivatives
/// ([Axis#fourier]), and the parts of an equation u_t + ∇·(a(x, t) u) = Σ_j d_j ∂_j² u + φ on it.
///
/// @param axes one a direction
record PeriodicBox(List<Axis> axes) {
    private static final List<String> NAMES = List.of("x", "y", "z");

    PeriodicBox {
        axes = List.copyOf(axes);
    }

    /// The box of one interval, in as many directions as there are numbers of points.
    static PeriodicBox of(List<Integer> points, double low, double high) {
        return of(NAMES.subList(0, points.size()), points, low, high);
    }

    static PeriodicBox of(List<String> names, List<Integer> points, double low, double high) {
        List<Axis> axes = new ArrayList<>();
        for (int mode = 0; mode < points.size(); mode++) {
            axes.add(Axis.fourier(names.get(mode), low, high, points.get(mode)));
        }
        return new PeriodicBox(axes);
    }

    int dimensions() {
        return axes.size();
    }

    ProductGrid grid() {
        return new ProductGrid(axes.stream().map(Axis::grid).toList());
    }

    /// d_j ∂_j² for every direction.
    private List<Optional<Operator>> diffusion(List<Double> diffusivity) {
        List<Optional<Operator>> stiff = new ArrayList<>();
        for (int mode = 0; mode < dimensions(); mode++) {
            stiff.add(Optional.of(new Scaled(diffusivity.get(mode), axes.get(mode).second())));
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
                factor = Optional.of(new Diagonal(axes.get(mode).sample(a)));
            }
            if (mode == direction) {
                Operator derivative = axes.get(mode).first();
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
        return new SplitEquation(grid().sizes(), diffusion(diffusivity), fluxes, sources);
    }
}
