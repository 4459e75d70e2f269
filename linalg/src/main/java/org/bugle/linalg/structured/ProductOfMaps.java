package org.bugle.linalg.structured;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;

import java.util.List;

/// A₁ A₂ … of maps that fit each other; the last one acts first.
public record ProductOfMaps(List<LinearMap> factors) implements Iterative {
    public ProductOfMaps {
        if (factors.isEmpty()) {
            throw new IllegalArgumentException("ProductOfMaps: wants at least one map, found none");
        }
        for (int i = 1; i < factors.size(); i++) {
            LinearMap left = factors.get(i - 1);
            LinearMap right = factors.get(i);
            if (left.cols() != right.rows()) {
                throw new IllegalArgumentException(
                        "ProductOfMaps: maps must fit each other, found %d×%d before %d×%d"
                                .formatted(left.rows(), left.cols(), right.rows(), right.cols()));
            }
        }
        factors = List.copyOf(factors);
    }

    public static ProductOfMaps of(LinearMap... factors) {
        return new ProductOfMaps(List.of(factors));
    }

    @Override
    public int rows() {
        return factors.getFirst().rows();
    }

    @Override
    public int cols() {
        return factors.getLast().cols();
    }

    @Override
    public boolean isComplex() {
        return factors.stream().anyMatch(LinearMap::isComplex);
    }

    @Override
    public boolean isHermitian() {
        return false; // not known from the factors
    }

    @Override
    public Matrix apply(Matrix x) {
        LinearMap.requireRows("ProductOfMaps", cols(), x.rows());
        Matrix image = x;
        for (LinearMap factor : factors.reversed()) {
            image = factor.apply(image);
        }
        return image;
    }

    @Override
    public Matrix applyAdjoint(Matrix w) {
        LinearMap.requireRows("ProductOfMaps", rows(), w.rows());
        Matrix image = w;
        for (LinearMap factor : factors) {
            image = factor.applyAdjoint(image);
        }
        return image;
    }

    @Override
    public ProductOfMaps conjugate() {
        return isComplex()
                ? new ProductOfMaps(factors.stream().map(LinearMap::conjugate).toList())
                : this;
    }

    @Override
    public ProductOfMaps adjoint() {
        return new ProductOfMaps(factors.reversed().stream().map(LinearMap::adjoint).toList());
    }
}
