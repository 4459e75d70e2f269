package org.bugle.models;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.AlongDirection;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.FourierMultiplier;

import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A grid of d directions with the same n equidistant points of one period, the last direction
/// running first.
///
/// @param axes one grid a direction
record PeriodicCube(String name, List<Grid> axes) {
    static PeriodicCube of(String name, int dimensions, double start, double period, int n) {
        return new PeriodicCube(
                name,
                IntStream.rangeClosed(1, dimensions)
                        .mapToObj(i -> dimensions == 1 ? name : name + i)
                        .map(axis -> Grid.periodic(axis, start, period, n))
                        .toList());
    }

    private int n() {
        return axes.getFirst().size();
    }

    private double period() {
        return n() * axes.getFirst().spacing();
    }

    int dimensions() {
        return axes.size();
    }

    /// The points as one grid.
    Grid grid() {
        return dimensions() == 1 ? axes.getFirst() : Grid.product(name, axes);
    }

    /// The coordinate x_i of every point, N×1.
    Matrix coordinate(int i) {
        int behind = behind(i);
        Matrix points = axes.get(i).points();
        return Matrix.generate(grid().size(), 1, (place, _) -> points.get(place / behind % n(), 0));
    }

    private int behind(int i) {
        return (int) Math.pow(n(), dimensions() - 1.0 - i);
    }

    /// Σ_i f(x_i), N×1.
    Matrix sum(DoubleUnaryOperator f) {
        return each().map(x -> x.map(f)).reduce(Matrix::plus).orElseThrow();
    }

    /// Π_i f(x_i), N×1.
    Matrix product(DoubleUnaryOperator f) {
        return each().map(x -> x.map(f)).reduce(Matrix::hadamard).orElseThrow();
    }

    private Stream<Matrix> each() {
        return IntStream.range(0, dimensions()).mapToObj(this::coordinate);
    }

    /// ∂ along direction i, spectral, N×N.
    Operator derivative(int i) {
        Circulant alone = Circulant.derivative(n(), period(), 1);
        return dimensions() == 1
                ? alone
                : new AlongDirection(behind(dimensions() - 1 - i), alone, behind(i));
    }

    /// Δ⁻¹ of functions of mean zero, with mean zero; modes without a derivative give zero.
    LinearMap inverseLaplacian() {
        double unit = 2 * Math.PI / period();
        return new FourierMultiplier(
                Collections.nCopies(dimensions(), n()),
                true,
                waves -> {
                    double squares =
                            IntStream.of(waves)
                                    .mapToDouble(k -> Math.pow(unit * signed(k), 2))
                                    .sum();
                    return squares == 0 ? Complex.ZERO : Complex.real(-1 / squares);
                });
    }

    /// The highest wave number of an even n has no sign.
    private int signed(int wave) {
        return 2 * wave == n() ? 0 : wave;
    }

    /// The mean over all directions but the first, n×1.
    Matrix alongFirst(Matrix values) {
        int behind = behind(0);
        return Matrix.generate(
                n(),
                1,
                (i, _) ->
                        IntStream.range(i * behind, (i + 1) * behind)
                                        .mapToDouble(place -> values.get(place, 0))
                                        .sum()
                                / behind);
    }
}
