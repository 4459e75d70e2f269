package org.bugle.models;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.AlongDirection;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;

import java.util.List;

/// Particles that fly at unit speed through a plane, in all directions Ω of space,
///
/// ∂_t f = −(1/ε) (Ω_x ∂_x + Ω_y ∂_y) f + (σ_s/ε²)(ρ − f) − σ_a f, ρ = (1/4π) ∫ f dΩ,
///
/// as a matrix of cells × directions. f is 4π times the angular flux, so ρ is the scalar flux.
///
/// @param x cells in x
/// @param knudsen ε
record PlaneTransport(
        Grid x,
        Grid y,
        Derivative derivative,
        Boundary boundary,
        Directions directions,
        double knudsen) {
    PlaneTransport {
        if (derivative == Derivative.FOURIER && boundary == Boundary.ZERO) {
            throw new IllegalArgumentException(
                    "derivative fourier wants boundary: periodic, found zero");
        }
    }

    Grid cells() {
        return Grid.product("cell", x, y);
    }

    int size() {
        return Math.multiplyExact(x.size(), y.size());
    }

    /// The area of a cell.
    double area() {
        return x.spacing() * y.spacing();
    }

    /// A function of the place in every cell, m×1.
    Matrix sampled(Function function) {
        int inner = y.size();
        return Matrix.generate(
                size(), 1, (k, _) -> function.at(x.point(k / inner), y.point(k % inner)));
    }

    /// A function of the place.
    @FunctionalInterface
    interface Function {
        double at(double x, double y);
    }

    /// −(1/ε) Σ_d (D_d Y Ω_dᵀ − R_d Y |Ω_d|ᵀ), with the artificial diffusion R of the upwind
    /// scheme.
    SeparableOperator streaming() {
        Coefficient forth = Coefficient.of(-1 / knudsen);
        SeparableOperator streaming =
                SeparableOperator.zero(size(), directions.size())
                        .both(forth, alongX(d(x)), directions.x())
                        .both(forth, alongY(d(y)), directions.y());
        if (derivative != Derivative.UPWIND) {
            return streaming;
        }
        Coefficient back = Coefficient.of(1 / knudsen);
        return streaming
                .both(back, alongX(dissipation(x)), Directions.absolute(directions.x()))
                .both(back, alongY(dissipation(y)), Directions.absolute(directions.y()));
    }

    /// In a medium that is the same everywhere.
    SeparableOperator in(double scattering, double absorption) {
        SeparableOperator operator =
                streaming()
                        .right(
                                Coefficient.of(scattering / (knudsen * knudsen)),
                                directions.relaxation());
        return absorption == 0 ? operator : operator.identity(Coefficient.of(-absorption));
    }

    /// In a medium of σ_s and σ_a that depend on the place, m×1 each.
    SeparableOperator in(Matrix scattering, Matrix absorption) {
        return streaming()
                .both(
                        Coefficient.of(1 / (knudsen * knudsen)),
                        new Diagonal(scattering),
                        directions.relaxation())
                .left(Coefficient.of(-1), new Diagonal(absorption));
    }

    /// ∂_x and ∂_y on the plane.
    List<LinearMap> derivatives() {
        return List.of(alongX(d(x)), alongY(d(y)));
    }

    private Operator alongX(Operator operator) {
        return new AlongDirection(1, operator, y.size());
    }

    private Operator alongY(Operator operator) {
        return new AlongDirection(x.size(), operator, 1);
    }

    /// The derivative in one direction.
    Operator d(Grid grid) {
        return derivative == Derivative.FOURIER
                ? Circulant.derivative(grid.size(), grid.size() * grid.spacing(), 1)
                : Differences.first(grid.size(), grid.spacing(), boundary);
    }

    private Operator dissipation(Grid grid) {
        double half = 0.5 / grid.spacing();
        return Differences.tridiagonal(grid.size(), half, -2 * half, half, boundary);
    }

    /// ρ, the scalar flux.
    Field<LowRankMatrix> scalarFlux() {
        Matrix isotropic = directions.isotropic();
        return new Field<>("scalar-flux", cells(), y -> y.apply(isotropic).real());
    }

    /// ∫∫ ρ w dx dy.
    Observable<LowRankMatrix> integral(String name, String doc, boolean invariant, Matrix weight) {
        Matrix isotropic = directions.isotropic();
        double area = area();
        return new Observable<>(
                name, doc, invariant, (t, y) -> area * weight.inner(y.apply(isotropic)).re());
    }
}
