package org.bugle.linalg.structured;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;

import java.util.List;

/// A₁ + A₂ + … of maps of equal shape.
public record SumOfMaps(List<LinearMap> terms) implements Iterative {
    public SumOfMaps {
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("SumOfMaps: wants at least one map, found none");
        }
        LinearMap first = terms.getFirst();
        for (LinearMap term : terms) {
            if (term.rows() != first.rows() || term.cols() != first.cols()) {
                throw new IllegalArgumentException(
                        "SumOfMaps: maps must have equal shapes, found %d×%d and %d×%d"
                                .formatted(first.rows(), first.cols(), term.rows(), term.cols()));
            }
        }
        terms = List.copyOf(terms);
    }

    public static SumOfMaps of(LinearMap... terms) {
        return new SumOfMaps(List.of(terms));
    }

    /// The sum of one or more maps as the simplest operator: a single one itself, dense ones as one
    /// dense matrix.
    public static Operator simplest(List<? extends LinearMap> maps) {
        if (maps.size() == 1 && maps.getFirst() instanceof Operator only) {
            return only;
        }
        SumOfMaps sum = new SumOfMaps(List.copyOf(maps));
        return maps.stream().allMatch(SumOfMaps::isDense)
                ? Dense.of(sum.apply(Matrix.identity(sum.cols())))
                : sum;
    }

    private static boolean isDense(LinearMap map) {
        return map instanceof Dense
                || (map instanceof Scaled scaled && scaled.operator() instanceof Dense);
    }

    @Override
    public int rows() {
        return terms.getFirst().rows();
    }

    @Override
    public int cols() {
        return terms.getFirst().cols();
    }

    @Override
    public boolean isComplex() {
        return terms.stream().anyMatch(LinearMap::isComplex);
    }

    @Override
    public boolean isHermitian() {
        return terms.stream().allMatch(a -> a instanceof Operator op && op.isHermitian());
    }

    @Override
    public Matrix apply(Matrix x) {
        LinearMap.requireRows("SumOfMaps", cols(), x.rows());
        return terms.stream().map(a -> a.apply(x)).reduce(Matrix::plus).orElseThrow();
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        LinearMap.requireRows("SumOfMaps", rows(), w.rows());
        return terms.stream().map(a -> a.applyAdjoint(w)).reduce(Matrix::plus).orElseThrow();
    }

    @Override
    public SumOfMaps conjugate() {
        return isComplex()
                ? new SumOfMaps(terms.stream().map(LinearMap::conjugate).toList())
                : this;
    }

    @Override
    public SumOfMaps adjoint() {
        return new SumOfMaps(terms.stream().map(LinearMap::adjoint).toList());
    }
}
