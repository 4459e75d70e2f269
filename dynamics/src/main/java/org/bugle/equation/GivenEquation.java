package org.bugle.equation;

import org.bugle.linalg.LinearMap;
import org.bugle.lowrank.LowRankMatrix;

import java.util.function.DoubleFunction;

/// Y′ = A′(t) for a given A(t): the equation of a time-dependent matrix that is to be followed at
/// low rank.
///
/// @param derivative t ↦ A′(t), by its actions
public record GivenEquation(boolean isComplex, DoubleFunction<LinearMap> derivative)
        implements MatrixEquation {
    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return derivative.apply(t);
    }
}
